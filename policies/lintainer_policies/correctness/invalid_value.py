"""Values that are refused, or read otherwise than written."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model.notes import InvalidValue
from lintainer.policy import RUNNING, Container, Hit, Outcome, Severity, Undecided, policy

# What documents write for the rest of a command or of a value.
_ELISIONS = ("...", "\u2026")


@policy(
    group="correctness",
    severity=Severity.MEDIUM,
    profiles=("default",),
    # What is not taken as it is written is not judged for what it would mean.
    supersedes=("unpinned-image", "missing-image-digest", "stale-image-pull", "dangling-reference"),
    advice="write a value that means what is meant",
    roles=RUNNING | {"hook", "exec", "pod"},
)
def invalid_value(container: Container) -> Iterator[Outcome]:
    """A value is one that the runtime refuses, or reads otherwise than it is written."""
    for note in container.notes:
        if not isinstance(note, InvalidValue):
            continue
        if note.location.text.endswith(_ELISIONS):
            yield Undecided(note.location, "*", "the text leaves a part out")
        else:
            what = "refused" if note.refused else "passed on and refused by the engine" if note.by_engine else "read otherwise"
            yield Hit(f"has a value that is {what}: {note.reason}", note.location)
