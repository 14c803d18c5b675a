"""Containers that can write a path of the host."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import Change, Container, Hit, Outcome, Severity, policy, undecided
from lintainer_policies.mounts._binds import binds, is_mounted, open_source, place, shown_source, shown_target
from lintainer_policies.mounts._options import NO_PATHS, Paths, judged
from lintainer_policies.mounts._rules import is_open, located


@policy(
    group="mounts",
    severity=Severity.MEDIUM,
    profiles=("default", "cis-docker"),
    standards=("CIS Docker 1.6.0 5.6",),
    supersedes=("sensitive-host-mount",),
    advice="mount it read-only, or use a named volume for data that the container alone needs",
    fix="unsafe",
    options=Paths,
)
def writable_host_mount(container: Container, options: Paths = NO_PATHS) -> Iterator[Outcome]:
    """A container can write a path of the host outside the project."""
    for mount in binds(container):
        if not is_mounted(mount):
            continue
        if is_open(mount):
            yield from open_source(mount)
        if located(mount) is None:
            continue
        rule = judged(mount, options)
        if rule.writable is None:
            continue
        yield from undecided(mount, "read_only")
        if mount.read_only is False:
            why = f": {rule.gives}" if rule.gives else ""
            what = f"{shown_source(mount)} of the host writable"
            change = Change(place=mount.at("read_only"), value=True)
            yield Hit(f"mounts {what}{shown_target(mount)}{why}", place(mount), rule.writable, change=change)
