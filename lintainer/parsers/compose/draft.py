"""A container in the making: fields with the places where they are written."""

from __future__ import annotations

from lintainer.hints import Any
from lintainer.model import Origin, Unknown
from lintainer.parsers._yaml import Scalar
from lintainer.parsers.compose.values import Value
from lintainer.source import Location, Source, Span

Written = dict[str, Span | Location]


class Draft:
    """What is known so far of the container of one service."""

    __slots__ = ("fields", "incomplete", "source", "written")

    def __init__(self, source: Source) -> None:
        self.source = source
        self.fields: dict[str, Any] = {}
        self.written: Written = {}
        self.incomplete: set[str] = set()

    def put(self, field: str, data: Any, value: Value) -> None:  # noqa: ANN401
        """Set `field`, which is written at `value`."""
        self.fields[field] = data
        self.written[field] = place(value, self.source)

    def copy(self, field: str, value: Value | None) -> None:
        """Set `field` to what `value` holds, where it holds anything."""
        if value is not None and value.data is not None:
            self.put(field, value.data, value)


def place(value: Value, source: Source) -> Span | Location:
    """Return the place of `value` as a node of `source` keeps it."""
    node = value.node
    if value.via is None and node.source is source and type(node) is Scalar:
        return Span(node.start, node.end)
    location = value.location
    return location.span if location.source is source and not location.related else location


def origin(value: Value, written: Written | None = None) -> Origin:
    """Return the origin of a part of a container that is written at `value`."""
    return Origin.of(value.location, written)


def part(value: Value, spans: list[Span] | None, index: int, end: int | None = None) -> Span | Location:
    """Return the place of one piece of the text at `value`, or of all of it where it cannot be told."""
    if spans is None or value.via is not None:
        return value.location
    return Span(spans[index].start, spans[index if end is None else end].end)


def pieces(value: Value, separator: str, count: int) -> list[Span] | None:
    """Return where the `count` pieces of the text at `value` are written; None where that cannot be told.

    What stands in `${…}` is never split: the variable's text is one piece.
    """
    node = value.node
    if type(node) is not Scalar or value.via is not None:
        return None
    spans, start, depth, text = [], 0, 0, node.value
    for at, character in enumerate(text):
        if character == "{" and at and (text[at - 1] == "$" or depth):
            depth += 1
        elif character == "}" and depth:
            depth -= 1
        elif character == separator and not depth:
            spans.append((start, at))
            start = at + 1
    spans.append((start, len(text)))
    if len(spans) != count:
        return None
    return [node.inner(first, last) for first, last in spans]


def given(data: Any) -> str | Unknown | None:  # noqa: ANN401
    """Return a text that is given; None for an empty one, and for what is no text and is noted elsewhere."""
    return data if isinstance(data, Unknown) or (isinstance(data, str) and data != "") else None


def text_of(data: Any) -> str | Unknown:  # noqa: ANN401
    """Return a scalar as the text that Compose makes of it."""
    if isinstance(data, str | Unknown):
        return data
    from lintainer.parsers.compose.golang import go_text

    return go_text(data)
