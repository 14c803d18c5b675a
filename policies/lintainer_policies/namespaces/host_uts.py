"""Containers in the UTS namespace of the host."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import COMPOSE, DOCKER_RUN, Container, Outcome, Severity, policy
from lintainer_policies.namespaces._sharing import sharing


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
    yield from sharing(container, "uts", "shares the UTS namespace of the host: with SYS_ADMIN it can rename the host")
