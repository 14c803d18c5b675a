"""Containers without a memory request."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Unknown
from lintainer.model.effective import memory_request
from lintainer.policy import KUBERNETES, Container, Hit, Outcome, Severity, Undecided, policy


@policy(
    group="resources",
    severity=Severity.LOW,
    profiles=("hardening",),
    syntaxes=(KUBERNETES,),
    advice="set resources.requests.memory to the memory that the program needs at rest",
    # The API takes no resources for ephemeral containers.
    roles=frozenset({"main", "init", "sidecar"}),
    digest="requests",
)
def missing_memory_request(container: Container) -> Iterator[Outcome]:
    """A container asks for no memory, so that the scheduler reserves none."""
    found = memory_request(container)
    if isinstance(found.value, Unknown):
        yield Undecided(found.location, "memory_request", found.value.why)
    elif not found.value:
        yield Hit("has no memory request: the node reserves none for it", found.location)
