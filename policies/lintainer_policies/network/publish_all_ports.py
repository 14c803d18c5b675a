"""Containers whose image decides what is published."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import DOCKER_RUN, Container, Hit, Outcome, Severity, policy, undecided


@policy(
    group="network",
    severity=Severity.MEDIUM,
    profiles=("default", "cis-docker"),
    syntaxes=(DOCKER_RUN,),
    standards=("CIS Docker 1.6.0 5.9", "CIS Docker 1.6.0 5.14"),
    advice="publish the ports that are needed by name: `-p 127.0.0.1:8080:80`",
)
def publish_all_ports(container: Container) -> Iterator[Outcome]:
    """Every port that the image exposes is published on every address of the host."""
    yield from undecided(container, "publish_all_ports")
    if container.publish_all_ports is True and container.network_mode not in ("host", "none"):
        yield Hit(
            "publishes every port that the image exposes, on every address of the host", container.at("publish_all_ports")
        )
