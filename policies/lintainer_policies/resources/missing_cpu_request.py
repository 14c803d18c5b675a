"""Containers without a CPU request."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Unknown
from lintainer.model.effective import cpu_request
from lintainer.policy import KUBERNETES, Container, Hit, Outcome, Severity, Undecided, policy


@policy(
    group="resources",
    severity=Severity.LOW,
    profiles=("hardening",),
    syntaxes=(KUBERNETES,),
    advice="set resources.requests.cpu to the share of a core that the program needs",
    # The API takes no resources for ephemeral containers.
    roles=frozenset({"main", "init", "sidecar"}),
    digest="requests",
)
def missing_cpu_request(container: Container) -> Iterator[Outcome]:
    """A container asks for no CPU, so that the scheduler reserves none."""
    found = cpu_request(container)
    if isinstance(found.value, Unknown):
        yield Undecided(found.location, "cpu_request", found.value.why)
    elif not found.value:
        yield Hit("has no CPU request: the node reserves none for it", found.location)
