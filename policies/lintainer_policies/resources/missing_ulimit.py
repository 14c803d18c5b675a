"""Containers that inherit the daemon's ulimits."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import effective
from lintainer.policy import COMPOSE, DOCKER_RUN, Container, Hit, Outcome, Severity, Undecided, policy


@policy(
    group="resources",
    severity=Severity.LOW,
    profiles=("hardening", "cis-docker"),
    syntaxes=(DOCKER_RUN, COMPOSE),
    standards=("CIS Docker 1.6.0 5.19",),
    advice="set nofile, and nproc where all containers of its user may share one count",
    digest="limits",
)
def missing_ulimit(container: Container) -> Iterator[Outcome]:
    """A container sets neither a nofile nor a nproc ulimit, and gets what the daemon has: often no limit worth the name."""
    if effective.is_windows(container) or any(ulimit.name in ("nofile", "nproc") for ulimit in container.ulimits):
        return
    if not container.is_complete("ulimits"):
        yield Undecided(container.at("ulimits"), "ulimits", "not all of the ulimits are known")
        return
    yield Hit("has no nofile limit", container.at(), field="ulimits")
