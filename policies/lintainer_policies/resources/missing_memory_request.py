"""Containers without a memory request."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model.effective import memory_request
from lintainer.policy import KUBERNETES, Container, Outcome, Severity, policy
from lintainer_policies.resources._limited import missing_request


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
    yield from missing_request(memory_request(container), "memory_request", "memory")
