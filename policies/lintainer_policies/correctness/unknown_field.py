"""Keys that nobody reads."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model.notes import UnknownKey
from lintainer.policy import COMPOSE, KUBERNETES, Hit, Outcome, Severity, Workload, policy
from lintainer_policies.correctness._notes import notes_of


@policy(
    group="correctness",
    severity=Severity.MEDIUM,
    profiles=("default",),
    syntaxes=(COMPOSE, KUBERNETES),
    advice="remove it, or write the name that the schema has",
    fix="safe",
)
def unknown_field(workload: Workload) -> Iterator[Outcome]:
    """A key is none that the schema of its place has: it is refused, or ignored without a word."""
    for note in notes_of(workload):
        if isinstance(note, UnknownKey):
            where = f" under {quoted(note.path)}" if note.path else ""
            advice = f"write {quoted(note.nearest)}" if note.nearest else None
            yield Hit(f"has an unknown key {quoted(note.key)}{where}", note.location, advice=advice)
