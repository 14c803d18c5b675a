"""From places in the joined text of a unit and its drop-ins to places in the files."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from lintainer.hints import Any, TypeVar
from lintainer.model import Origin, Record
from lintainer.source import Location, Source, Span

Part = TypeVar("Part")


class Places:
    """Knows which file each part of a joined text came from."""

    def __init__(self, joined: Source, sources: Sequence[Source]) -> None:
        self._joined = joined
        self._sources = sources
        self._starts = [0]
        for source in sources[:-1]:
            self._starts.append(self._starts[-1] + len(source.text) + 1)

    def locate(self, span: Span) -> Location:
        """Return where the text at `span` stands; what reaches over several files ends in the first."""
        number = bisect_right(self._starts, span.start) - 1
        source, start = self._sources[number], self._starts[number]
        return Location(source, Span(span.start - start, min(span.end - start, len(source.text))))

    def located(self, value: Part) -> Part:
        """Return a node, or what is made of nodes, with its places in the files."""
        if len(self._sources) == 1:
            return value
        done: Any = self._located(value)
        return done  # type: ignore[no-any-return]

    def _located(self, value: object) -> object:
        if isinstance(value, Location):
            return self.locate(value.span) if value.source is self._joined else value
        if isinstance(value, Origin):
            return self._origin(value)
        if isinstance(value, Record):
            return value.replace(**{name: self._located(one) for name, one in value.__dict__.items()})
        if type(value) is tuple:
            return tuple(self._located(one) for one in value)
        return value

    def _origin(self, origin: Origin) -> Origin:
        if origin.source is not self._joined:
            return origin
        place = self.locate(origin.span)
        written: dict[str, Span | Location] = {}
        for name, span in origin.written.items():
            written[name] = span if isinstance(span, Location) else self.locate(span)
        return Origin(place.source, place.span, written, origin.related)
