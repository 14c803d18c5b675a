"""Which binds bring a runtime's control socket, or another socket of the host, into reach."""

from __future__ import annotations

import pytest

from lintainer.model import Mount, Origin, Unknown
from lintainer.model.hostpath import host_path
from lintainer.source import Source, Span
from lintainer_policies.mounts._sockets import runtime_socket, service_of


def bind(source: str | Unknown, target: str = "/x", host_path_type: str | None = None) -> Mount:
    path = host_path(source)
    pipe = isinstance(path.text, str) and path.text.startswith("//./pipe/")
    return Mount(
        origin=Origin(Source("x", ""), Span(0, 0)),
        type="npipe" if pipe else "bind",
        source=path.text,
        base=path.base,
        target=target,
        host_path_type=host_path_type,
    )


@pytest.mark.parametrize(
    ("source", "engine"),
    [
        ("/var/run/docker.sock", "Docker"),
        ("/run/docker.sock", "Docker"),
        ("//var/./run/../run/docker.sock/", "Docker"),
        ("/run/user/1000/docker.sock", "Docker"),
        ("~/.docker/run/docker.sock", "Docker"),
        ("~/.docker/run", "Docker"),
        ("/home/ci/.colima", "Docker"),
        ("/opt/elsewhere/docker.sock", "Docker"),
        ("/proc/1/root/run/docker.sock", "Docker"),
        ("/run", "Docker"),
        ("/var/run/", "Docker"),
        ("/var", "Docker"),
        ("/run/containerd", "containerd"),
        ("/run/k3s/containerd/containerd.sock", "containerd"),
        ("/run/k3s", "containerd"),
        ("/var/snap/microk8s/common/run/containerd.sock", "containerd"),
        ("/var/run/crio/crio.sock", "CRI-O"),
        ("/run/cri-dockerd.sock", "cri-dockerd"),
        ("/var/run/dockershim.sock", "dockershim"),
        ("/run/podman/podman.sock", "podman"),
        ("/run/user/1000/podman/podman.sock", "podman"),
        ("/run/buildkit/buildkitd.sock", "BuildKit"),
        ("/run/systemd/private", "systemd"),
        ("/run/systemd", "systemd"),
        ("/var/snap/lxd/common/lxd/unix.socket", "LXD"),
        ("/var/lib/incus", "Incus"),
        ("\\\\.\\pipe\\docker_engine", "Docker"),
        ("//./pipe/dockerDesktopLinuxEngine", "Docker"),
        # Not one, or said by another policy.
        ("/", None),
        ("/var/lib", None),
        ("/run/user/1000", None),
        ("/run/dbus", None),
        ("/run/systemd/journal", None),
        ("/run/myapp", None),
        ("/running", None),
        ("/tmp/docker.sock.d", None),
        ("~/.docker/config.json", None),
        ("//./pipe/mine", None),
    ],
)
def test_runtime_socket(source: str, engine: str | None) -> None:
    found = runtime_socket(bind(source))
    assert (found[0] if found else None) == engine


def test_a_variable_in_front_of_the_sockets_name_does_not_hide_it() -> None:
    assert runtime_socket(bind(Unknown(suffix="/docker.sock"))) == ("Docker", "")
    assert runtime_socket(bind(Unknown(prefix="/var/run/"))) is None


def test_a_renamed_socket_is_known_by_the_place_that_it_gets() -> None:
    assert runtime_socket(bind("/opt/engine.sock", "/var/run/docker.sock")) == ("Docker", "")
    assert runtime_socket(bind("/tmp/f", "/var/run/docker.sock")) is None


@pytest.mark.parametrize(
    ("source", "service"),
    [
        ("/run/dbus/system_bus_socket", "D-Bus"),
        ("/var/run/dbus", "D-Bus"),
        ("/tmp/.X11-unix", "X11"),
        ("/run/user/1000/wayland-0", "Wayland"),
        ("/run/user/1000", "session"),
        ("/dev/log", "syslog"),
        ("/var/run/mysqld/mysqld.sock", "MySQL"),
        ("/opt/a/b.sock", "socket"),
        ("//./pipe/mine", "named pipe"),
        ("./run/app.sock", None),
        ("/srv/socks", None),
        ("/srv/data", None),
    ],
)
def test_host_socket(source: str, service: str | None) -> None:
    assert service_of(bind(source)) == service


def test_the_agents_variable_tells_its_socket() -> None:
    assert service_of(bind(Unknown("not set", written="${SSH_AUTH_SOCK}"))) == "ssh-agent"


def test_kubernetes_says_of_a_path_that_it_is_a_socket() -> None:
    assert service_of(bind("/opt/agent/api", host_path_type="Socket")) == "socket"
