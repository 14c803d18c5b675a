"""Containers whose own file system can be changed."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Unknown, effective
from lintainer.policy import Change, Container, Hit, Outcome, Severity, Undecided, policy


@policy(
    group="mounts",
    severity=Severity.LOW,
    profiles=("hardening", "cis-docker"),
    standards=("CIS Docker 1.6.0 5.13",),
    advice="make it read-only, with volumes or tmpfs for the folders that the program writes",
    fix="unsafe",
)
def writable_root_filesystem(container: Container) -> Iterator[Outcome]:
    """A container's root file system is writable."""
    if effective.is_windows(container):
        return
    value, location, _ = effective.readonly_rootfs(container)
    if isinstance(value, Unknown):
        yield Undecided(location, "readonly_rootfs", value.why)
    elif not value:
        change = Change(place=location, value=True)
        yield Hit("has a writable root file system: what breaks in can change its programs", location, change=change)
