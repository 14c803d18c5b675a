"""Policies over mounts where their pages do not reach: what is not known, what comes from other containers, options."""

from __future__ import annotations

from typing import Any

import pytest

from lintainer.engine import Report
from lintainer.run import check_text
from lintainer.settings import Settings


def check(policy: str, text: str, name: str = "compose.yaml", **options: Any) -> Report:
    report = check_text(
        text, Settings(select=(policy,), options={policy: options} if options else {}, installed_plugins=False), name
    )
    assert not report.problems, report.problems
    return report


def said(report: Report) -> list[tuple[str, str]]:
    return [(str(finding.severity), finding.location.text) for finding in report.findings]


def service(*lines: str) -> str:
    return "services:\n  app:\n    image: registry.example.com/app:1.0\n" + "".join(f"    {line}\n" for line in lines)


def volumes(*entries: str) -> str:
    return service("volumes:", *(f"  - {entry}" for entry in entries))


@pytest.mark.parametrize("policy", ["container-runtime-socket", "writable-host-root", "host-root", "sensitive-host-mount"])
def test_a_source_that_is_not_known_is_left_undecided(policy: str) -> None:
    report = check(policy, service("volumes:", "  - type: bind", "    source: ${WHERE}", "    target: /x"))
    assert report.findings == ()
    assert [(one.undecided.field, one.undecided.location.text) for one in report.undecided] == [("source", "${WHERE}")]


def test_a_mode_that_is_not_known_is_left_undecided() -> None:
    text = service("volumes:", "  - {type: bind, source: /etc, target: /x, read_only: '${RO}'}")
    report = check("writable-host-mount", text)
    assert report.findings == ()
    assert [one.undecided.field for one in report.undecided] == ["read_only"]
    assert said(check("sensitive-host-mount", text)) == [("high", "/etc")]


def test_a_path_that_climbs_out_of_the_project_is_left_undecided_where_it_matters() -> None:
    report = check("sensitive-host-mount", volumes("../../../../etc/shadow:/x:ro", "../../../../photos:/y:ro", "../etc:/z:ro"))
    assert report.findings == ()
    assert [one.undecided.location.text for one in report.undecided] == ["../../../../etc/shadow"]


def test_a_secret_is_handed_over_on_purpose_unless_it_is_a_file_of_the_system() -> None:
    text = service("secrets: [key, hashes]") + "secrets:\n  key: {file: ~/.ssh/id_ed25519}\n  hashes: {file: /etc/shadow}\n"
    assert said(check("sensitive-host-mount", text)) == [("high", "/etc/shadow")]


def test_two_containers_of_a_pod_are_judged_by_their_own_mode() -> None:
    text = (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n"
        "    - {name: reads, image: a:1, volumeMounts: [{name: etc, mountPath: /etc, readOnly: true}]}\n"
        "    - {name: writes, image: a:1, volumeMounts: [{name: etc, mountPath: /etc}]}\n"
        "  volumes: [{name: etc, hostPath: {path: /etc}}]\n"
    )
    settings = Settings(select=("writable-host-mount", "sensitive-host-mount"), installed_plugins=False)
    report = check_text(text, settings, "pod.yaml")
    assert sorted((finding.policy.id, finding.containers) for finding in report.findings) == [
        ("sensitive-host-mount", ("reads",)),
        ("writable-host-mount", ("writes",)),
    ]


@pytest.mark.parametrize(
    ("environment", "others", "wanted"),
    [
        pytest.param("DOCKER_HOST: tcp://proxy:2375", "  proxy: {image: p:1}\n", [], id="proxy-of-the-project"),
        pytest.param(
            "DOCKER_HOST: tcp://proxy:2375",
            "  proxy: {image: p:1, ports: ['2375:2375']}\n",
            [("high", "tcp://proxy:2375")],
            id="published-proxy",
        ),
        pytest.param(
            "DOCKER_HOST: tcp://proxy:2375",
            "  proxy: {image: p:1, ports: ['127.0.0.1:2375:2375']}\n",
            [],
            id="published-to-the-host-alone",
        ),
        pytest.param("DOCKER_HOST: tcp://proxy:2375", "", [("high", "tcp://proxy:2375")], id="unknown-host"),
        pytest.param("DOCKER_HOST: tcp://h:2376, DOCKER_TLS_VERIFY: '1'", "", [], id="tls"),
        pytest.param(
            "DOCKER_HOST: tcp://h:2375, DOCKER_TLS_VERIFY: '1'", "", [("high", "tcp://h:2375")], id="tls-and-the-plain-port"
        ),
        pytest.param("DOCKER_HOST: 'tcp://${H:?}:2375'", "", [("high", "'tcp://${H:?}:2375'")], id="unknown-host-plain-port"),
        pytest.param("DOCKER_HOST: ssh://h", "", [], id="ssh"),
        pytest.param("DOCKER_HOST: unix:///run/docker.sock", "", [], id="socket"),
        pytest.param("DOCKER_HOST: tcp://localhost:2375", "", [], id="the-container-itself"),
    ],
)
def test_remote_docker_endpoint(environment: str, others: str, wanted: list[tuple[str, str]]) -> None:
    assert said(check("remote-docker-endpoint", service(f"environment: {{{environment}}}") + others)) == wanted


def test_the_host_is_meant_by_localhost_on_its_network() -> None:
    text = service("network_mode: host", "environment: {DOCKER_HOST: 'tcp://localhost:2375'}")
    assert said(check("remote-docker-endpoint", text)) == [("high", "'tcp://localhost:2375'")]


def test_the_words_of_a_command_are_read() -> None:
    report = check("remote-docker-endpoint", "docker run docker:27-cli docker -H tcp://10.0.0.5:2375 ps\n", "a.sh")
    assert said(report) == [("high", "tcp://10.0.0.5:2375")]
    assert said(check("remote-docker-endpoint", "docker run app:1 ping tcp://10.0.0.5:2375\n", "a.sh")) == []
    assert (
        said(check("remote-docker-endpoint", "docker run docker:27-cli docker --tlsverify -H tcp://h:2376 ps\n", "a.sh")) == []
    )


def test_volumes_from_is_followed_through_a_circle() -> None:
    text = (
        "services:\n  a: {image: a:1, volumes_from: [b]}\n  b: {image: b:1, volumes_from: [c]}\n"
        "  c: {image: c:1, volumes_from: [a], volumes: ['/run/docker.sock:/s']}\n"
    )
    report = check("inherited-runtime-socket", text)
    # Compose refuses the circle; what it would give is said of each all the same.
    assert sorted((finding.subject.name, finding.location.text) for finding in report.findings) == [
        ("a", "b"),
        ("b", "c"),
        ("c", "a"),
    ]
    assert {finding.related[0].location.text for finding in report.findings} == {"/run/docker.sock"}


def test_a_service_alone_inherits_nothing() -> None:
    assert said(check("inherited-runtime-socket", service("volumes_from: ['container:other']"))) == []


def test_the_socket_of_an_engine_in_a_container_is_shared_by_a_volume() -> None:
    text = (
        "services:\n  engine: {image: 'docker:27-dind', volumes: ['run:/var/run', 'certs:/certs']}\n"
        "  job: {image: j:1, volumes: ['run:/run', 'certs:/certs']}\n  other: {image: o:1, volumes: ['certs:/certs']}\n"
        "volumes: {run: , certs: }\n"
    )
    report = check("inherited-runtime-socket", text)
    assert [(finding.subject.name, finding.location.text) for finding in report.findings] == [("job", "'run:/run'")]


@pytest.mark.parametrize(
    ("entry", "wanted"),
    [
        ("/:/host:ro", "low"),
        ("/var/lib:/x", "low"),
        ("/var/lib/docker:/x", "low"),
        ("/run:/x", "medium"),
        ("/mnt/:/x", "medium"),
        ("/media:/x:rw,slave", "medium"),
        ("/mnt:/x:rprivate", "medium"),
        ("/:/x:rslave", None),
        ("/mnt:/x:rshared", None),
        ("/mnt/photos:/x", None),
        ("/srv:/x", None),
        ("~:/x", None),
    ],
)
def test_missing_rslave(entry: str, wanted: str | None) -> None:
    assert [severity for severity, _ in said(check("missing-rslave", volumes(entry)))] == ([wanted] if wanted else [])


def test_podman_does_not_set_rslave_by_itself() -> None:
    assert [one for one, _ in said(check("missing-rslave", "podman run -v /:/host:ro a:1\n", "a.sh"))] == ["medium"]


REQUIRED = {"required": {"scan/*": [{"source": "/", "target": "/host", "read_only": True, "propagation": "rslave"}]}}


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        pytest.param("docker run -v /:/host:ro,rslave scan/all:1", [], id="as-it-has-to-be"),
        pytest.param("docker run -v /proc/1/root:/host/:rslave,ro scan/all:1", [], id="by-another-name"),
        pytest.param("docker run scan/all:1", ["scan/all:1"], id="absent"),
        pytest.param("docker run -v /etc:/host:ro,rslave scan/all:1", ["/etc"], id="another-source"),
        pytest.param("docker run -v /:/host:rslave scan/all:1", ["/:/host:rslave"], id="writable"),
        pytest.param("docker run docker.io/scan/all", ["docker.io/scan/all"], id="with-its-registry"),
        pytest.param("docker run other/all:1", [], id="another-image"),
    ],
)
def test_missing_required_mount(line: str, wanted: list[str]) -> None:
    assert [text for _, text in said(check("missing-required-mount", f"{line}\n", "a.sh", **REQUIRED))] == wanted


def test_mounts_that_could_not_be_read_may_hold_it() -> None:
    report = check("missing-required-mount", "docker run $OPTIONS scan/all:1\n", "a.sh", **REQUIRED)
    assert report.findings == ()
    assert [one.undecided.field for one in report.undecided] == ["mounts"]


def test_without_its_option_nothing_is_required() -> None:
    assert said(check("missing-required-mount", "docker run scan/all:1\n", "a.sh")) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("compose.yaml", volumes("$HOME/.ssh:/keys:ro"), id="compose-short"),
        pytest.param(
            "compose.yaml",
            service("volumes:", "  - {type: bind, source: '${HOME}/.ssh', target: /keys, read_only: true}"),
            id="compose-long",
        ),
        pytest.param("compose.yaml", volumes("~/.ssh:/keys:ro"), id="compose-tilde"),
        pytest.param("a.sh", 'docker run -v "$HOME/.ssh:/keys:ro" app:1\n', id="docker-run"),
        pytest.param("a.sh", "docker run --mount type=bind,src=${HOME}/.ssh,dst=/keys,ro app:1\n", id="docker-run-mount"),
    ],
)
def test_the_home_folder_is_known_however_it_is_written(name: str, text: str) -> None:
    report = check("sensitive-host-mount", text, name)
    assert [finding.message for finding in report.findings] == [
        "mounts `~/.ssh` of the host read-only at `/keys`: SSH private keys can be read"
    ]
