"""Long-running containers without a liveness probe."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import KUBERNETES, Container, Outcome, Severity, policy
from lintainer_policies.operations._probes import missing_probe


@policy(
    group="operations",
    severity=Severity.LOW,
    profiles=("hardening",),
    syntaxes=(KUBERNETES,),
    advice="add a livenessProbe that asks the program itself, and nothing behind it",
    roles=frozenset({"main"}),
    digest="probes",
)
def missing_liveness_probe(container: Container) -> Iterator[Outcome]:
    """Nobody asks whether a long-running container still works."""
    yield from missing_probe(container, "livenessProbe", "is never restarted when it hangs: it has no livenessProbe")
