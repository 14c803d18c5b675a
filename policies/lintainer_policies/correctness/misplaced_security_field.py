"""Security fields that take no effect where they are."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model.notes import MisplacedKey
from lintainer.policy import COMPOSE, KUBERNETES, Hit, Outcome, Severity, Workload, policy
from lintainer_policies.correctness._notes import notes_of


@policy(
    group="correctness",
    severity=Severity.HIGH,
    profiles=("default",),
    syntaxes=(COMPOSE, KUBERNETES),
    advice="move it to where it has an effect",
    supersedes=("unknown-field",),
    fix="safe",
)
def misplaced_security_field(workload: Workload) -> Iterator[Outcome]:
    """A security field stands where the platform ignores it, and the file reads safer, or wider, than it is."""
    for note in notes_of(workload):
        if isinstance(note, MisplacedKey):
            where = f" under {quoted(note.path)}" if note.path else ""
            advice = f"move it to {note.belongs}"
            yield Hit(f"sets {quoted(note.key)}{where}, where it has no effect", note.location, advice=advice)
