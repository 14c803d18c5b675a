"""A scanner of the host: the same container in every syntax gets the same verdicts, each at its own place."""

from __future__ import annotations

import pytest

from lintainer.engine import Report
from lintainer.run import check_text
from lintainer.settings import Settings

IMAGE = "veinmind/python3:1.0.2-stretch"
MOUNTS = ("host-root", "writable-host-root", "missing-rslave", "sensitive-host-mount", "writable-host-mount")


def check(text: str, name: str) -> Report:
    return check_text(text, Settings(select=("mounts",), ignore=("writable-root-filesystem",), installed_plugins=False), name)


def run_line(*, read_only: bool, rslave: bool) -> tuple[str, str]:
    options = "type=bind,source=/,target=/host" + ",readonly" * read_only + ",bind-propagation=rslave" * rslave
    return f"docker run --rm -it --mount '{options}' {IMAGE} python3\n", "scan.sh"


def short(*, read_only: bool, rslave: bool) -> tuple[str, str]:
    mode = ",".join(["ro"] * read_only + ["rslave"] * rslave)
    return f"services:\n  scan:\n    image: {IMAGE}\n    volumes:\n      - /:/host{':' * bool(mode)}{mode}\n", "compose.yaml"


def long(*, read_only: bool, rslave: bool) -> tuple[str, str]:
    text = (
        f"services:\n  scan:\n    image: {IMAGE}\n    volumes:\n      - type: bind\n        source: /\n        target: /host\n"
    )
    text += "        read_only: true\n" * read_only + "        bind: {propagation: rslave}\n" * rslave
    return text, "compose.yaml"


def named(*, read_only: bool, rslave: bool) -> tuple[str, str]:
    text = f"services:\n  scan:\n    image: {IMAGE}\n    volumes: ['everything:/host{':ro' * read_only}']\nvolumes:\n"
    assert not rslave
    return text + "  everything:\n    driver_opts: {type: none, o: bind, device: /}\n", "compose.yaml"


def pod(*, read_only: bool, rslave: bool) -> tuple[str, str]:
    mode = ", readOnly: true" * read_only + ", mountPropagation: HostToContainer" * rslave
    return (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: scan}\nspec:\n  containers:\n    - name: scan\n"
        f"      image: {IMAGE}\n      volumeMounts:\n        - {{name: host, mountPath: /host{mode}}}\n"
        "  volumes:\n    - name: host\n      hostPath: {path: /}\n",
        "pod.yaml",
    )


FORMS = pytest.mark.parametrize("form", [run_line, short, long, pod])


def verdicts(report: Report) -> dict[str, str]:
    assert not report.problems
    assert report.containers == 1
    return {finding.policy.id: str(finding.severity) for finding in report.findings if finding.policy.id in MOUNTS}


@FORMS
def test_read_only_with_rslave_is_the_least_form(form) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    text, name = form(read_only=True, rslave=True)
    report = check(text, name)
    assert verdicts(report) == {"host-root": "medium"}
    (finding,) = (one for one in report.findings if one.policy.id == "host-root")
    assert finding.location.text.endswith("/")
    assert "docker.sock" in finding.message or "containerd.sock" in finding.message
    assert "`/host/etc/shadow`" in finding.message


@FORMS
def test_writable_is_critical_and_said_once(form) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    assert verdicts(check(*form(read_only=False, rslave=True))) == {"writable-host-root": "critical"}


@FORMS
def test_propagation_is_asked_for(form) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    # dockerd sets rslave by itself where the source holds its data root.
    weight = "medium" if form is pod else "low"
    assert verdicts(check(*form(read_only=True, rslave=False))) == {"host-root": "high", "missing-rslave": weight}


def test_a_volume_whose_driver_binds_the_root_is_the_root() -> None:
    assert verdicts(check(*named(read_only=False, rslave=False))) == {"writable-host-root": "critical"}
    assert verdicts(check(*named(read_only=True, rslave=False))) == {"host-root": "high"}


def test_no_profile_loses_what_a_policy_outside_of_it_would_have_said() -> None:
    text, name = short(read_only=True, rslave=True)
    report = check_text(text, Settings(profile="cis-docker", installed_plugins=False), name)
    assert "sensitive-host-mount" in {finding.policy.id for finding in report.findings}
    assert "host-root" not in {finding.policy.id for finding in report.findings}


CAREFUL = """services:
  app:
    image: registry.example.com/app:1.0
    volumes:
      - /etc/localtime:/etc/localtime:ro
      - /etc/timezone:/etc/timezone:ro
      - /etc/ssl/certs/ca-certificates.crt:/etc/ssl/certs/ca-certificates.crt:ro
      - /usr/share/ca-certificates:/usr/share/ca-certificates:ro
      - /etc/os-release:/etc/os-release:ro
      - /etc/passwd:/etc/passwd:ro
      - /etc/hosts:/etc/hosts:ro
      - /dev/null:/app/empty
      - /lib/modules:/lib/modules:ro
      - /var/lib/backup/data:/data:ro
      - /devops/etc:/tools:ro
      - /sys/class/thermal:/sys/class/thermal:ro
      - ~/.gitconfig:/root/.gitconfig:ro
      - ./project:/project
      - ../assets:/shared
      - data:/var/lib/app
      - /anonymous
    tmpfs: /dev/shm
volumes:
  data:
"""


def test_what_careful_people_mount_is_left_alone() -> None:
    settings = Settings(select=("mounts", "devices"), ignore=("writable-root-filesystem",), installed_plugins=False)
    report = check_text(CAREFUL, settings.replace(profile="default", select=(), extend=()), "compose.yaml")
    mine = [finding for finding in report.findings if finding.policy.group in ("mounts", "devices", "paths")]
    assert mine == []
    assert report.containers == 1
