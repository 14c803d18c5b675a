"""What expressions may name: the fields of the model, with their types, taken from the model's own annotations."""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Union, get_args, get_origin, get_type_hints

from lintainer.hints import Any
from lintainer.model import Container, Node, Text, Unknown
from lintainer.tuples import NamedTuple

# Fields that say how something was read rather than what it is; `within` is a container again. What was written before its
# variables are known must not be compared: `written` is there as far as the rest of its node is known.
HIDDEN = frozenset(
    {"origin", "incomplete", "notes", "rest", "within", "user_written", "source_written", "options_written", "content"}
)
_SCALARS: dict[Any, str] = {str: "text", bool: "boolean", int: "number"}


class Kind(NamedTuple):
    """The type of a value in an expression.

    `names` are `text`, `number` and `boolean`, several where it may be one or another. `record` is the class of the model
    whose fields it has, `item` the kind of a list's entries, `entry` that of a map's values (its keys are texts).
    """

    names: tuple[str, ...] = ()
    record: type[Node] | None = None
    item: Kind | None = None
    entry: Kind | None = None

    def __str__(self) -> str:
        if self.record is not None:
            return self.record.__name__
        if self.item is not None:
            return f"list of {self.item}"
        if self.entry is not None:
            return f"map of text to {self.entry}"
        return " or ".join(self.names)


CONTAINER = Kind(record=Container)


_FIELDS: dict[str, dict[str, Kind]] = {}


def fields(record: type[Node]) -> dict[str, Kind]:
    """Return the fields of a class of the model that expressions may name, in the model's order."""
    known = _FIELDS.get(record.__name__)
    if known is None:
        hints = get_type_hints(record)
        known = {name: _kind(hints[name]) for name in record.fields() if name not in HIDDEN}
        _FIELDS[record.__name__] = known
    return known


def _kind(hint: Any) -> Kind:  # noqa: ANN401 - annotations
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        parts = [_kind(part) for part in arguments if part not in (Unknown, NoneType)]
        if len(parts) == 1:
            return parts[0]
        return Kind(names=tuple(dict.fromkeys(name for part in parts for name in part.names)))
    if origin is tuple:
        if arguments[-1] is not Ellipsis:
            return Kind(item=Kind(names=tuple(dict.fromkeys(name for part in arguments for name in _kind(part).names))))
        pair = get_args(arguments[0])
        if get_origin(arguments[0]) is tuple and len(pair) == 2 and pair[0] is str and pair[1] is not Ellipsis:
            return Kind(entry=_kind(pair[1]))
        return Kind(item=_kind(arguments[0]))
    if hint is Text:
        # An entry of a list of texts is its text.
        return Kind(names=("text",))
    if isinstance(hint, type) and issubclass(hint, Node):
        return Kind(record=hint)
    return Kind(names=(_SCALARS[hint],))


def records() -> tuple[type[Node], ...]:
    """Return the classes that can be reached from a container, in the order in which they are met."""
    found: list[type[Node]] = [Container]
    for record in found:
        for kind in fields(record).values():
            inner = kind.item or kind.entry or kind
            if inner.record is not None and inner.record not in found:
                found.append(inner.record)
    return tuple(found)


def tables() -> str:
    """Return the vocabulary as Markdown: a table of fields for each class. The page in docs/ holds it word for word."""
    parts = []
    for record in records():
        title = "`container`" if record is Container else record.__name__
        rows = [f"| `{name}` | {kind} |" for name, kind in fields(record).items()]
        parts.append("\n".join((f"### {title}", "", "| Field | Type |", "|---|---|", *rows)))
    return "\n\n".join(parts) + "\n"
