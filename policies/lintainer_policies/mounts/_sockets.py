"""Control sockets of container runtimes, other sockets of the host, and which of them a bind brings into reach.

Sources: Docker documentation (dockerd -H, rootless mode, Docker Desktop), moby `opts/hosts.go`; containerd
`defaults/defaults_unix.go`; k3s, k0s, MicroK8s, CRI-O, cri-dockerd, podman-system-service(1), BuildKit, LXD and Incus
documentation; systemd(1), D-Bus specification 0.43 (well-known bus addresses); XDG base directory specification.
"""

from __future__ import annotations

from functools import cache

from lintainer.model import Mount, known_prefix
from lintainer.model.hostpath import HOLE, is_at_or_below
from lintainer.tuples import NamedTuple
from lintainer_policies.mounts._rules import located


class Socket(NamedTuple):
    """A socket, whose it is, and the highest folder whose bind is a bind of it. `/run` stands for `/var/run` too."""

    path: str
    engine: str
    holder: str


_RUNTIMES = """
/run/docker.sock Docker /run
/run/containerd/containerd.sock containerd /run
/run/containerd/containerd.sock.ttrpc containerd /run
/run/docker/containerd/containerd.sock containerd /run
/run/k3s/containerd/containerd.sock containerd /run
/run/k0s/containerd.sock containerd /run
/run/snap.docker/containerd/containerd.sock containerd /run
/var/snap/microk8s/common/run/containerd.sock containerd /var/snap
/run/crio/crio.sock CRI-O /run
/run/cri-dockerd.sock cri-dockerd /run
/run/dockershim.sock dockershim /run
/run/podman/podman.sock podman /run
/run/buildkit/buildkitd.sock BuildKit /run
/run/systemd/private systemd /run
/var/lib/lxd/unix.socket LXD /var/lib/lxd
/var/snap/lxd/common/lxd/unix.socket LXD /var/snap
/var/lib/incus/unix.socket Incus /var/lib/incus
/run/incus/unix.socket Incus /run
"""
# Relative to a user's home folder.
_HOME_RUNTIMES = """
.docker/run/docker.sock Docker .docker/run
.docker/desktop/docker.sock Docker .docker/desktop
.colima/docker.sock Docker .colima
.colima/default/docker.sock Docker .colima
.rd/docker.sock Docker .rd
.orbstack/run/docker.sock Docker .orbstack
.lima/docker/sock/docker.sock Docker .lima
.local/share/containers/podman/machine/podman.sock podman .local/share/containers/podman/machine
"""
# A socket of this name is that of a runtime in whatever folder: rootless ones, moved ones, those of other distributions.
_NAMES = {
    "docker.sock": "Docker",
    "docker.sock.raw": "Docker",
    "docker-cli.sock": "Docker",
    "containerd.sock": "containerd",
    "containerd.sock.ttrpc": "containerd",
    "crio.sock": "CRI-O",
    "cri-dockerd.sock": "cri-dockerd",
    "dockershim.sock": "dockershim",
    "podman.sock": "podman",
    "podman-machine-default-api.sock": "podman",
    "buildkitd.sock": "BuildKit",
}
_PIPES = {
    "docker_engine": "Docker",
    "docker_engine_windows": "Docker",
    "docker_engine_linux": "Docker",
    "dockerdesktoplinuxengine": "Docker",
    "dockerdesktopwindowsengine": "Docker",
    "containerd-containerd": "containerd",
    "cri-dockerd": "cri-dockerd",
    "podman-machine-default": "podman",
}
# Folders of the host that exist to hold sockets, and sockets whose name does not end so.
_OTHERS = """
/run/dbus D-Bus
/run/dbus/system_bus_socket D-Bus
/tmp/.X11-unix X11
/dev/log syslog
/run/systemd/journal journald
/run/udev/control udev
/run/avahi-daemon/socket Avahi
/run/pcscd/pcscd.comm pcscd
/run/snapd.socket snapd
/run/snapd-snap.socket snapd
/run/nscd/socket nscd
/run/libvirt libvirt
/run/mysqld MySQL
/run/postgresql PostgreSQL
/var/run/postgresql PostgreSQL
/run/spire/sockets SPIRE
/run/spire/agent-sockets SPIRE
/var/lib/kubelet/pod-resources kubelet
/run/user session
"""
_SOCKET_NAMES = {
    "system_bus_socket": "D-Bus",
    "wayland-0": "Wayland",
    "wayland-1": "Wayland",
    "pipewire-0": "PipeWire",
    "S.gpg-agent": "gpg-agent",
    "S.gpg-agent.ssh": "gpg-agent",
    "S.gpg-agent.extra": "gpg-agent",
    "ssh-agent.socket": "ssh-agent",
    "ssh-auth.sock": "ssh-agent",
    "cups.sock": "CUPS",
    "mysqld.sock": "MySQL",
    "mysqlx.sock": "MySQL",
    "tailscaled.sock": "Tailscale",
    "libvirt-sock": "libvirt",
}
# Variables that hold a socket's path.
_VARIABLES = {"SSH_AUTH_SOCK": "ssh-agent", "DBUS_SESSION_BUS_ADDRESS": "D-Bus"}


@cache
def _runtimes(home: bool) -> tuple[Socket, ...]:
    text = _HOME_RUNTIMES if home else _RUNTIMES
    return tuple(Socket(*line.split()) for line in text.strip().splitlines())


@cache
def _others() -> dict[str, str]:
    return dict(line.rsplit(" ", 1) for line in _OTHERS.strip().splitlines())


def _name(mount: Mount) -> str:
    """Return the last part of the source, as far as it is known to be one."""
    source = mount.source
    text = source if isinstance(source, str) else "" if source is None else HOLE + source.suffix
    return text.rstrip("/").rpartition("/")[2]


def runtime_socket(mount: Mount) -> tuple[str, str] | None:
    """Return the engine whose control socket the bind is, or brings along, with the socket's path below the mount, if any.

    A bind of the host's root is none: what it holds is said by the policies about it.
    """
    if mount.type not in ("bind", "npipe") or mount.source is None:
        return None
    text = known_prefix(mount.source)
    if mount.type == "npipe" or text.startswith("//./pipe/"):
        engine = _PIPES.get(text.rpartition("/")[2].rpartition("\\")[2].lower())
        return (engine, "") if engine else None
    engine = _NAMES.get(_name(mount))
    if engine is not None:
        return engine, ""
    target = mount.target
    if isinstance(target, str) and _name(mount).endswith((".sock", ".socket")):
        # A renamed socket, put where clients look for a runtime's.
        engine = _NAMES.get(target.rpartition("/")[2])
        if engine is not None:
            return engine, ""
    path = located(mount)
    if path is None or HOLE in path:
        return None
    home = mount.base == "home"
    if not home and path.startswith(("/home/", "/Users/", "/root/")):
        home, path = True, "/".join(path.split("/")[2 if path.startswith("/root/") else 3 :])
    if path in ("/var", "/host/var"):
        # The folder itself where /var/run is no link, and the snap packages' sockets.
        return "Docker", "run/docker.sock"
    for socket in _runtimes(home):
        if is_at_or_below(socket.path, path) and is_at_or_below(path, socket.holder):
            return socket.engine, socket.path[len(path) + 1 :]
    return None


def service_of(mount: Mount) -> str | None:
    """Return whose socket of the host a bind is, other than a runtime's: `socket` where the name does not tell."""
    if mount.type not in ("bind", "npipe") or mount.source is None or mount.base == "project":
        return None
    if mount.type == "npipe":
        return "named pipe"
    name = _name(mount)
    if name in _SOCKET_NAMES:
        return _SOCKET_NAMES[name]
    source = mount.source
    if not isinstance(source, str):
        for variable, service in _VARIABLES.items():
            if variable in source.written:
                return service
    path = located(mount)
    if path is not None and HOLE not in path and mount.base != "home":
        if path in _others():
            return _others()[path]
        if path.startswith("/run/user/") and path.count("/") == 3:
            return "session"
    if name.endswith((".sock", ".socket")) or mount.host_path_type == "Socket":
        return "socket"
    return None
