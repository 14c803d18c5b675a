"""Create requests and inspections: what is read, where it stands, and what a gate must not miss."""

from __future__ import annotations

import json
from typing import Any

import pytest

import lintainer
from lintainer.cli import main
from lintainer.files import Files
from lintainer.model import Container
from lintainer.model.notes import InvalidValue
from lintainer.parsers import Context, Parsed
from lintainer.parsers.create_request.parser import CreateRequestParser
from lintainer.parsers.registry import parser_for
from lintainer.request import create_request
from lintainer.source import Source


def parsed(text: str, *, forced: bool = True) -> Parsed:
    return CreateRequestParser(forced=forced).parse(Source("request.json", text), Context(files=Files()))


def body(**host: Any) -> str:
    return json.dumps({"Image": "nginx:1.27", "HostConfig": host})


def container(text: str, *, forced: bool = True) -> Container:
    found = parsed(text, forced=forced)
    assert found.problems == ()
    return found.workloads[0].containers[0]


@pytest.mark.parametrize(
    ("host", "field", "value", "text"),
    [
        pytest.param({"Privileged": True}, "privileged", True, "true", id="privileged"),
        pytest.param({"PidMode": "host"}, "pid_mode", "host", '"host"', id="pid"),
        pytest.param({"NetworkMode": "host"}, "network_mode", "host", '"host"', id="network"),
        pytest.param({"IpcMode": "host"}, "ipc_mode", "host", '"host"', id="ipc"),
        pytest.param({"UTSMode": "host"}, "uts_mode", "host", '"host"', id="uts"),
        pytest.param({"UsernsMode": "host"}, "userns_mode", "host", '"host"', id="userns"),
        pytest.param({"CgroupnsMode": "host"}, "cgroupns_mode", "host", '"host"', id="cgroupns"),
        pytest.param({"Memory": 1024}, "memory", 1024, "1024", id="memory"),
        pytest.param({"PidsLimit": -1}, "pids_limit", -1, "-1", id="pids"),
        pytest.param({"ReadonlyRootfs": True}, "readonly_rootfs", True, "true", id="read-only root"),
        pytest.param({"MaskedPaths": [], "ReadonlyPaths": []}, "unmasked_paths", ("ALL",), '"MaskedPaths"', id="unmasked"),
        pytest.param({"privileged": True}, "privileged", True, "true", id="keys in lower case, as Go reads them"),
    ],
)
def test_a_field_and_its_place(host: dict[str, Any], field: str, value: object, text: str) -> None:
    found = container(body(**host))
    assert getattr(found, field) == value
    assert found.at(field).text == text
    assert found.notes == ()


@pytest.mark.parametrize(
    "key", [pytest.param("hostconfig", id="lower case"), pytest.param("Ho\u017ftConfig", id="long s, which Go folds to s")]
)
def test_the_spelling_of_a_key_hides_nothing(key: str) -> None:
    assert container(json.dumps({"Image": "nginx", key: {"Privileged": True}})).privileged is True


def test_zero_values_say_nothing() -> None:
    found = container(body(Memory=0, PidMode="", NetworkMode="default", CapAdd=None, MaskedPaths=None, PidsLimit=None))
    assert (found.memory, found.pid_mode, found.network_mode, found.cap_add) == (None, None, None, ())
    assert (found.unmasked_paths, found.pids_limit) == ((), None)


@pytest.mark.parametrize(
    ("bind", "expected"),
    [
        pytest.param("/etc:/host/etc", ("bind", "/etc", "/host/etc", False), id="path"),
        pytest.param("//run/./docker.sock:/s:ro", ("bind", "/run/docker.sock", "/s", True), id="path that is not tidy"),
        pytest.param("data:/data:ro,z", ("volume", "data", "/data", True), id="volume"),
        pytest.param("/data", ("volume", None, "/data", False), id="anonymous"),
    ],
)
def test_binds(bind: str, expected: tuple[object, ...]) -> None:
    (mount,) = container(body(Binds=[bind])).mounts
    assert (mount.type, mount.source, mount.target, mount.read_only) == expected
    assert mount.at().text == json.dumps(bind)


def test_mounts() -> None:
    options = {"DriverConfig": {"Name": "local", "Options": {"type": "none", "o": "bind", "device": "/"}}}
    given = [
        {"Type": "bind", "Source": "/", "Target": "/host", "ReadOnly": True, "BindOptions": {"Propagation": "rshared"}},
        {"Type": "volume", "Source": "v", "Target": "/v", "VolumeOptions": options},
    ]
    bind, volume = container(body(Mounts=given)).mounts
    assert (bind.type, bind.source, bind.read_only, bind.propagation) == ("bind", "/", True, "rshared")
    assert [bind.at(field).text for field in ("source", "read_only", "propagation")] == ['"/"', "true", '"rshared"']
    assert (volume.type, volume.source, volume.volume_name) == ("bind", "/", "v")
    assert volume.at("source").text == '"/"'


def test_confinement() -> None:
    options = ["seccomp=unconfined", "apparmor=unconfined", "disable", "no-new-privileges"]
    found = container(body(SecurityOpt=options, CapAdd=["CAP_SYS_ADMIN"], CapDrop=["all"]))
    assert found.seccomp is not None
    assert found.apparmor is not None
    assert found.selinux is not None
    assert (found.seccomp.type, found.apparmor.type, found.selinux.disable) == ("Unconfined", "Unconfined", True)
    assert found.no_new_privileges is True
    assert found.at("seccomp").text == '"seccomp=unconfined"'
    assert (found.cap_add[0].name, found.cap_add[0].at().text) == ("SYS_ADMIN", '"CAP_SYS_ADMIN"')
    assert found.cap_drop[0].name == "ALL"


def test_a_seccomp_profile_is_sent_inline() -> None:
    found = container(body(SecurityOpt=['seccomp={"defaultAction":"SCMP_ACT_ALLOW"}'])).seccomp
    assert found is not None
    assert found.allows_by_default is True


def test_the_process() -> None:
    text = json.dumps({"Image": "ghcr.io/a/b:1", "User": "0:10", "Cmd": "sh", "Env": ["A=b=c", "D"], "Labels": {"x": "y"}})
    found = container(text)
    assert found.image is not None
    assert found.image.at("tag").text == "1"
    assert (found.user, found.group, found.at("user").text) == (0, 10, '"0:10"')
    assert found.cmd is not None
    assert [word.value for word in found.cmd] == ["sh"]
    assert [(entry.name, entry.value) for entry in found.env] == [("A", "b=c"), ("D", None)]


def test_ports() -> None:
    ports = {"80/tcp": [{"HostIp": "127.0.0.1", "HostPort": "8080"}], "53/udp": [{"HostPort": ""}]}
    web, dns = container(body(PortBindings=ports)).ports
    assert (web.container_port, web.host_ip, web.host_port, web.protocol) == (80, "127.0.0.1", 8080, "tcp")
    assert web.at("host_port").text == '"8080"'
    assert (dns.container_port, dns.host_port, dns.protocol, dns.published) == (53, None, "udp", True)


def test_the_endpoint_of_the_host_is_the_network_of_the_host() -> None:
    found = container(json.dumps({"Image": "x", "NetworkingConfig": {"EndpointsConfig": {"host": {}}}}))
    assert found.network_mode == "host"


def test_it_is_the_inverse_of_the_request() -> None:
    host = {
        "Privileged": True,
        "CapAdd": ["CAP_NET_ADMIN"],
        "Binds": ["/etc:/etc:ro", "data:/data"],
        "Mounts": [{"Type": "bind", "Source": "/run", "Target": "/run", "ReadOnly": True}],
        "Tmpfs": {"/tmp": "size=1m"},
        "Devices": [{"PathOnHost": "/dev/kvm", "PathInContainer": "/dev/kvm", "CgroupPermissions": "rw"}],
        "DeviceRequests": [{"Driver": "", "Count": -1, "Capabilities": [["gpu"]]}],
        "PortBindings": {"80/tcp": [{"HostIp": "", "HostPort": "8080"}]},
        "NetworkMode": "net",
        "Sysctls": {"net.ipv4.ip_forward": "1"},
        "Ulimits": [{"Name": "nofile", "Soft": 1, "Hard": 2}],
        "RestartPolicy": {"Name": "on-failure", "MaximumRetryCount": 3},
        "LogConfig": {"Type": "json-file", "Config": {"max-size": "1m"}},
        "SecurityOpt": ["apparmor=unconfined"],
        "VolumesFrom": ["db:ro"],
        "Memory": 1024,
    }
    back = create_request(container(body(**host)), "/")
    assert {key: back["HostConfig"].get(key) for key in host} == host
    assert back["image"] == "nginx:1.27"


@pytest.mark.parametrize(
    ("text", "reason", "place"),
    [
        pytest.param('{"Image": }', "a JSON value is expected", "}", id="no value"),
        pytest.param('{"Image": "a",}', "a key in double quotes is expected", "}", id="trailing comma"),
        pytest.param('{"a": 1} x', "more text behind the JSON value", "x", id="text behind it"),
        pytest.param('{"a": 1, "a": 2}', "the same key stands twice in one object", '"', id="key twice"),
        pytest.param('{"a": NaN}', "a JSON value is expected", "N", id="not a number"),
        pytest.param("", "the text ends too early", "", id="empty"),
        pytest.param("[" * 5000, "nested deeper than 100 levels", "[", id="deep"),
    ],
)
def test_bad_json_is_refused(text: str, reason: str, place: str) -> None:
    found = parsed(text)
    assert found.workloads == ()
    (problem,) = found.problems
    assert problem.message == f"no JSON: {reason}"
    assert problem.location is not None
    assert problem.location.text == place


def test_a_key_in_two_spellings_is_refused() -> None:
    # Go reads both objects into one, so that neither is what counts.
    found = parsed('{"HostConfig": {"Privileged": true}, "hostconfig": {}}')
    assert [problem.location.text for problem in found.problems if problem.location] == ['"hostconfig"']
    assert found.workloads == ()


def test_unknown_keys_are_noted() -> None:
    (note,) = container(body(Priviliged=True)).notes
    assert isinstance(note, InvalidValue)
    assert (note.path, note.refused, note.location.text) == ("HostConfig.Priviliged", False, '"Priviliged"')
    assert note.reason.endswith("the nearest that it knows is `Privileged`")


def test_a_key_without_a_value_is_not_noted() -> None:
    assert container(json.dumps({"Image": "a", "Foo": None})).notes == ()


def test_older_engines_read_host_config_outside_of_it() -> None:
    found = container(json.dumps({"Image": "a", "Privileged": True, "HostConfig": None}))
    assert (found.privileged, found.at("privileged").text) == (True, "true")
    (note,) = found.notes
    assert isinstance(note, InvalidValue)
    assert note.reason == "engines from 27.0 on read `Privileged` under `HostConfig` alone"
    # What stands outside counts for no engine once HostConfig is there.
    found = container(json.dumps({"Image": "a", "Privileged": True, "HostConfig": {}}))
    assert found.privileged is None
    assert [note.location.text for note in found.notes] == ["true"]


def test_values_of_another_type_are_noted() -> None:
    found = container(body(Privileged="true", Memory=2**63, Mounts=[None], CapAdd=[1]))
    assert {type(note) for note in found.notes} == {InvalidValue}
    assert sorted(note.location.text for note in found.notes) == ['"true"', "1", "9223372036854775808", "null"]
    assert (found.privileged, found.memory, found.mounts) == (None, None, ())


def test_inspections_are_read_from_config_and_host_config() -> None:
    one = {"Id": "1", "Name": "/web", "State": {}, "Config": {"Image": "nginx"}, "HostConfig": {"PidMode": "host"}}
    two = {**one, "Name": "db", "OCIRuntime": "crun"}
    found = parsed(json.dumps([one, two], indent=2), forced=False)
    assert [workload.name for workload in found.workloads] == ["web", "db"]
    assert [workload.containers[0].platform for workload in found.workloads] == ["docker", "podman"]
    assert [workload.containers[0].at("pid_mode").region.line for workload in found.workloads] == [10, 21]


def test_a_body_is_not_taken_for_an_inspection() -> None:
    # The engine ignores `Config`, and so does a gate.
    found = container(json.dumps({"Image": "a", "User": "0", "Config": {"User": "1000"}, "HostConfig": {}}))
    assert found.user == 0
    assert [note.path for note in found.notes] == ["Config"]


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        pytest.param('[{"HostConfig": {}}]', "create-request", id="inspection"),
        pytest.param('{"Image": "x", "HostConfig": {}}', "create-request", id="request"),
        pytest.param('{"services": {"a": {"image": "HostConfig"}}}', "compose", id="Compose"),
    ],
)
def test_it_is_chosen_by_content(text: str, claimed: str) -> None:
    name = "compose.json" if claimed == "compose" else "x.json"
    parser = parser_for(Source(name, text), Context(files=Files(), path=name))
    assert parser is not None
    assert parser.syntax == claimed


def test_the_gate_in_python() -> None:
    careless = lintainer.check_create_request({"Image": "nginx:1.27", "HostConfig": {"Binds": ["/:/host"]}})
    assert {"writable-host-root"} <= {finding.policy.id for finding in careless.findings}
    refused = lintainer.check_create_request({"HostConfig": {"Privileged": True}, "hostConfig": {}})
    assert refused.problems != ()
    other = lintainer.check_create_request({"HostConfig": {"Privileged": True}}, select=("host-pid",))
    assert (other.findings, other.problems) == ((), ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param('{"Image": "x", "hostconfig": {"Privileged": true}}', 1, id="privileged"),
        pytest.param('{"Image": "x@sha256:%s", "User": "1000"}' % ("0" * 64), 0, id="harmless"),
        pytest.param("{", 2, id="no JSON"),
        pytest.param("[]", 2, id="no object"),
    ],
)
def test_the_gate_on_the_command_line(tmp_path: Any, text: str, code: int) -> None:
    path = tmp_path / "request.json"
    path.write_text(text)
    assert main(["check", "--isolated", "--create-request", str(path)]) == code
