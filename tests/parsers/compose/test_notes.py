"""What is said of the text itself: unknown, misplaced and repeated keys, values that Compose refuses or reads otherwise."""

from __future__ import annotations

import textwrap

import pytest

from lintainer.model.notes import DuplicateKey, InvalidValue, MisplacedKey, UnknownKey, UnreadFile, UnresolvedVariable
from tests.parsers.compose.reading import notes, read


def found(lines: str, kind: type) -> list[tuple[str, str]]:
    body = textwrap.indent(textwrap.dedent(lines).strip("\n"), "    ")
    text = f"services:\n  web:\n    image: nginx:1.27\n{body}\n"
    return [(note.path, note.location.text) for note in notes(read(text), kind)]


@pytest.mark.parametrize(
    ("lines", "path", "key", "nearest"),
    [
        pytest.param("priviledged: true", "services.web", "priviledged", "privileged", id="a letter too much"),
        pytest.param("mem_limits: 1g", "services.web", "mem_limits", "mem_limit", id="a plural"),
        pytest.param("capAdd: [A]", "services.web", "capAdd", "cap_add", id="another case"),
        pytest.param("read-only: true", "services.web", "read-only", "read_only", id="a dash"),
        pytest.param("wrongField: 1", "services.web", "wrongField", None, id="like nothing"),
        pytest.param("deploy: {resource: {}}", "services.web.deploy", "resource", "resources", id="deeper"),
        pytest.param(
            "volumes: [{type: bind, source: /a, target: /b, readonly: true}]",
            "services.web.volumes.0",
            "readonly",
            "read_only",
            id="in a list",
        ),
        pytest.param("build: {contxt: .}", "services.web.build", "contxt", "context", id="of a build"),
    ],
)
def test_unknown_keys(lines: str, path: str, key: str, nearest: str | None) -> None:
    body = textwrap.indent(lines, "    ")
    (note,) = notes(read(f"services:\n  web:\n    image: nginx:1.27\n{body}\n"), UnknownKey)
    assert isinstance(note, UnknownKey)
    assert (note.path, note.key, note.nearest, note.location.text) == (path, key, nearest, key)


@pytest.mark.parametrize(
    ("lines", "key", "belongs"),
    [
        pytest.param("deploy: {privileged: true}", "privileged", "the service `web` itself", id="under deploy"),
        pytest.param("build: {cap_add: [A]}", "cap_add", "the service `web` itself", id="under build"),
        pytest.param("resources: {limits: {memory: 1g}}", "resources", "deploy.resources", id="limits at the service"),
        pytest.param("memory: 1g", "memory", "mem_limit or deploy.resources.limits.memory", id="memory at the service"),
    ],
)
def test_misplaced_keys(lines: str, key: str, belongs: str) -> None:
    body = textwrap.indent(lines, "    ")
    (note,) = notes(read(f"services:\n  web:\n    image: nginx:1.27\n{body}\n"), MisplacedKey)
    assert isinstance(note, MisplacedKey)
    assert (note.key, note.belongs, note.location.text) == (key, belongs, key)


def test_a_security_key_at_the_top_is_misplaced() -> None:
    (note,) = notes(read("privileged: true\nservices: {web: {image: x}}\n"), MisplacedKey)
    assert isinstance(note, MisplacedKey)
    assert (note.location.text, note.belongs) == ("privileged", "a service")


def test_extensions_are_no_unknown_keys() -> None:
    volume = "{type: bind, source: /a, target: /b, x-d: 1}"
    text = f"x-a: {{b: 1}}\nservices: {{web: {{image: x, x-b: 1, deploy: {{x-c: 1}}, volumes: [{volume}]}}}}"
    assert notes(read(text)) == []


def test_duplicate_keys() -> None:
    (note,) = notes(read("services:\n  web:\n    image: a\n    user: x\n    image: b\n"), DuplicateKey)
    assert isinstance(note, DuplicateKey)
    assert (note.key, note.location.region.line, note.first and note.first.region.line) == ("image", 5, 3)


@pytest.mark.parametrize(
    ("lines", "path", "text"),
    [
        pytest.param("privileged: maybe", "services.web.privileged", "maybe", id="a boolean"),
        pytest.param("privileged: 1", "services.web.privileged", "1", id="a number for a boolean"),
        pytest.param("cap_add: ALL", "services.web.cap_add", "ALL", id="a text for a list"),
        pytest.param("ports: ['localhost:80:80']", "services.web", "'localhost:80:80'", id="a port"),
        pytest.param("volumes: ['/a:/b:ro:x']", "services.web", "'/a:/b:ro:x'", id="a volume"),
        pytest.param("mem_limit: lots", "services.web.mem_limit", "lots", id="a size"),
        pytest.param("user: 1000", "services.web.user", "1000", id="a number for a text"),
        pytest.param("oom_score_adj: 2000", "services.web.oom_score_adj", "2000", id="out of range"),
        pytest.param("cgroup: other", "services.web.cgroup", "other", id="an enumeration"),
        pytest.param("security_opt: [label]", "services.web.security_opt", "label", id="a security option"),
        pytest.param("networks: [n]", "services.web.networks.n", "n", id="a network that is not there"),
        pytest.param("volumes: ['data:/d']", "services.web.volumes", "'data:/d'", id="a volume that is not there"),
        pytest.param("links: [db]", "services.web.depends_on", "db", id="a link to nothing"),
        pytest.param(
            "mem_limit: 1g\ndeploy: {resources: {limits: {memory: 2g}}}", "services.web.mem_limit", "1g", id="a conflict"
        ),
        pytest.param("hostname: '${A!}'", "services.web.hostname", "'${A!}'", id="a template"),
        pytest.param(
            "healthcheck: {test: a, interval: 10}", "services.web.healthcheck.interval", "10", id="a number for a duration"
        ),
    ],
)
def test_invalid_values(lines: str, path: str, text: str) -> None:
    assert (path, text) in found(lines, InvalidValue)


def test_a_bad_value_does_not_hide_the_rest() -> None:
    (workload,) = read(
        "services: {web: {image: x, privileged: true, ports: [bad, '80:80'], cap_add: ALL, mem_limit: no}}"
    ).workloads
    container = workload.containers[0]
    assert container.privileged is True
    assert [port.host_port for port in container.ports] == [80]
    assert len([note for note in container.notes if isinstance(note, InvalidValue)]) == 3


def test_a_size_with_a_fraction_is_read_as_none() -> None:
    (note,) = notes(read("services: {web: {image: x, mem_limit: 0.5}}"), InvalidValue)
    assert isinstance(note, InvalidValue)
    assert (note.refused, note.location.text) == (False, "0.5")


def test_a_service_without_image() -> None:
    (note,) = notes(read("services: {web: {command: a}}"), InvalidValue)
    assert note.location.text == "web"


def test_an_overlay_may_leave_the_image_to_others() -> None:
    parsed = read("services: {web: {privileged: true}}", name="compose.prod.yaml")
    (workload,) = parsed.workloads
    assert notes(parsed, InvalidValue) == []
    assert workload.partial
    assert not workload.containers[0].is_complete("memory")
    assert workload.containers[0].privileged is True
    assert not parsed.projects[0].complete


def test_files_that_are_not_there() -> None:
    parsed = read("""
        include: [missing.yaml]
        services:
          web: {image: x, env_file: missing.env, security_opt: ['seccomp:missing.json']}
          two: {extends: {file: missing.yaml, service: a}}
    """)
    assert [note.location.text for note in notes(parsed, UnreadFile)] == [
        "missing.env",
        "['seccomp:missing.json']",
        "missing.yaml",
        "missing.yaml",
    ]
    two = next(workload for workload in parsed.workloads if workload.name == "two").containers[0]
    assert not two.is_complete("privileged")
    assert not parsed.projects[0].complete


def test_variables_without_value_name_the_attribute_they_decide() -> None:
    parsed = read("services: {web: {image: 'x:${TAG}', privileged: '${P}', volumes: ['${D}:/d']}}")
    assert [(note.variable, note.field, note.location.text) for note in notes(parsed, UnresolvedVariable)] == [  # type: ignore[attr-defined]
        ("TAG", "image", "'x:${TAG}'"),
        ("P", "privileged", "'${P}'"),
        ("D", "volumes", "'${D}:/d'"),
    ]


def test_notes_outside_of_services_belong_to_the_project() -> None:
    parsed = read("service: {}\nservices: {web: {image: x}}\nsecrets: {s: {}}\n")
    (project,) = parsed.projects
    assert [note.location.text for note in project.notes] == ["service", "s"]
    stand_in = parsed.workloads[-1]
    assert (stand_in.kind, stand_in.containers[0].role, len(stand_in.containers[0].notes)) == ("project", "pod", 2)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("services: [web]", id="a list of services"),
        pytest.param("services: {web: x}", id="a text for a service"),
        pytest.param("services: {web: }", id="nothing for a service"),
        pytest.param("services: 1", id="a number"),
        pytest.param(
            "services: {web: {image: {}, ports: {}, volumes: 1, environment: 1, deploy: [], build: 1, networks: 1}}",
            id="all wrong",
        ),
        pytest.param(
            "services: {web: {image: x, ports: [{}, [], ~], volumes: [{}, ~, 1], devices: [~, {}], env_file: [~, {}]}}",
            id="wrong entries",
        ),
        pytest.param(
            "services: {web: {extends: [], image: x}, two: {extends: {}}, three: {extends: {service: {}}}}", id="extends"
        ),
        pytest.param("include: 1\nservices: {web: {image: x}}", id="include"),
        pytest.param("include: [{}, ~, {path: {}}]\nservices: {web: {image: x}}", id="entries of include"),
        pytest.param(
            "networks: 1\nvolumes: []\nsecrets: x\nconfigs: {a: 1}\nservices: {web: {image: x, secrets: [a], configs: [a]}}",
            id="resources",
        ),
        pytest.param(
            "services: {web: {image: x, deploy: {resources: {limits: 1, reservations: []}}, ulimits: [], gpus: {}}}",
            id="limits",
        ),
        pytest.param("? [a]\n: b\nservices: {? {a: b} : c, web: {image: x}}", id="keys that are collections"),
        pytest.param(
            "services: {web: {image: x, healthcheck: [], post_start: [1, {}], pre_start: x, models: 1, blkio_config: 1}}",
            id="others",
        ),
    ],
)
@pytest.mark.parametrize("show", [False, True])
def test_bad_input_is_noted_and_never_a_crash(text: str, show: bool) -> None:
    parsed = read(text, show=show)
    assert notes(parsed, InvalidValue) or parsed.problems
