"""Links of the time before networks."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Link, Unknown, publishing
from lintainer.policy import COMPOSE, DOCKER_RUN, Change, Container, Hit, Outcome, Severity, Undecided, policy


@policy(
    group="network",
    severity=Severity.MEDIUM,
    profiles=("default",),
    syntaxes=(DOCKER_RUN, COMPOSE),
    advice="put both containers on a network of their own: they find each other by name there",
    fix="unsafe",
)
def legacy_link(container: Container) -> Iterator[Outcome]:
    """A container is linked to another one: on the default bridge it is given the other's environment, secrets included."""
    if not container.links:
        return
    bridge = publishing.on_default_bridge(container)
    for link in container.links:
        change = Change(place=link.at())
        if link.external:
            yield Hit(f"is linked to {_name(link)}, a container outside of this project", link.at(), change=change)
        elif isinstance(bridge, Unknown):
            yield Undecided(link.at(), "network_mode", bridge.why)
        elif bridge:
            message = f"is linked to {_name(link)} and is given its environment, secrets included"
            yield Hit(message, link.at(), change=change)
        else:
            advice = "remove it: containers on the same network find each other by name"
            message = f"is linked to {_name(link)}, which is only another name for it here"
            yield Hit(message, link.at(), Severity.LOW, advice=advice, change=change)


def _name(link: Link) -> str:
    return "another container" if isinstance(link.container, Unknown) else quoted(link.container)
