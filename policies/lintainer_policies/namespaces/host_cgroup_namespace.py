"""Containers in the cgroup namespace of the host."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model.effective import shares_host
from lintainer.policy import COMPOSE, DOCKER_RUN, Change, Container, Hit, Outcome, Severity, policy, unsettled


@policy(
    group="namespaces",
    severity=Severity.MEDIUM,
    profiles=("default",),
    syntaxes=(DOCKER_RUN, COMPOSE),
    standards=(),
    advice="remove it, so that the container sees its own part of the cgroup tree only",
    fix="safe",
)
def host_cgroup_namespace(container: Container) -> Iterator[Outcome]:
    """A container shares the host's cgroup namespace."""
    shared = shares_host(container, "cgroupns")
    yield from unsettled(shared, "cgroupns_mode")
    if shared.value is True:
        yield Hit(
            "shares the cgroup namespace of the host: it sees the whole cgroup tree, other containers included",
            shared.location,
            change=Change(place=shared.location),
        )
