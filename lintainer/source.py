"""Where text was written: sources, spans and locations.

One coordinate serves the whole program: a half-open range of code-point offsets into one `Source`. Lines and columns are
derived from it in `Source.region`, for people and for reports, and nowhere else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from lintainer.hints import Any
from lintainer.tuples import NamedTuple


class Span(NamedTuple):
    """A half-open range `[start, end)` of code-point offsets into one text."""

    start: int
    end: int


class Region(NamedTuple):
    """A span as people read it: 1-based lines and code-point columns; `end_column` is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Source:
    """One text with the name under which it is reported.

    `name` is a path relative to the working directory, with `/`, or a label such as `<stdin>`. `text` is the decoded text
    without a leading byte order mark; `marked` tells that a UTF-8 file began with one. Sources compare by identity.
    """

    __slots__ = ("_found", "_kept", "_starts", "marked", "masked", "name", "secrets", "text")

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.marked = False
        # Spans whose text must never be shown; parsers and the engine add to it, excerpts read it.
        self.secrets: list[Span] = []
        # The line that was masked last (lintainer/excerpt.py): findings of one line follow each other.
        self.masked: tuple[int, int, str] | None = None
        self._kept: tuple[str, Sequence[Any]] | None = None
        self._found: dict[str, bool] = {}
        self._starts: list[int] | None = None

    def __repr__(self) -> str:
        return f"Source({self.name!r}, {len(self.text)} code points)"

    def _line_starts(self) -> list[int]:
        # Lines end at "\n" alone: editors and code hosts do not count U+2028 or NEL, which str.splitlines does.
        if self._starts is None:
            starts, at = [0], self.text.find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = self.text.find("\n", at + 1)
            self._starts = starts
        return self._starts

    def keep(self, documents: Sequence[Any]) -> None:
        """Keep what a front end made of the text, so that fixes need not parse it again (lintainer/fixes/yaml.py)."""
        self._kept = (self.text, documents)

    def kept(self) -> Sequence[Any] | None:
        """Return what was kept of this very text: a front end may read a source with parts of its text masked."""
        return self._kept[1] if self._kept is not None and self._kept[0] is self.text else None

    def holds(self, words: str) -> bool:
        """Tell whether the text holds `words`, which is looked for once however often it is asked."""
        found = self._found.get(words)
        if found is None:
            found = self._found[words] = words in self.text
        return found

    def line_of(self, offset: int) -> int:
        """Return the 1-based line that holds the code point at `offset`."""
        return bisect_right(self._line_starts(), offset)

    def region(self, span: Span) -> Region:
        """Return `span` in lines and columns."""
        starts = self._line_starts()
        first = bisect_right(starts, span.start)
        last = bisect_right(starts, span.end, first - 1)
        return Region(first, span.start - starts[first - 1] + 1, last, span.end - starts[last - 1] + 1)

    def line_span(self, line: int) -> Span:
        """Return the span of the 1-based `line`, without its line break."""
        starts = self._line_starts()
        end = starts[line] - 1 if line < len(starts) else len(self.text)
        if end > starts[line - 1] and self.text[end - 1] == "\r":
            end -= 1
        return Span(starts[line - 1], end)

    def line_text(self, line: int) -> str:
        """Return the text of the 1-based `line`, without its line break."""
        start, end = self.line_span(line)
        return self.text[start:end]


class Related(NamedTuple):
    """A further place that explains a location, with what it says about it.

    `defines`: the value itself is written there, and came from there by an alias, a merge key or `extends`.
    """

    location: Location
    message: str
    defines: bool = False


class Location(NamedTuple):
    """A span in its source: where a user would change a value.

    `related` names the places that the value came from when it was not written here: an anchor, the service that another
    one extends, the object that a reference names. `owner` is the node of the model that was asked for the place, and
    `field` the name it was asked for: they tell which findings speak of the same thing.
    """

    source: Source
    span: Span
    related: tuple[Related, ...] = ()
    owner: object = None
    field: str = ""

    @property
    def region(self) -> Region:
        """The location in lines and columns."""
        return self.source.region(self.span)

    @property
    def text(self) -> str:
        """The text as written."""
        return self.source.text[self.span.start : self.span.end]


class StandIn(NamedTuple):
    """What a character of a fragment stands for, where the source does not hold it at that place.

    `end` is where the text of the source ends that it stands for. `written` is the offset at which the very character was
    written elsewhere in the source, None where it was not, and `width` the length of what was written there: more than one
    for an escape and for an unknown part. `why` and `name` say of an unknown part what decides it.
    """

    end: int
    written: int | None = None
    why: str = ""
    name: str | None = None
    width: int = 1


class Fragment:
    """Text taken out of a source, that still knows where each of its characters was written.

    A front end that reads text inside another file (a `run:` block, a fenced example, a Makefile recipe) removes
    indentation or markers first. `pieces` holds pairs `(offset in text, offset in source)`, ascending; between two
    pairs both offsets advance together. `stand_ins` names the characters that stand for other text: an expression that is
    not known, or the value of a variable.
    """

    __slots__ = ("_inner", "_outer", "_stand_ins", "source", "text")

    def __init__(
        self,
        source: Source,
        text: str,
        pieces: list[tuple[int, int]] | None = None,
        stand_ins: Mapping[int, StandIn] | None = None,
    ) -> None:
        self.source = source
        self.text = text
        ordered = pieces or [(0, 0)]
        self._inner = [inner for inner, _ in ordered]
        self._outer = [outer for _, outer in ordered]
        self._stand_ins: Mapping[int, StandIn] = stand_ins or {}

    @classmethod
    def whole(cls, source: Source) -> Fragment:
        """Return all of `source` as a fragment."""
        return cls(source, source.text)

    @classmethod
    def part(cls, source: Source, span: Span) -> Fragment:
        """Return the text at `span` of `source`, unchanged, as a fragment."""
        return cls(source, source.text[span.start : span.end], [(0, span.start)])

    def outer(self, offset: int) -> int:
        """Return the offset in the source of the character at `offset` of the fragment."""
        at = bisect_right(self._inner, offset) - 1
        return self._outer[at] + offset - self._inner[at]

    def stand_in(self, offset: int) -> StandIn | None:
        """Return what the character at `offset` stands for; None where it stands for itself."""
        return self._stand_ins.get(offset)

    def verbatim(self, start: int, end: int) -> bool:
        """Tell whether the source holds `text[start:end]` in one piece, character by character."""
        if self._stand_ins and any(at in self._stand_ins for at in range(start, end)):
            return False
        return self.outer(end - 1) - self.outer(start) == end - 1 - start

    def sub(self, start: int, end: int) -> Fragment:
        """Return `text[start:end]` as a fragment of its own."""
        pieces, last = [], None
        for at in range(start, end):
            outer = self.outer(at)
            if last is None or outer != last + 1:
                pieces.append((at - start, outer))
            last = outer
        stand_ins = {at - start: found for at, found in self._stand_ins.items() if start <= at < end}
        return Fragment(self.source, self.text[start:end], pieces, stand_ins)

    def use(self, start: int, end: int) -> Span:
        """Return the span in the source where `text[start:end]` stands: of a variable's value, where the variable does."""
        if end <= start:
            return Span(self.outer(start), self.outer(start))
        # The last character decides: the one behind it may belong to another piece.
        last = self._stand_ins.get(end - 1)
        return Span(self.outer(start), self.outer(end - 1) + 1 if last is None else last.end)

    def span(self, start: int, end: int) -> Span:
        """Return the span in the source of `text[start:end]`: of a variable's value, where the value was written."""
        first = self._stand_ins.get(start)
        if first is None or first.written is None or end <= start:
            return self.use(start, end)
        behind = first.written
        for at in range(start, end):
            found = self._stand_ins.get(at)
            if found is None or found.written != behind:
                return self.use(start, end)
            behind += found.width
        return Span(first.written, behind)

    def location(self, start: int, end: int) -> Location:
        """Return the location in the source of `text[start:end]`."""
        return Location(self.source, self.span(start, end))
