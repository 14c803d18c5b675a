"""Suppressions that do nothing."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model.notes import UnusedSuppression
from lintainer.policy import Hit, Outcome, Project, Severity, policy


@policy(
    group="housekeeping",
    severity=Severity.LOW,
    profiles=("default",),
    advice="remove it: it would hide the next finding here",
    fix="safe",
)
def unused_suppression(project: Project) -> Iterator[Outcome]:
    """A suppression matches no finding, names no policy that exists, gives no reason where one is required, or has expired."""
    for note in project.notes:
        if isinstance(note, UnusedSuppression):
            yield Hit(f"a suppression does nothing: {note.reason}", note.location)
