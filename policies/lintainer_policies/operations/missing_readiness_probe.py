"""Long-running containers without a readiness probe."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import KUBERNETES, Container, Outcome, Severity, policy
from lintainer_policies.operations._probes import missing_probe


@policy(
    group="operations",
    severity=Severity.LOW,
    profiles=("hardening",),
    syntaxes=(KUBERNETES,),
    advice="add a readinessProbe that succeeds once the program can serve",
    roles=frozenset({"main"}),
    digest="probes",
)
def missing_readiness_probe(container: Container) -> Iterator[Outcome]:
    """Nobody asks whether a long-running container is ready for traffic."""
    yield from missing_probe(container, "readinessProbe", "gets traffic from its start, ready or not: it has no readinessProbe")
