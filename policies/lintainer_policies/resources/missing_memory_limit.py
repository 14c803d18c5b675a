"""Containers that may use all memory of the host."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Unknown, effective
from lintainer.policy import Container, Hit, Outcome, Severity, Undecided, policy
from lintainer_policies.resources._limited import LIMITED


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
    found = effective.memory_limit(container)
    if isinstance(found.value, Unknown):
        yield Undecided(found.location, "memory", found.value.why)
    elif found.value is None and found.declared:
        yield Hit("sets a memory limit that means none", found.location)
    elif found.value is None:
        yield Hit("has no memory limit", found.location)
