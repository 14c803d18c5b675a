"""Containers without a CPU request."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model.effective import cpu_request
from lintainer.policy import KUBERNETES, Container, Outcome, Severity, policy
from lintainer_policies.resources._limited import missing_request


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
    yield from missing_request(cpu_request(container), "cpu_request", "CPU")
