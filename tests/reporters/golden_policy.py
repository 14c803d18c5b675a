"""A policy of the tests' own, so that golden files change when a format does and not with the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lintainer.plugins import hookimpl
from lintainer.policy import Change, Container, Hit, Outcome, Policy, Severity, policy


@policy(group="privilege", severity=Severity.CRITICAL, profiles=("default",), advice="remove it")
def golden_privileged(container: Container) -> Iterator[Outcome]:
    """A container runs privileged."""
    if container.privileged is True:
        place = container.at("privileged")
        yield Hit("runs `privileged`", place, change=Change(place=place, value=False))


@hookimpl
def lintainer_policies() -> Sequence[Policy]:
    return [golden_privileged]
