"""Objects of sarif_om as JSON values.

sarif_om leaves serialisation to another package, which drops every value that equals its default: `"level": "warning"` then
vanishes, and a rule's own default is taken in its place. Here what has a meaning of its own is always written.
"""

from __future__ import annotations

import attr

from lintainer.hints import Any
from lintainer.tuples import NamedTuple

# Written even where they equal their default or are empty: GitHub refuses a run without `results`, and readers differ in what
# they take a missing `level` for.
_ALWAYS = frozenset({"level", "version", "columnKind", "results", "rules", "executionSuccessful", "ruleIndex"})
# What a person who reads the file looks for comes first; the rest follows in the order of the alphabet.
_FIRST = ("$schema", "id", "name", "version", "ruleId", "ruleIndex", "level", "message", "startLine", "startColumn", "tool")


class _Property(NamedTuple):
    attribute: str
    name: str
    # Left out where the value equals one of these.
    empty: tuple[object, ...]


_KNOWN: dict[type, tuple[_Property, ...]] = {}


def _properties(kind: type) -> tuple[_Property, ...]:
    known = _KNOWN.get(kind)
    if known is not None:
        return known
    found = []
    for field in attr.fields(kind):
        name = field.metadata["schema_property_name"]
        make = getattr(field.default, "factory", None)
        default = field.default if make is None else make()
        found.append(_Property(field.name, name, (None,) if name in _ALWAYS else (None, default, [], {})))
    _KNOWN[kind] = known = tuple(
        sorted(found, key=lambda one: (_FIRST.index(one.name) if one.name in _FIRST else len(_FIRST), one.name))
    )
    return known


def plain(value: Any) -> Any:  # noqa: ANN401 - any object of sarif_om, or what its properties hold
    """Return `value` as dicts, lists, texts and numbers, with the property names of the schema."""
    if isinstance(value, str | int):
        return value
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items() if one is not None}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    properties: dict[str, Any] = {}
    for attribute, name, empty in _properties(type(value)):
        given = getattr(value, attribute)
        if given not in empty:
            properties[name] = plain(given)
    return properties
