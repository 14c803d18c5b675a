"""Containers in the cgroup namespace of the host."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import COMPOSE, DOCKER_RUN, Container, Outcome, Severity, policy
from lintainer_policies.namespaces._sharing import sharing


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
    yield from sharing(
        container,
        "cgroupns",
        "shares the cgroup namespace of the host: it sees the whole cgroup tree, other containers included",
    )
