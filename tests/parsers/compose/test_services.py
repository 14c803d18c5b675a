"""What a service's attributes become in the model, and where each is found."""

from __future__ import annotations

import textwrap
from typing import Any

import pytest

from lintainer.model import Mount, Port, Unknown
from lintainer.model.effective import cpu_limit, memory_limit, pids_limit
from lintainer.model.notes import InvalidValue
from tests.parsers.compose.reading import container, service


@pytest.mark.parametrize(
    ("lines", "field", "value", "text"),
    [
        pytest.param("privileged: true", "privileged", True, "true", id="privileged"),
        pytest.param("privileged: 'yes'", "privileged", True, "'yes'", id="a quoted boolean of YAML 1.1"),
        pytest.param("privileged: ${P:-on}", "privileged", True, "${P:-on}", id="a boolean by default"),
        pytest.param("read_only: off", "readonly_rootfs", False, "off", id="read_only"),
        pytest.param("pid: host", "pid_mode", "host", "host", id="pid"),
        pytest.param("ipc: service:db", "ipc_mode", "service:db", "service:db", id="ipc of a service"),
        pytest.param("uts: host", "uts_mode", "host", "host", id="uts"),
        pytest.param("userns_mode: host", "userns_mode", "host", "host", id="userns_mode"),
        pytest.param("cgroup: host", "cgroupns_mode", "host", "host", id="cgroup"),
        pytest.param("cgroup_parent: /x", "cgroup_parent", "/x", "/x", id="cgroup_parent"),
        pytest.param("network_mode: host", "network_mode", "host", "host", id="network_mode"),
        pytest.param("user: root", "user", "root", "root", id="a user by name"),
        pytest.param("user: '000:0'", "user", 0, "'000:0'", id="a user by number, however spelt"),
        pytest.param("user: '1000:50'", "group", 50, "'1000:50'", id="a group beside the user"),
        pytest.param("mem_limit: 1.5g", "memory", 1610612736, "1.5g", id="memory in units"),
        pytest.param("cpus: 0.5", "nano_cpus", 500_000_000, "0.5", id="cpus"),
        pytest.param("pids_limit: -1", "pids_limit", -1, "-1", id="pids_limit"),
        pytest.param("oom_kill_disable: true", "oom_kill_disable", True, "true", id="oom_kill_disable"),
        pytest.param("oom_score_adj: -1000", "oom_score_adj", -1000, "-1000", id="oom_score_adj"),
        pytest.param("runtime: runc", "runtime", "runc", "runc", id="runtime"),
        pytest.param("security_opt: ['no-new-privileges']", "no_new_privileges", True, "'no-new-privileges'", id="bare"),
        pytest.param(
            "security_opt: [no-new-privileges:false]", "no_new_privileges", False, "no-new-privileges:false", id="off"
        ),
        pytest.param(
            "security_opt: [systempaths=unconfined]", "unmasked_paths", ("ALL",), "systempaths=unconfined", id="paths"
        ),
        pytest.param("security_opt: [writable-cgroups=true]", "writable_cgroups", True, "writable-cgroups=true", id="cgroups"),
        pytest.param("use_api_socket: true", "use_api_socket", True, "true", id="use_api_socket"),
    ],
)
def test_a_value_and_its_place(lines: str, field: str, value: object, text: str) -> None:
    read = service(lines)
    assert getattr(read, field) == value
    assert read.at(field).text == text


def test_the_place_of_a_service_is_its_key() -> None:
    read = service("privileged: true")
    assert read.at().text == "web"
    assert read.at("memory").text == "web"


def test_capabilities_are_normalised_and_keep_their_entries() -> None:
    read = service("cap_add: [SYS_ADMIN, cap_net_raw]\ncap_drop:\n  - ALL")
    assert [entry.name for entry in read.cap_add] == ["SYS_ADMIN", "NET_RAW"]
    assert [entry.at().text for entry in read.cap_add] == ["SYS_ADMIN", "cap_net_raw"]
    assert [(entry.name, entry.at().text) for entry in read.cap_drop] == [("ALL", "ALL")]


def test_security_options() -> None:
    read = service("security_opt: [seccomp:unconfined, apparmor=unconfined, 'label:disable', label=type:spc_t]")
    assert read.seccomp is not None
    assert (read.seccomp.type, read.at("seccomp").text) == ("Unconfined", "seccomp:unconfined")
    assert read.apparmor is not None
    assert (read.apparmor.type, read.at("apparmor").text) == ("Unconfined", "apparmor=unconfined")
    assert read.selinux is not None
    assert (read.selinux.disable, read.selinux.type) == (True, "spc_t")
    assert read.security_opt[0].value == "seccomp:unconfined"


def test_a_seccomp_profile_is_read_beside_the_project() -> None:
    read = service("security_opt: ['seccomp:./p.json']", p__json='{"defaultAction": "SCMP_ACT_ALLOW"}')
    assert read.seccomp is not None
    assert (read.seccomp.type, read.seccomp.path, read.seccomp.allows_by_default) == ("Localhost", "./p.json", True)


@pytest.mark.parametrize(
    ("volume", "expected", "places"),
    [
        pytest.param(
            "- /:/host:ro,rslave",
            {"type": "bind", "source": "/", "target": "/host", "read_only": True, "propagation": "rslave"},
            {"source": "/", "target": "/host", "read_only": "ro", "propagation": "rslave"},
            id="a short bind",
        ),
        pytest.param(
            "- //run/./docker.sock:/s",
            {"type": "bind", "source": "/run/docker.sock", "target": "/s", "read_only": False},
            {"source": "//run/./docker.sock"},
            id="a spelt-out path",
        ),
        pytest.param(
            "- ./data:/d",
            {"type": "bind", "source": "data", "base": "project", "create_host_path": True},
            {"source": "./data"},
            id="below the project",
        ),
        pytest.param(
            "- ~/.ssh:/k",
            {"type": "bind", "source": ".ssh", "base": "home"},
            {"source": "~/.ssh"},
            id="below the home folder",
        ),
        pytest.param("- data:/d", {"type": "volume", "source": "data"}, {"source": "data"}, id="a named volume"),
        pytest.param("- /d", {"type": "volume", "source": None, "target": "/d"}, {"target": "/d"}, id="an anonymous volume"),
        pytest.param("- v:/x", {"type": "volume", "source": None, "target": "v:/x"}, {}, id="one letter is a Windows drive"),
        pytest.param(
            "- 'C:\\x:/y:ro'",
            {"type": "bind", "source": "C:\\x", "target": "/y", "read_only": True},
            {"source": "C:\\x", "target": "/y"},
            id="a Windows path",
        ),
        pytest.param(
            "- {type: bind, source: /etc, target: /e, read_only: 'true', bind: {propagation: shared, create_host_path: false}}",
            {"type": "bind", "source": "/etc", "read_only": True, "propagation": "shared", "create_host_path": False},
            {"source": "/etc", "read_only": "'true'", "propagation": "shared"},
            id="a long bind",
        ),
        pytest.param(
            "- {type: tmpfs, target: /t, tmpfs: {size: 1m, mode: 0777}}",
            {"type": "tmpfs", "target": "/t", "size": 1048576, "mode": 0o777},
            {"size": "1m"},
            id="a long tmpfs",
        ),
        pytest.param(
            "- {type: npipe, source: '\\\\.\\pipe\\docker_engine', target: x}",
            {"type": "npipe", "source": "\\\\.\\pipe\\docker_engine"},
            {},
            id="a named pipe",
        ),
        pytest.param(
            "- ${D}:/d:ro",
            {"type": "bind", "source": Unknown(), "base": "unknown", "target": "/d", "read_only": True},
            {"source": "${D}", "target": "/d", "read_only": "ro"},
            id="an unknown source",
        ),
        pytest.param(
            "- /etc/${X}:/d",
            {"type": "bind", "base": "absolute", "target": "/d"},
            {"source": "/etc/${X}"},
            id="a partly known source",
        ),
    ],
)
def test_volumes(volume: str, expected: dict[str, Any], places: dict[str, str]) -> None:
    text = "services:\n  web:\n    image: x\n    volumes:\n" + textwrap.indent(volume, "    ") + "\nvolumes: {data: }\n"
    (mount,) = container(text).mounts
    assert {name: getattr(mount, name) for name in expected} == expected
    assert {name: mount.at(name).text for name in places} == places
    assert mount.at().text == volume[2:]


def test_every_way_of_binding_a_host_path_is_a_bind() -> None:
    read = container("""
        services:
          web:
            image: x
            use_api_socket: true
            secrets: [s]
            configs: [{source: c, target: /etc/c}]
            volumes: [vol:/v]
        volumes: {vol: {driver_opts: {type: none, o: 'bind,ro', device: /var/run}}}
        secrets: {s: {file: /var/run/docker.sock}}
        configs: {c: {file: ./c.conf}}
    """)
    binds = {mount.via: mount for mount in read.mounts}
    assert all(isinstance(mount, Mount) and mount.type == "bind" for mount in read.mounts)
    assert (binds["volumes"].source, binds["volumes"].read_only, binds["volumes"].at("source").text) == (
        "/var/run",
        True,
        "/var/run",
    )
    assert (binds["secret"].source, binds["secret"].target) == ("/var/run/docker.sock", "/run/secrets/s")
    assert binds["secret"].at("source").text == "/var/run/docker.sock"
    assert (binds["config"].source, binds["config"].base, binds["config"].target) == ("c.conf", "project", "/etc/c")
    assert (binds["api-socket"].source, binds["api-socket"].at().text) == ("/var/run/docker.sock", "true")


@pytest.mark.parametrize(
    ("port", "expected", "places"),
    [
        pytest.param("8080:80", {"host_port": 8080, "container_port": 80}, {"host_port": "8080"}, id="host and container"),
        pytest.param("80", {"host_port": None, "container_port": 80, "published": True}, {}, id="ephemeral"),
        pytest.param(
            "127.0.0.1:5432:5432/udp", {"host_ip": "127.0.0.1", "protocol": "udp"}, {"host_ip": "127.0.0.1"}, id="address"
        ),
        pytest.param("'[::1]:1:2'", {"host_ip": "::1", "host_port": 1}, {"host_ip": "[::1]"}, id="IPv6 in brackets"),
        pytest.param("'::1:83:80'", {"host_ip": "::1", "host_port": 83}, {"host_ip": "::1"}, id="IPv6 without brackets"),
        pytest.param(
            "'90-92:80-82'", {"host_port": 90, "host_port_end": 92, "container_port_end": 82}, {}, id="ranges are one port"
        ),
        pytest.param("'90-92:80'", {"host_port": 90, "host_port_end": 92, "container_port_end": None}, {}, id="any of a range"),
        pytest.param(
            "127.0.0.1:${P}:80", {"host_ip": "127.0.0.1", "host_port": Unknown()}, {"host_port": "${P}"}, id="unknown port"
        ),
        pytest.param(
            "'${P}:80'", {"host_ip": Unknown(), "host_port": Unknown(), "container_port": 80}, {}, id="maybe an address"
        ),
        pytest.param("'${P:-8080}:80'", {"host_ip": None, "host_port": 8080}, {"host_port": "${P:-8080}"}, id="a default"),
        pytest.param(
            "{target: 80, published: '8080', host_ip: 0.0.0.0}", {"host_ip": "0.0.0.0"}, {"host_ip": "0.0.0.0"}, id="long"
        ),
    ],
)
def test_ports(port: str, expected: dict[str, Any], places: dict[str, str]) -> None:
    (found,) = service(f"ports:\n  - {port}").ports
    assert isinstance(found, Port)
    assert {name: getattr(found, name) for name in expected} == expected
    assert {name: found.at(name).text for name in places} == places


def test_an_external_network_named_host_is_the_hosts_network() -> None:
    read = container("""
        services: {web: {image: x, networks: [h]}}
        networks: {h: {external: true, name: host}}
    """)
    assert read.network_mode == "host"
    assert read.at("network_mode").text == "h"
    assert [related.location.text for related in read.at("network_mode").related] == ["host"]
    assert read.networks[0].external is True


def test_deploy_limits_stand_above_the_services_own() -> None:
    read = service("deploy: {resources: {limits: {memory: 64m, cpus: '0.25', pids: 10}, reservations: {memory: 32m}}}")
    assert (memory_limit(read).value, cpu_limit(read).value, pids_limit(read).value) == (67108864, 250000000, 10)
    assert read.at("memory").text == "64m"
    assert (read.memory_reservation, read.at("memory_reservation").text) == (33554432, "32m")


def test_links_and_volumes_from() -> None:
    read = service("links: ['db:database', cache]\nexternal_links: [old]\nvolumes_from: ['db:ro', 'container:x']")
    assert [(link.container, link.alias, link.external) for link in read.links] == [
        ("db", "database", False),
        ("cache", None, False),
        ("old", None, True),
    ]
    assert [(one.container, one.kind, one.read_only) for one in read.volumes_from] == [
        ("db", "service", False),
        ("x", "container", False),
    ]


def test_compose_drops_the_mode_of_volumes_from() -> None:
    (note,) = [note for note in service("volumes_from: ['container:x:ro']").notes if isinstance(note, InvalidValue)]
    assert (note.location.text, note.refused) == ("'container:x:ro'", False)


def test_devices() -> None:
    read = service("devices: ['/dev/sdb:r', '/dev/x:/dev/y:rw', 'vendor.com/gpu=0', {source: /dev/z}]\ngpus: all")
    assert [(one.path_on_host, one.path_in_container, one.cgroup_permissions) for one in read.devices] == [
        ("/dev/sdb", "r", "rwm"),
        ("/dev/x", "/dev/y", "rw"),
        ("/dev/z", None, ""),
    ]
    assert read.devices[1].at("path_on_host").text == "/dev/x"
    assert [(one.driver, one.count, one.device_ids, one.capabilities) for one in read.device_requests] == [
        ("cdi", 0, ("vendor.com/gpu=0",), ()),
        ("", -1, (), (("gpu",),)),
    ]


def test_hooks_are_containers_of_their_own() -> None:
    from tests.parsers.compose.reading import read

    (workload,) = read("""
        services:
          web:
            image: x
            cap_add: [SYS_ADMIN]
            volumes: [/:/h]
            post_start: [{command: ./x, privileged: true, user: root}]
            pre_start: [{image: y, command: [a], privileged: true}]
    """).workloads
    found = {one.role: one for one in workload.containers}
    assert (found["hook"].privileged, found["hook"].user, found["hook"].at("privileged").text) == (True, "root", "true")
    assert (found["init"].privileged, [one.name for one in found["init"].cap_add]) == (True, ["SYS_ADMIN"])
    assert found["init"].mounts == ()


def test_jobs_are_workloads() -> None:
    from tests.parsers.compose.reading import read

    (job,) = read("jobs: {backup: {image: x, privileged: true, triggers: {manual: true}}}").workloads
    assert (job.kind, job.name, job.containers[0].privileged, job.containers[0].at("privileged").text) == (
        "job",
        "backup",
        True,
        "true",
    )


def test_build_permissions() -> None:
    read = service("build: {context: ., privileged: true, network: host, entitlements: [security.insecure]}")
    assert read.build is not None
    assert (read.build.privileged, read.build.network, read.build.at("network").text) == (True, "host", "host")
    assert [entry.value for entry in read.build.entitlements] == ["security.insecure"]


def test_commands_are_split_as_compose_splits_them() -> None:
    read = service("command: sh -c \"echo 'a b'\" | tail\nentrypoint: [a, 'b c']")
    assert [word.value for word in read.cmd or ()] == ["sh", "-c", "echo 'a b'"]
    assert [word.value for word in read.entrypoint or ()] == ["a", "b c"]


def test_environment_from_mapping_list_and_files() -> None:
    read = service("env_file: .env.web\nenvironment: [A=1, B, 'C=${X}']", __env__web="A=file\nD='x y'\n")
    assert {one.name: (one.value, one.value_from) for one in read.env} == {
        "A": ("1", None),
        "D": ("x y", "file"),
        "B": (None, "environment"),
        "C": (Unknown(), None),
    }
    mapped = service("environment: {A: 1, B: }")
    assert [(one.name, one.value, one.at().text, one.at("value").text) for one in mapped.env] == [
        ("A", "1", "A: 1", "1"),
        ("B", None, "B", ""),
    ]


def test_exposed_ports_are_ports_that_are_not_published() -> None:
    found = service('ports: ["127.0.0.1:80:80"]\nexpose: ["9200", "3000-3002/udp", 22]')
    assert [(p.container_port, p.container_port_end, p.protocol, p.published) for p in found.ports] == [
        (80, None, "tcp", True),
        (9200, None, "tcp", False),
        (3000, 3002, "udp", False),
        (22, None, "tcp", False),
    ]
    assert found.ports[2].at("container_port").text == '"3000-3002/udp"'
