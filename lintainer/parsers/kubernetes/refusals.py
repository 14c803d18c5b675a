"""Which containers a refused value is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lintainer.model import Container
from lintainer.model.notes import InvalidValue, Note

_ENTRY = re.compile(r"\.(?P<list>containers|initContainers|ephemeralContainers)\[(?P<number>\d+)\]")
_ROLES = {
    "containers": ("main",),
    "initContainers": ("init", "sidecar"),
    "ephemeralContainers": ("ephemeral",),
}


def share_refusals(containers: Sequence[Container], notes: Iterable[Note]) -> tuple[Container, ...]:
    """Return the containers, each with the notes on refused values in it; a value of the pod is about all of them."""
    refused = [note for note in notes if isinstance(note, InvalidValue)]
    if not refused:
        return tuple(containers)
    shares: list[list[Note]] = [list(container.notes) for container in containers]
    for note in refused:
        for index in _about(note, containers):
            shares[index].append(note)
    return tuple(
        container.replace(notes=tuple(share)) if share else container
        for container, share in zip(containers, shares, strict=True)
    )


def _about(note: InvalidValue, containers: Sequence[Container]) -> Sequence[int]:
    match = _ENTRY.search(f".{note.path}")
    if match is not None:
        roles = _ROLES[match["list"]]
        listed = [index for index, container in enumerate(containers) if container.role in roles]
        number = int(match["number"])
        if number < len(listed):
            return [listed[number]]
    return range(len(containers))
