"""Binds that relabel a folder of the system."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import COMPOSE, DOCKER_RUN, Container, Hit, Outcome, Severity, policy, undecided
from lintainer_policies.mounts._binds import binds, shown_source
from lintainer_policies.mounts._rules import located

_SYSTEM = frozenset(
    """/ /bin /boot /dev /etc /home /lib /lib32 /lib64 /media /mnt /opt /proc /root /run /sbin /srv /sys /tmp /usr
    /usr/bin /usr/lib /usr/lib64 /usr/sbin /usr/share /usr/local /var /var/lib /var/log /var/tmp /var/spool
    /var/lib/docker /var/lib/containers
    /etc/ssh /etc/ssl /etc/pki /etc/passwd /etc/group /etc/shadow /etc/hosts /etc/resolv.conf /etc/localtime /run/docker.sock
    /run/podman /run/user /run/systemd /run/dbus""".split()
)
_HOMES = frozenset((".", ".ssh", ".config", ".local"))


@policy(
    group="mounts",
    severity=Severity.HIGH,
    profiles=("default",),
    syntaxes=(DOCKER_RUN, COMPOSE),
    advice="leave the label alone: bind a folder of the container's own, or use --security-opt label=disable for this one",
    fix="unsafe",
)
def selinux_relabel(container: Container) -> Iterator[Outcome]:
    """A bind gives a folder of the system the SELinux label of a container."""
    for mount in binds(container):
        path = located(mount)
        known = _HOMES if mount.base == "home" else _SYSTEM
        if path not in known and not (path is not None and path.startswith("/home/") and path.count("/") == 2):
            continue
        yield from undecided(mount, "selinux")
        if isinstance(mount.selinux, str):
            whose = "this container" if mount.selinux == "Z" else "containers"
            yield Hit(
                f"has {shown_source(mount)} of the host relabelled for {whose} (`{mount.selinux}`), all files below it: "
                "services of the host lose access to them",
                mount.at("selinux"),
            )
