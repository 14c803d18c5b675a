"""Containers that may start as many processes as the host has room for."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import effective
from lintainer.policy import COMPOSE, DOCKER_RUN, Container, Outcome, Severity, policy
from lintainer_policies.resources._limited import missing_limit

# Far more than what most programs start, threads among it, and far less than what fills a host's process table.
_ENOUGH = 512


@policy(
    group="resources",
    severity=Severity.MEDIUM,
    profiles=("default", "cis-docker"),
    syntaxes=(DOCKER_RUN, COMPOSE),
    standards=("CIS Docker 1.6.0 5.29",),
    advice="set a limit on processes, such as 512: threads count too",
    fix="unsafe",
    digest="limits",
)
def missing_pids_limit(container: Container) -> Iterator[Outcome]:
    """A container has no limit on processes: a fork bomb in it takes the host's process table with it."""
    # Windows has no such limit.
    if effective.is_windows(container):
        return
    yield from missing_limit(effective.pids_limit(container), "pids_limit", "pids", enough=_ENOUGH)
