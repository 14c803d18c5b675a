"""Containers of which nobody knows whether they work."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Unknown
from lintainer.policy import COMPOSE, DOCKER_RUN, Container, Hit, Outcome, Severity, Undecided, policy


@policy(
    group="operations",
    severity=Severity.LOW,
    profiles=("hardening", "cis-docker"),
    syntaxes=(DOCKER_RUN, COMPOSE),
    standards=("CIS Docker 1.6.0 5.27",),
    advice="give it a command that fails when the service does",
)
def missing_healthcheck(container: Container) -> Iterator[Outcome]:
    """A container has no health check, or switches that of its image off: a hung service counts as running."""
    check, place = container.healthcheck, container.at("healthcheck")
    if check is None:
        if container.is_complete("healthcheck"):
            yield Hit("has no health check", place)
        else:
            yield Undecided(place, "healthcheck", "not all of the options are known")
    elif isinstance(check.disabled, Unknown):
        yield Undecided(check.at("disabled"), "healthcheck", check.disabled.why)
    elif check.disabled or check.test[:1] == ("NONE",):
        yield Hit("switches its health check off", check.at("disabled"))
