"""Quadlet units: the `podman run` that is generated, with its places in the unit."""

from __future__ import annotations

from typing import Any

import pytest

from lintainer.files import Files
from lintainer.model import Container, Unknown
from lintainer.model.notes import UnknownKey
from lintainer.parsers import Context
from lintainer.parsers.registry import parser_for
from lintainer.source import Source


def container(lines: str) -> Container:
    source = Source("units/web.container", f"[Unit]\nDescription=x\n\n[Container]\nImage=quay.io/a/web:1\n{lines}\n")
    context = Context(files=Files(), path="units/web.container")
    parser = parser_for(source, context)
    assert parser is not None
    assert parser.syntax == "quadlet"
    found = parser.parse(source, context)
    assert found.problems == ()
    return found.workloads[0].containers[0]


@pytest.mark.parametrize(
    ("line", "field", "value", "text"),
    [
        pytest.param("ReadOnly=true", "readonly_rootfs", True, "ReadOnly=true", id="read-only"),
        pytest.param("NoNewPrivileges=yes", "no_new_privileges", True, "NoNewPrivileges=yes", id="no new privileges"),
        pytest.param("Network=host", "network_mode", "host", "Network=host", id="network"),
        pytest.param("UserNS=host", "userns_mode", "host", "UserNS=host", id="userns"),
        pytest.param("Memory=1g", "memory", 1 << 30, "Memory=1g", id="memory"),
        pytest.param("PidsLimit=100", "pids_limit", 100, "PidsLimit=100", id="pids"),
        pytest.param("Unmask=ALL", "unmasked_paths", ("ALL",), "Unmask=ALL", id="unmask"),
        pytest.param("PodmanArgs=--privileged", "privileged", True, "--privileged", id="privileged"),
        pytest.param("PodmanArgs=--pid host", "pid_mode", "host", "--pid host", id="pid"),
    ],
)
def test_a_key_is_an_option(line: str, field: str, value: Any, text: str) -> None:
    found = container(line)
    assert getattr(found, field) == value
    assert found.at(field).text == text


def test_lists_of_words() -> None:
    found = container("AddCapability=SYS_ADMIN \\\n  # a comment\n  NET_RAW\nAddCapability=CAP_BPF\nDropCapability=all")
    assert [(one.name, one.at().text) for one in found.cap_add] == [
        ("SYS_ADMIN", "SYS_ADMIN"),
        ("NET_RAW", "NET_RAW"),
        ("BPF", "CAP_BPF"),
    ]
    assert [one.name for one in found.cap_drop] == ["ALL"]


def test_mounts_and_devices() -> None:
    found = container(
        "Volume=/etc:/host/etc:ro\nVolume=data.volume:/data\nMount=type=bind,src=/run,dst=/run\nAddDevice=/dev/kvm"
    )
    assert [(one.type, one.source, one.target) for one in found.mounts] == [
        ("bind", "/etc", "/host/etc"),
        ("volume", "systemd-data", "/data"),
        ("bind", "/run", "/run"),
    ]
    assert [one.at("source").text for one in found.mounts] == ["/etc", "data.volume", "/run"]
    assert found.devices[0].path_on_host == "/dev/kvm"


def test_a_specifier_is_unknown() -> None:
    (mount,) = container("Volume=%t/podman/podman.sock:/run/podman.sock").mounts
    assert isinstance(mount.source, Unknown)
    assert mount.source.suffix == "/podman/podman.sock"


def test_security_labels_and_profiles() -> None:
    found = container("SecurityLabelDisable=true\nSeccompProfile=unconfined\nAppArmor=unconfined")
    assert found.selinux is not None
    assert found.seccomp is not None
    assert found.apparmor is not None
    assert (found.selinux.disable, found.seccomp.type, found.apparmor.type) == (True, "Unconfined", "Unconfined")
    assert found.seccomp.at().text == "unconfined"


def test_the_process() -> None:
    found = container('User=0\nGroup=10\nEnvironment=A=b "C=d e"\nExec="/bin/a b" --privileged\nPublishPort=8080:80')
    assert found.image is not None
    assert (found.image.tag, found.platform, found.name) == ("1", "podman", "systemd-web")
    assert (found.user, found.group) == (0, 10)
    assert [(one.name, one.value) for one in found.env] == [("A", "b"), ("C", "d e")]
    assert found.cmd is not None
    assert [one.value for one in found.cmd] == ["/bin/a b", "--privileged"]
    assert found.privileged is None
    assert (found.ports[0].host_port, found.ports[0].container_port) == (8080, 80)


def test_an_unknown_key_is_noted() -> None:
    notes = [note for note in container("Privileged=true").notes if isinstance(note, UnknownKey)]
    assert [(note.key, note.location.text) for note in notes] == [("Privileged", "Privileged")]


@pytest.mark.parametrize(
    "text", ["", "[Container]\n", "[Container]\nImage", "[Container]\nImage=\\", "[Container]\nExec=\\\n", "="]
)
def test_broken_units_are_read_without_a_crash(text: str) -> None:
    source = Source("a.container", text)
    parser = parser_for(source, Context(files=Files(), path="a.container"))
    if parser is not None:
        assert parser.parse(source, Context(files=Files())).syntax == "quadlet"
