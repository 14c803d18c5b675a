"""Containers that can write the project they are started from."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import COMPOSE, DOCKER_RUN, Change, Container, Hit, Outcome, Severity, policy, undecided
from lintainer_policies.mounts._binds import binds, place, shown_source, shown_target


@policy(
    group="mounts",
    severity=Severity.LOW,
    profiles=("hardening",),
    syntaxes=(DOCKER_RUN, COMPOSE),
    advice="mount it read-only, and give the program a named volume for what it writes",
    fix="unsafe",
)
def writable_project_mount(container: Container) -> Iterator[Outcome]:
    """A container can write files of the project that it is started from."""
    for mount in binds(container):
        if mount.base != "project":
            continue
        yield from undecided(mount, "read_only")
        if mount.read_only is False:
            change = Change(place=mount.at("read_only"), value=True)
            yield Hit(f"mounts {shown_source(mount)} of the project writable{shown_target(mount)}", place(mount), change=change)
