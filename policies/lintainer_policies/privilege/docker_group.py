"""Containers with a group whose members are root of the host in effect."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.model.effective import group
from lintainer.policy import COMPOSE, DOCKER_RUN, Change, Container, Hit, Outcome, Severity, Undecided, policy
from lintainer_policies.privilege._users import POWERFUL_GROUPS, powerful_group


@policy(
    group="privilege",
    severity=Severity.HIGH,
    profiles=("default",),
    syntaxes=(DOCKER_RUN, COMPOSE),
    fix="unsafe",
    advice="remove the group; let a proxy that filters requests hold the socket, if its API is needed",
)
def docker_group(container: Container) -> Iterator[Outcome]:
    """A container joins a group that amounts to root on the host: docker, disk and their like."""
    for entry in container.group_add:
        if isinstance(entry.value, Unknown):
            yield Undecided(entry.at(), "group_add", entry.value.why)
            continue
        name = powerful_group(entry.value.strip())
        if name is not None:
            yield Hit(
                f"joins the group {_shown(entry.value, name)}: {POWERFUL_GROUPS[name]}",
                entry.at(),
                change=Change(place=entry.at()),
            )
    primary = group(container)
    name = powerful_group(primary.value)
    if name is not None:
        yield Hit(f"runs with the group {_shown(str(primary.value), name)}: {POWERFUL_GROUPS[name]}", primary.location)


def _shown(written: str, name: str) -> str:
    return quoted(written) if written.strip() == name else f"{quoted(written)} ({name})"
