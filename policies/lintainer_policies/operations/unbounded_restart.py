"""Containers that are started again without end."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.policy import COMPOSE, DOCKER_RUN, Container, Hit, Outcome, Severity, Undecided, policy

# CIS Docker Benchmark 1.6.0, 5.15: a maximum of 5 attempts.
ATTEMPTS = 5


@policy(
    group="operations",
    severity=Severity.LOW,
    profiles=("cis-docker",),
    syntaxes=(DOCKER_RUN, COMPOSE),
    standards=("CIS Docker 1.6.0 5.15",),
    advice="write `on-failure:5`, and let something notice when it gives up",
)
def unbounded_restart(container: Container) -> Iterator[Outcome]:
    """A container is started again without end, or more than five times: a crash loop hides its cause and costs the host."""
    restart = container.restart_policy
    if restart is None:
        return
    if isinstance(restart.name, Unknown):
        yield Undecided(restart.at("name"), "name", restart.name.why)
    elif restart.name in ("always", "unless-stopped", "any"):
        yield Hit(f"is started again without end ({quoted(restart.name)})", restart.at("name"))
    elif restart.name == "on-failure":
        count = restart.maximum_retry_count
        if isinstance(count, Unknown):
            yield Undecided(restart.at("maximum_retry_count"), "maximum_retry_count", count.why)
        elif not count:
            yield Hit("is started again without end after each failure", restart.at("maximum_retry_count"))
        elif count > ATTEMPTS:
            yield Hit(f"is started again {count} times, more than {ATTEMPTS}", restart.at("maximum_retry_count"))
