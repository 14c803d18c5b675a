"""Containers that can write the whole file system of the host."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import Change, Container, Hit, Outcome, Severity, policy, undecided
from lintainer_policies.mounts._binds import is_mounted, open_source, place, shown_source, shown_target
from lintainer_policies.mounts._roots import inside, is_host_root, sockets_in_reach
from lintainer_policies.mounts._rules import is_open


@policy(
    group="mounts",
    severity=Severity.CRITICAL,
    profiles=("default", "cis-docker"),
    standards=("CIS Docker 1.6.0 5.6", "PSS baseline HostPath Volumes"),
    supersedes=("host-root", "writable-host-mount", "sensitive-host-mount"),
    advice="mount the folders that the program needs, read-only where it only reads",
    fix="unsafe",
)
def writable_host_root(container: Container) -> Iterator[Outcome]:
    """A container can write the whole file system of the host."""
    for mount in container.mounts:
        if is_open(mount):
            yield from open_source(mount)
        if not is_host_root(mount) or not is_mounted(mount):
            continue
        yield from undecided(mount, "read_only")
        if mount.read_only is False:
            yield Hit(
                f"mounts {shown_source(mount)} of the host writable{shown_target(mount)}: "
                f"a cron job written to {inside(mount, '/etc/cron.d')} is run by the host's root, "
                f"and {sockets_in_reach(mount, container.platform == 'kubernetes')} takes commands",
                place(mount),
                change=Change(place=mount.at("read_only"), value=True),
            )
