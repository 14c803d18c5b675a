"""Quadlet units: the `podman run` that is generated, with its places in the unit."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintainer.files import Files
from lintainer.model import Container, Unknown
from lintainer.model.effective import maps_users
from lintainer.model.notes import InvalidValue, UnresolvedVariable
from lintainer.parsers import Context
from lintainer.parsers.quadlet.parser import QuadletParser
from lintainer.parsers.registry import parser_for
from lintainer.source import Source


def container(lines: str, name: str = "units/web.container") -> Container:
    return only(Source(name, f"[Unit]\nDescription=x\n\n[Container]\nImage=quay.io/a/web:1\n{lines}\n"), name)


def only(source: Source, name: str) -> Container:
    context = Context(files=Files(), path=name)
    parser = parser_for(source, context)
    assert isinstance(parser, QuadletParser)
    found = parser.parse(source, context)
    assert found.problems == ()
    (project,) = parser.assemble([found], complete=False)
    (workload,) = project.workloads
    return workload.containers[0]


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


@pytest.mark.parametrize(
    ("line", "prefix", "suffix"),
    [
        pytest.param("Volume=%t/podman/podman.sock:/s", "/run", "/podman/podman.sock", id="the folder for sockets"),
        pytest.param("Volume=%S/x:/s", "", "/x", id="the folder for states"),
        pytest.param("Volume=/srv/%H:/s", "/srv/", "", id="the name of the host"),
        pytest.param("Volume=/srv/${DIR}/x:/s", "/srv/", "/x", id="a variable"),
    ],
)
def test_what_only_the_running_system_knows_is_unknown(line: str, prefix: str, suffix: str) -> None:
    (mount,) = container(line).mounts
    assert isinstance(mount.source, Unknown)
    assert (mount.source.prefix, mount.source.suffix) == (prefix, suffix)


def test_what_the_name_of_the_unit_decides_is_known() -> None:
    found = container("Environment=A=%N B=%p C=%i D=%n E=50%%", "shop/job@7.container")
    assert [one.value for one in found.env] == ["job@7", "job", "7", "job@7.service", "50%"]
    assert found.name == "systemd-job_7"
    template = container("Environment=A=%p B=%i", "shop/job@.container")
    assert template.name == "systemd-job_%i"
    assert template.env[0].value == "job"
    assert isinstance(template.env[1].value, Unknown)


def test_the_home_folder_is_a_place_of_its_own() -> None:
    (mount,) = container("Volume=%h/.ssh:/ssh").mounts
    assert (mount.source, mount.base, mount.at("source").text) == (".ssh", "home", "%h/.ssh")


def test_variables_are_those_of_the_service() -> None:
    lines = "PublishPort=${PORT}:80\nEnvironment=COST=5$$ PLAIN=a$PORT\nExec=$ARGS ${ARGS}\n[Service]\nEnvironment=PORT=8080 "
    found = container(lines + "'ARGS=-v --all'")
    assert found.ports[0].host_port == 8080
    assert found.ports[0].at("host_port").text == "${PORT}"
    assert [one.value for one in found.env] == ["5$", "a$PORT"]
    assert found.cmd is not None
    assert [one.value for one in found.cmd] == ["-v", "--all", "-v --all"]


def test_a_variable_that_the_unit_does_not_set_is_noted_unless_a_file_may() -> None:
    notes = [note for note in container("PublishPort=${PORT}:80").notes if isinstance(note, UnresolvedVariable)]
    assert [(note.variable, note.location.text) for note in notes] == [("PORT", "${PORT}")]
    found = container("PublishPort=${PORT}:80\n[Service]\nEnvironment=PORT=1\nEnvironmentFile=/etc/ports")
    assert isinstance(found.ports[0].host_port, Unknown)
    assert not [note for note in found.notes if isinstance(note, UnresolvedVariable)]


def test_user_namespaces_by_maps() -> None:
    mapped = container("UIDMap=0:100000:1000\nGIDMap=0:100000:1000")
    assert (mapped.userns_mode, mapped.at("userns_mode").text) == ("private", "UIDMap=0:100000:1000")
    assert ([one.value for one in mapped.uid_map], maps_users(mapped)) == (["0:100000:1000"], True)
    assert maps_users(container("SubUIDMap=agent")) is True
    # Root that is mapped to root is root.
    assert maps_users(container("UIDMap=0:0:1 1:100000:999")) is False
    assert maps_users(container("RemapUsers=auto\nRemapUid=0:0:1")) is False
    assert maps_users(container("RemapUsers=auto")) is True
    assert isinstance(maps_users(container("UIDMap=${MAP}")), Unknown)


def test_secrets_are_files_or_variables() -> None:
    found = container("Secret=token\nSecret=key,type=env,target=KEY\nSecret=cert,target=/etc/cert.pem")
    assert [(one.volume_kind, one.source, one.target) for one in found.mounts] == [
        ("secret", "token", "/run/secrets/token"),
        ("secret", "cert", "/etc/cert.pem"),
    ]
    assert [one.at("target").text for one in found.mounts] == ["token", "/etc/cert.pem"]
    assert [(one.name, one.value_from, one.object_ref) for one in found.env] == [("KEY", "secret", "key")]


def test_health_is_checked_before_and_after_the_start() -> None:
    found = container('HealthCmd="curl -f localhost"\nHealthInterval=disable\nHealthStartupCmd=sudo ready')
    assert found.healthcheck is not None
    assert (found.healthcheck.test, found.healthcheck.interval) == (("CMD-SHELL", "curl -f localhost"), None)
    (probe,) = found.handlers
    assert (probe.purpose, probe.command[-1], probe.at("command").text) == ("startupProbe", "sudo ready", "sudo ready")
    switched_off = container("HealthCmd=none").healthcheck
    assert switched_off is not None
    assert switched_off.disabled is True


def test_a_root_of_the_host_is_a_mount() -> None:
    source = Source("a.container", "[Container]\nRootfs=/srv/root\nExec=init")
    found = only(source, "a.container")
    assert found.image is None
    assert [(one.source, one.target, one.read_only, one.at("source").text) for one in found.mounts] == [
        ("/srv/root", "/", False, "/srv/root")
    ]
    assert only(Source("a.container", "[Container]\nRootfs=/srv/root:O"), "a.container").mounts[0].read_only is True


def test_a_volatile_tmp_is_a_tmpfs_unless_the_root_is_read_only() -> None:
    (mount,) = container("VolatileTmp=yes").mounts
    assert (mount.type, mount.target, mount.at().text) == ("tmpfs", "/tmp", "VolatileTmp=yes")
    assert container("VolatileTmp=yes\nReadOnly=yes").mounts == ()


def test_a_module_leaves_everything_open() -> None:
    assert not container("ContainersConfModule=/etc/x.conf").is_complete("cap_add")
    assert not container("GlobalArgs=--module x.conf").is_complete("mounts")
    assert container("GlobalArgs=--log-level debug").is_complete("mounts")


def test_places_are_those_of_lines_that_go_on() -> None:
    found = container("AddCapability=NET_\\\nRAW \\\n# between\n\n  SYS_TIME")
    assert [(one.name, one.at().text) for one in found.cap_add] == [("NET_RAW", "NET_\\\nRAW"), ("SYS_TIME", "SYS_TIME")]


def test_comments_cover_what_starts_below() -> None:
    source = Source("web.container", REMARKS)
    parsed = QuadletParser().parse(source, Context(files=Files(), path="web.container"))
    shown = [(REMARKS[slice(*one.span)], REMARKS[slice(*one.scope)]) for one in parsed.remarks]
    assert [comment for comment, _ in shown] == [
        "# lintainer: ignore[missing-memory-limit]",
        "; lintainer: ignore[host-network] ok",
        "# lintainer: ignore[dangerous-capability]",
    ]
    scopes = [scope for _, scope in shown]
    assert scopes[0].startswith("# lintainer: ignore[missing-memory-limit]\n[Container]\n")
    assert scopes[0].rstrip().endswith("NET_RAW")
    assert scopes[1].endswith("\nNetwork=host")
    # Between the lines of a value: all of them.
    assert scopes[2].startswith("AddCapability=SYS_ADMIN")
    assert scopes[2].endswith("NET_RAW")


REMARKS = """# lintainer: ignore[missing-memory-limit]
[Container]
Image=a:1
; lintainer: ignore[host-network] ok
Network=host
AddCapability=SYS_ADMIN \\
# lintainer: ignore[dangerous-capability]
  NET_RAW

[Service]
Restart=always
"""


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param("[Container]\nImage=a:1\nwhat is this\n", ["what is this"], id="a line that is no entry"),
        pytest.param("Image=a:1\n[Container]\nImage=a:1\n=b", ["Image=a:1", "=b"], id="no section and no key"),
        pytest.param("[Container] # why\n[Container]\nImage=a:1", ["[Container] # why"], id="a comment behind a section"),
        pytest.param("[Unit]\nDescription=x # [Container]", [""], id="no section [Container]"),
    ],
)
def test_lines_that_spoil_a_unit_are_problems_with_their_places(text: str, places: list[str]) -> None:
    parsed = QuadletParser().parse(Source("a.container", text), Context(files=Files(), path="a.container"))
    assert [(one.kind, one.location and one.location.text) for one in parsed.problems] == [("syntax", text) for text in places]


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


@pytest.mark.parametrize(
    ("lines", "text", "reason"),
    [
        pytest.param("Privileged=true", "Privileged", "[Container] has no key `Privileged`", id="an unknown key"),
        pytest.param("Mount=src=/a,dst=/b", "src=/a,dst=/b", "a mount without a type", id="a mount"),
        pytest.param("Group=5", "Group=5", "Group is given without User", id="a group alone"),
        pytest.param("Rootfs=/srv", "Rootfs=/srv", "Image and Rootfs are given both", id="two roots"),
        pytest.param("Pod=shop", "Pod=shop", "Pod names no .pod unit", id="a pod that is no unit"),
        pytest.param("RemapUid=0:1:1", "RemapUid=0:1:1", "RemapUid is given without RemapUsers", id="a map alone"),
        pytest.param("RemapUsers=some", "RemapUsers=some", "RemapUsers=some is not known here", id="a way to map"),
        pytest.param(
            "RemapUsers=auto\nUserNS=auto",
            "RemapUsers=auto",
            "the deprecated Remap keys stand beside keys for explicit maps",
            id="two ways to map",
        ),
        pytest.param(
            "RemapUsers=keep-id\nRemapUid=1 2", "RemapUid=1 2", "RemapUsers=keep-id takes one map", id="two maps for one id"
        ),
        pytest.param(
            "ReloadCmd=a\nReloadSignal=HUP", "ReloadSignal=HUP", "ReloadCmd and ReloadSignal are given both", id="two reloads"
        ),
        pytest.param(
            "[Service]\nType=forking",
            "Type=forking",
            "Type of the service can only be notify or oneshot",
            id="a service's type",
        ),
        pytest.param("[Quadlet]\nDependencies=no", "Dependencies", "[Quadlet] has no key `Dependencies`", id="quadlet's keys"),
        pytest.param(
            "Network=web.container:ip=1", ":ip=1", "a network that is joined takes no options", id="options of a joined network"
        ),
    ],
)
def test_what_quadlet_refuses_is_said_where_it_stands(lines: str, text: str, reason: str) -> None:
    notes = [note for note in container(lines).notes if isinstance(note, InvalidValue)]
    assert [(note.location.text, note.reason, note.refused) for note in notes] == [(text, reason, True)]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        pytest.param("Label=a=^(\\?.*)$", "\\?", id="no escape"),
        pytest.param('Sysctl=kernel.sem=1 "open', '"', id="a quote that stays open"),
        pytest.param("Exec=a \\x0", "\\x", id="half an escape"),
    ],
)
def test_a_line_that_cannot_be_taken_apart_counts_for_nothing(line: str, text: str) -> None:
    found = container(line)
    assert (found.labels, found.sysctls, found.cmd) == ((), (), None)
    (note,) = [note for note in found.notes if isinstance(note, InvalidValue)]
    assert (note.location.text, note.refused) == (text, False)


_PIECES = ["[Container]\n", "[Pod]\n", "Image=", "Volume=", "Mount=type=bind,src=", "Environment=", "PodmanArgs=", "Exec="]
_PIECES += [
    "a.volume",
    ":/x",
    "%",
    "%h",
    "$",
    "${A}",
    "\\",
    '"',
    "'",
    " ",
    "\n",
    "\\\n",
    "=",
    ",",
    "#",
    ";",
    "\ufdd0",
    "Pod=a.pod\n",
]
_PIECES += [
    "UserNS=",
    "Network=",
    "PodmanArgs=--memory ",
    "UIDMap=",
    "PublishPort=",
    "ReadOnly=",
    "Rootfs=",
    "Group=",
    "Secret=",
]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=30), st.sampled_from(["a.container", "a@.container", "a.pod", "a.volume"]))
def test_no_text_makes_the_reader_crash(pieces: list[str], name: str) -> None:
    text = "[Container]\n[Pod]\n[Volume]\n" + "".join(pieces)
    parser, context = QuadletParser(), Context(files=Files({"a.pod": text, "a.volume": text}), path=name)
    source = Source(name, text)
    parsed = parser.parse(source, context)
    (project,) = parser.assemble([parsed], complete=False)
    for workload in project.workloads:
        for one in workload.containers:
            for mount in one.mounts:
                span = mount.at("source").span
                assert 0 <= span.start <= span.end <= len(text)
