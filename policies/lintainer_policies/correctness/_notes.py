"""The notes of a workload: its own, and those of its containers."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Workload
from lintainer.model.notes import Note


def notes_of(workload: Workload) -> Iterator[Note]:
    """Yield every note of the workload and of its containers once: a front end may hang a note on both."""
    seen: set[int] = set()
    for notes in (workload.notes, *(container.notes for container in workload.containers)):
        for note in notes:
            if id(note) not in seen:
                seen.add(id(note))
                yield note
