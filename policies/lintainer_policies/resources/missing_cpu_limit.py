"""Containers that may use all processors of the host."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Unknown, effective
from lintainer.policy import Container, Hit, Outcome, Severity, Undecided, policy
from lintainer_policies.resources._limited import LIMITED


@policy(
    group="resources",
    severity=Severity.LOW,
    profiles=("default", "cis-docker"),
    standards=("CIS Docker 1.6.0 5.12",),
    advice="set a CPU limit: a share or a request is a weight, not a limit",
    roles=LIMITED,
    digest="limits",
)
def missing_cpu_limit(container: Container) -> Iterator[Outcome]:
    """A container has no CPU limit: a busy loop in it slows down the host and every other container on it."""
    found = effective.cpu_limit(container)
    if isinstance(found.value, Unknown):
        yield Undecided(found.location, "nano_cpus", found.value.why)
    elif found.value is None and found.declared:
        yield Hit("sets a CPU limit that means none", found.location)
    elif found.value is None:
        yield Hit("has no CPU limit", found.location)
