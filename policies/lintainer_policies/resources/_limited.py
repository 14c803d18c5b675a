"""Which containers have limits and requests of their own, and what is said where one is missing."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.hints import Any
from lintainer.model import Unknown
from lintainer.model.effective import Effective
from lintainer.policy import RUNNING, Change, Hit, Outcome, unsettled

# An ephemeral container must not have any: it uses what is left of its pod's (Kubernetes API 1.37, EphemeralContainerCommon:
# "Resources are not allowed for ephemeral containers").
LIMITED = RUNNING - {"ephemeral"}


def missing_limit(found: Effective[Any], field: str, what: str, *, enough: int | None = None) -> Iterator[Outcome]:
    """Yield a hit where no limit is in force, or what keeps that from being decided; `enough` is a limit for any program."""
    yield from unsettled(found, field)
    if found.value is None and found.declared:
        yield Hit(f"sets a {what} limit that means none", found.location)
    elif found.value is None:
        change = Change(place=found.location, value=enough) if enough is not None else None
        yield Hit(f"has no {what} limit", found.location, change=change)


def missing_request(found: Effective[Any], field: str, what: str) -> Iterator[Outcome]:
    """Yield a hit where nothing is asked for, or what keeps that from being decided."""
    yield from unsettled(found, field)
    if not isinstance(found.value, Unknown) and not found.value:
        yield Hit(f"has no {what} request: the node reserves none for it", found.location)
