"""Containers that see the whole file system of the host."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import RUNNING_OR_POD, Container, Hit, Outcome, Severity, policy
from lintainer_policies.mounts._binds import is_mounted, open_source, place, shown_source, shown_target
from lintainer_policies.mounts._roots import inside, is_host_root, sockets_in_reach
from lintainer_policies.mounts._rules import is_open


@policy(
    group="mounts",
    severity=Severity.HIGH,
    profiles=("default",),
    standards=("CIS Docker 1.6.0 5.6", "PSS baseline HostPath Volumes"),
    supersedes=("sensitive-host-mount", "writable-host-mount"),
    advice="mount the folders that the program reads; where it has to be all, keep it read-only with rslave, and not as root",
    roles=RUNNING_OR_POD,
)
def host_root(container: Container) -> Iterator[Outcome]:
    """A container sees the whole file system of the host."""
    for mount in container.mounts:
        if is_open(mount):
            yield from open_source(mount)
        if not is_host_root(mount):
            continue
        what = f"{shown_source(mount)} of the host"
        if not is_mounted(mount):
            yield Hit(f"declares a volume of {what} that no container mounts yet", place(mount), Severity.MEDIUM)
            continue
        least = mount.read_only is True and mount.propagation == "rslave"
        how = " read-only" if mount.read_only is True else ""
        yield Hit(
            f"mounts {what}{how}{shown_target(mount)}: every file that its user may read stays in reach, "
            f"{inside(mount, '/etc/shadow')} for root, and {sockets_in_reach(mount, container.platform == 'kubernetes')} "
            "takes commands all the same",
            place(mount),
            Severity.MEDIUM if least else None,
        )
