"""Long-running containers without a liveness probe."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Unknown
from lintainer.model.effective import runs_to_completion
from lintainer.policy import KUBERNETES, Container, Hit, Outcome, Severity, Undecided, policy


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
    if any(handler.purpose == "livenessProbe" for handler in container.handlers):
        return
    ends = runs_to_completion(container)
    if isinstance(ends, Unknown):
        yield Undecided(container.at("handlers"), "handlers", ends.why)
    elif not ends:
        if not container.is_complete("handlers"):
            yield Undecided(container.at("handlers"), "handlers", "another file may complete this object")
        else:
            yield Hit("is never restarted when it hangs: it has no livenessProbe", container.at("handlers"))
