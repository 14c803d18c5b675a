"""Published ports that do nothing."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Unknown, publishing
from lintainer.policy import COMPOSE, DOCKER_RUN, Change, Container, Hit, Outcome, Severity, Undecided, policy
from lintainer.source import Related


@policy(
    group="network",
    severity=Severity.LOW,
    profiles=("default",),
    syntaxes=(DOCKER_RUN, COMPOSE),
    advice="remove it: whatever the program listens on is open on the host already",
    fix="safe",
)
def port_with_host_network(container: Container) -> Iterator[Outcome]:
    """A container on the host's network publishes a port: that is ignored, and so is the address or port that it asks for."""
    published = [port for port in container.ports if port.published]
    if not published:
        return
    found = publishing.network_mode(container)
    if isinstance(found.value, Unknown):
        yield Undecided(found.location, "network_mode", found.value.why)
    elif found.value == "host":
        for port in published:
            because = Related(found.location, "the network of the host is chosen here")
            yield Hit(
                "publishes a port although it is on the network of the host, where that has no effect",
                port.at(),
                related=(because,),
                change=Change(place=port.at()),
            )
