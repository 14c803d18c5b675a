"""Containers on the bridge that all others share."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Unknown, publishing
from lintainer.policy import COMPOSE, DOCKER_RUN, Container, Hit, Outcome, Severity, Undecided, policy


@policy(
    group="network",
    severity=Severity.LOW,
    profiles=("hardening", "cis-docker"),
    syntaxes=(DOCKER_RUN, COMPOSE),
    standards=("CIS Docker 1.6.0 5.30",),
    advice="give it a network of its own, shared with those that it talks to",
)
def default_bridge(container: Container) -> Iterator[Outcome]:
    """A container is on the default bridge, where every other container without a network of its own reaches it."""
    found = publishing.on_default_bridge(container)
    if isinstance(found, Unknown):
        yield Undecided(container.at("network_mode"), "network_mode", found.why)
    elif found:
        yield Hit("is on the default bridge, in reach of every container there", container.at("network_mode"))
