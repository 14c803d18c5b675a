"""Keys that are written twice."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model.notes import DuplicateKey
from lintainer.policy import COMPOSE, KUBERNETES, Hit, Outcome, Severity, Workload, policy
from lintainer.source import Related
from lintainer_policies.correctness._notes import notes_of


@policy(
    group="correctness",
    severity=Severity.MEDIUM,
    profiles=("default",),
    syntaxes=(COMPOSE, KUBERNETES),
    advice="keep one of them",
)
def duplicate_key(workload: Workload) -> Iterator[Outcome]:
    """A key is written twice in one mapping: the file is refused, or one of the two values counts without a word."""
    for note in notes_of(workload):
        if isinstance(note, DuplicateKey):
            also = () if note.first is None else (Related(note.first, "first written here"),)
            where = f" under {quoted(note.path)}" if note.path else ""
            yield Hit(f"has the key {quoted(note.key)}{where} twice", note.location, related=also)
