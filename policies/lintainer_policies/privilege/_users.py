"""Users and groups as policies speak of them."""

from __future__ import annotations

from lintainer.model import Unknown
from lintainer.policy import Container

# Groups whose members are root in effect, where the file or the device that belongs to the group is in reach.
# Sources: Docker documentation, "Manage Docker as a non-root user"; Debian wiki, SystemGroups; LXD documentation, "About
# security"; Incus documentation, "How to connect"; libvirt documentation, "Daemon and Remote Access".
POWERFUL_GROUPS: dict[str, str] = {
    "docker": "who may speak to Docker's socket starts containers with any of the host's files",
    "podman": "who may speak to podman's socket starts containers with any of the host's files",
    "lxd": "who may speak to LXD's socket starts containers with any of the host's files",
    "incus-admin": "who may speak to Incus' socket starts containers with any of the host's files",
    "libvirt": "who may speak to libvirt's socket starts virtual machines with any of the host's disks",
    "disk": "who may open the host's disks reads and writes every file on them",
    "kmem": "who may open the host's memory reads every secret in it",
    "shadow": "who may read the shadow file has the hashes of all passwords",
}
# Numbers that these groups have wherever they exist: base-passwd of Debian, setup of Fedora, alpine-baselayout.
POWERFUL_GROUP_IDS: dict[int, str] = {6: "disk"}


def is_root(user: int | str | Unknown | None) -> bool:
    """Tell whether a user or a group is certainly root."""
    return user in (0, "root") if isinstance(user, int | str) else False


def user_written(container: Container, user: int | str) -> str:
    """Return the user as the file has it."""
    written = container.user_written
    return str(user) if written is None or container.user is None else written


def powerful_group(group: int | str | Unknown | None) -> str | None:
    """Return the name of the group where it is one that amounts to root."""
    if isinstance(group, Unknown) or group is None:
        return None
    if isinstance(group, str) and not group.isdecimal():
        return group if group in POWERFUL_GROUPS else None
    return POWERFUL_GROUP_IDS.get(int(group))
