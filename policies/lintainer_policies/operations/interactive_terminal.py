"""Containers that wait for someone to type."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import KUBERNETES, Container, Hit, Outcome, Severity, policy, undecided


@policy(
    group="operations",
    severity=Severity.LOW,
    profiles=("all",),
    syntaxes=(KUBERNETES,),
    advice="remove it: kubectl exec -it and kubectl debug open a terminal when one is needed",
)
def interactive_terminal(container: Container) -> Iterator[Outcome]:
    """A container keeps its standard input or a terminal open for whoever attaches."""
    yield from undecided(container, "open_stdin", "tty")
    if container.open_stdin is True:
        yield Hit("keeps its standard input open for whoever attaches", container.at("open_stdin"))
    if container.tty is True:
        yield Hit("holds a terminal for whoever attaches", container.at("tty"))
