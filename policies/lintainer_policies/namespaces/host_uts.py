"""Containers in the UTS namespace of the host."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model.effective import shares_host
from lintainer.policy import COMPOSE, DOCKER_RUN, Change, Container, Hit, Outcome, Severity, policy, unsettled


@policy(
    group="namespaces",
    severity=Severity.LOW,
    profiles=("default", "cis-docker"),
    syntaxes=(DOCKER_RUN, COMPOSE),
    standards=("CIS Docker 1.6.0 5.21",),
    advice="remove it; set a name of its own with hostname",
    fix="safe",
)
def host_uts(container: Container) -> Iterator[Outcome]:
    """A container shares the host's UTS namespace: its host name and domain name."""
    shared = shares_host(container, "uts")
    yield from unsettled(shared, "uts_mode")
    if shared.value is True:
        yield Hit(
            "shares the UTS namespace of the host: with SYS_ADMIN it can rename the host",
            shared.location,
            change=Change(place=shared.location),
        )
