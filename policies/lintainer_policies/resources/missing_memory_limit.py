"""Containers that may use all memory of the host."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import effective
from lintainer.policy import Container, Outcome, Severity, policy
from lintainer_policies.resources._limited import LIMITED, missing_limit


@policy(
    group="resources",
    severity=Severity.MEDIUM,
    profiles=("default", "cis-docker"),
    standards=("CIS Docker 1.6.0 5.11",),
    advice="set a memory limit a little above what the program needs at its peak",
    roles=LIMITED,
    digest="limits",
)
def missing_memory_limit(container: Container) -> Iterator[Outcome]:
    """A container has no memory limit: one leak or one request can starve the host and every other container on it."""
    yield from missing_limit(effective.memory_limit(container), "memory", "memory")
