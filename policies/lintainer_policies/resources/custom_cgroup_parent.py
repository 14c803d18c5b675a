"""Containers that are put below a cgroup of their own choice."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.policy import COMPOSE, DOCKER_RUN, Container, Hit, Outcome, Severity, policy, undecided


@policy(
    group="resources",
    severity=Severity.MEDIUM,
    profiles=("default", "cis-docker"),
    syntaxes=(DOCKER_RUN, COMPOSE),
    standards=("CIS Docker 1.6.0 5.25",),
    advice="remove it: the daemon puts all containers below one cgroup, with the limits that the host sets there",
)
def custom_cgroup_parent(container: Container) -> Iterator[Outcome]:
    """A container names its parent cgroup: the limits that the host sets for containers do not hold for it."""
    yield from undecided(container, "cgroup_parent")
    parent = container.cgroup_parent
    if parent is not None and not isinstance(parent, Unknown) and parent:
        yield Hit(
            f"is put below the cgroup {quoted(parent)}, outside of the limits that other containers share",
            container.at("cgroup_parent"),
        )
