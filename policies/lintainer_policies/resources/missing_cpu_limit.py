"""Containers that may use all processors of the host."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import effective
from lintainer.policy import Container, Outcome, Severity, policy
from lintainer_policies.resources._limited import LIMITED, missing_limit


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
    yield from missing_limit(effective.cpu_limit(container), "nano_cpus", "CPU")
