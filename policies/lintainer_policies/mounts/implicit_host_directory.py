"""Folders of the host that a start makes."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import COMPOSE, DOCKER_RUN, Container, Hit, Outcome, Severity, policy
from lintainer_policies.mounts._binds import binds, place, shown_source
from lintainer_policies.mounts._rules import located

# Every Linux host has these.
_ALWAYS = frozenset(
    """/ /bin /boot /dev /etc /home /lib /media /mnt /opt /proc /root /run /sbin /srv /sys /tmp /usr /var /var/lib
    /var/log /etc/passwd /etc/group /etc/shadow /etc/hosts /etc/hostname
    /etc/resolv.conf /etc/localtime /etc/os-release""".split()
)


@policy(
    group="mounts",
    severity=Severity.LOW,
    profiles=("all",),
    syntaxes=(DOCKER_RUN, COMPOSE),
    advice="use --mount (Compose: the long syntax with create_host_path: false), for which a missing path is an error",
    fix="unsafe",
)
def implicit_host_directory(container: Container) -> Iterator[Outcome]:
    """A missing path of the host is made as a folder of root's instead of being an error."""
    for mount in binds(container):
        if mount.create_host_path is not True:
            continue
        path = located(mount)
        if mount.base == "absolute" and path is not None and (path in _ALWAYS or path.startswith(("/dev/", "/proc/", "/sys/"))):
            continue
        if mount.base in ("home", "project") and mount.source == ".":
            continue
        yield Hit(f"has {shown_source(mount)} made as a folder of root's on the host when it is missing", place(mount))
