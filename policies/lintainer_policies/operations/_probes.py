"""Probes that a long-running container of a pod should have."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Unknown
from lintainer.model.effective import runs_to_completion
from lintainer.policy import Container, Hit, Outcome, Undecided


def missing_probe(container: Container, probe: str, message: str) -> Iterator[Outcome]:
    """Yield a hit where a container that does not end by itself lacks the `probe`, or what keeps that from being decided."""
    if any(handler.purpose == probe for handler in container.handlers):
        return
    ends = runs_to_completion(container)
    if isinstance(ends, Unknown):
        yield Undecided(container.at("handlers"), "handlers", ends.why)
    elif not ends:
        if not container.is_complete("handlers"):
            yield Undecided(container.at("handlers"), "handlers", "another file may complete this object")
        else:
            yield Hit(message, container.at("handlers"))
