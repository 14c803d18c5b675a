"""Limits and requests, of a container or of a whole pod."""

from __future__ import annotations

from lintainer.hints import Any
from lintainer.model import Unknown
from lintainer.parsers.kubernetes.quantity import memory_bytes, nano_cpus
from lintainer.parsers.kubernetes.security import Written
from lintainer.parsers.kubernetes.view import View
from lintainer.tuples import NamedTuple

# The model's field by list and resource.
_FIELDS = {
    ("limits", "memory"): "memory",
    ("limits", "cpu"): "nano_cpus",
    ("limits", "ephemeral-storage"): "ephemeral_storage",
    ("requests", "memory"): "memory_request",
    ("requests", "cpu"): "cpu_request",
    ("requests", "ephemeral-storage"): "ephemeral_storage_request",
}
POD_FIELDS = frozenset(("memory", "nano_cpus", "memory_request", "cpu_request"))


class Amounts(NamedTuple):
    """Amounts by the model's field, and where they are written."""

    values: dict[str, Any]
    written: Written


def read_amounts(resources: View, fields: frozenset[str] | None = None) -> Amounts:
    """Return the amounts under `resources`; only the `fields` named, if any are."""
    values: dict[str, Any] = {}
    written: Written = {}
    for (outer, key), field in _FIELDS.items():
        if fields is not None and field not in fields:
            continue
        view = resources.sub(outer)
        text = view.text(key)
        if text is None:
            continue
        value: int | Unknown | None
        value = text if isinstance(text, Unknown) else nano_cpus(text) if key == "cpu" else memory_bytes(text)
        if value is not None:
            values[field] = value
            written[field] = view.at(key)
    return Amounts(values, written)
