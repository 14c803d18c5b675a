"""Words of a command, as a shell hands them to a program, that still know where each of their characters was written.

A part that cannot be known (a variable without a value, the output of a command) stands in a word's text as one `HOLE`, so
that readers can take the word apart around it: `$DIR:/data:ro` has three parts, of which the first is unknown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from lintainer.model import Unknown
from lintainer.source import Source, Span
from lintainer.tuples import NamedTuple

# A noncharacter (Unicode 16, 23.7): never part of interchanged text; where a file holds it all the same it is replaced.
HOLE = "\ufdd0"


class Hole(NamedTuple):
    """An unknown part: its offset in the word's text, what decides it, the variable's name if it is one, and its place."""

    at: int
    why: str
    name: str | None
    span: Span


class Segment(NamedTuple):
    """A run of a word's text: where it starts there, and the text of the source that made it.

    With `exact` the run stands in the source character by character; otherwise all of it comes from all of `span`. `use` is
    where it stands in the command, if a variable brought it there. `within` are the quotes and the `${X:-…}` around it, from
    the outside: what begins in one of these and ends outside it is placed at all of it.
    """

    start: int
    span: Span
    exact: bool = True
    use: Span | None = None
    within: tuple[Span, ...] = ()


class Word:
    """One word. `splits`: an unquoted unknown part of it may turn out to be several words, or none.

    `span` is where its text was written; `use` where it stands in the command, which is another place when a variable
    brought it there.
    """

    __slots__ = ("_starts", "holes", "segments", "source", "span", "splits", "text", "use")

    def __init__(
        self,
        text: str,
        source: Source,
        span: Span,
        segments: Sequence[Segment] | None = None,
        holes: tuple[Hole, ...] = (),
        *,
        splits: bool = False,
        use: Span | None = None,
    ) -> None:
        self.text = text
        self.source = source
        self.span = span
        self.segments = segments or (Segment(0, span, exact=span.end - span.start == len(text)),)
        self._starts = [segment.start for segment in self.segments]
        self.holes = holes
        self.splits = splits
        self.use = span if use is None else use

    def __repr__(self) -> str:
        return f"Word({self.text!r}, {tuple(self.span)})"

    def place(self, start: int, end: int) -> Span:
        """Return the span in the source of `text[start:end]`; of what several places made together, where it is used."""
        index = max(0, bisect_right(self._starts, start) - 1)
        first = self.segments[index]
        begin = first.span.start + start - first.start if first.exact else first.span.start
        if end <= start:
            return Span(begin, begin)
        stop = max(0, bisect_right(self._starts, end - 1) - 1)
        last = self.segments[stop]
        behind = last.span.start + end - last.start if last.exact else last.span.end
        inside = self.span.start <= begin < behind <= self.span.end
        if not inside and any(
            one.span.end != other.span.start
            for one, other in zip(self.segments[index:stop], self.segments[index + 1 : stop + 1], strict=True)
        ):
            return Span(begin if first.use is None else first.use.start, behind if last.use is None else last.use.end)
        if first.within or last.within:
            # As many of the quotes and expansions as all of it stands in do not count.
            shared = min(_shared(first.within, one.within) for one in self.segments[index : stop + 1])
            begin = first.within[shared].start if len(first.within) > shared else begin
            behind = last.within[shared].end if len(last.within) > shared else behind
        return Span(begin, behind)

    def part(self, start: int, end: int, use: Span | None = None) -> Word:
        """Return `text[start:end]` as a word of its own, which stands at `use`: by default where it was written."""
        segments: list[Segment] = []
        for index, segment in enumerate(self.segments):
            stop = self._starts[index + 1] if index + 1 < len(self.segments) else len(self.text)
            first, last = max(start, segment.start), min(end, stop)
            if first < last:
                span = self.place(first, last) if segment.exact else segment.span
                segments.append(segment._replace(start=first - start, span=span))
        holes = tuple(hole._replace(at=hole.at - start) for hole in self.holes if start <= hole.at < end)
        return Word(self.text[start:end], self.source, self.place(start, end), segments, holes, use=use)

    def moved(self, use: Span) -> Word:
        """Return the word where something else brings it: at `use`."""
        return Word(self.text, self.source, self.span, self.segments, self.holes, splits=self.splits, use=use)

    def to(self, other: Word) -> Span:
        """Return the span from this word to the end of `other`: where they were written, if one place brought them both."""
        if self.use == other.use or (self.use == self.span and other.use == other.span):
            return Span(self.span.start, other.span.end)
        return Span(self.use.start, other.use.end)

    @property
    def all(self) -> Value:
        """The whole word as a value."""
        return Value(self, 0, len(self.text))

    @property
    def is_hole(self) -> bool:
        """Whether nothing of the word is known."""
        return bool(self.text) and not self.text.strip(HOLE)


def _shared(one: tuple[Span, ...], other: tuple[Span, ...]) -> int:
    """Return how many of the first spans of both are the same."""
    return next(
        (at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), min(len(one), len(other))
    )


class Value:
    """A part of a word: what readers work on."""

    __slots__ = ("end", "start", "text", "word")

    def __init__(self, word: Word, start: int, end: int) -> None:
        self.word = word
        self.start = start
        self.end = end
        self.text = word.text[start:end]

    def __repr__(self) -> str:
        return f"Value({self.text!r})"

    @property
    def span(self) -> Span:
        """Where it was written; for the whole of a word with its quotes."""
        if self.start == 0 and self.end == len(self.word.text):
            return self.word.span
        return self.word.place(self.start, self.end)

    @property
    def inner(self) -> Span:
        """Where its text was written, without the quotes around it."""
        return self.word.place(self.start, self.end)

    @property
    def known(self) -> bool:
        """Whether all of it is known."""
        return HOLE not in self.text

    @property
    def holes(self) -> Iterator[Hole]:
        """The unknown parts of it."""
        return (hole for hole in self.word.holes if self.start <= hole.at < self.end)

    @property
    def written(self) -> str:
        """The text of the source that made it."""
        span = self.span
        return self.word.source.text[span.start : span.end]

    @property
    def value(self) -> str | Unknown:
        """The text, or an unknown value that keeps what certainly stands at its ends."""
        return self.text if self.known else self.unknown()

    @property
    def shown(self) -> str:
        """The text, with what was written in place of each unknown part."""
        text = self.text
        for hole in self.holes:
            text = text.replace(HOLE, self.word.source.text[hole.span.start : hole.span.end], 1)
        return text

    def unknown(self, why: str | None = None) -> Unknown:
        """Return the value as an unknown one, whatever of it is known."""
        first = self.text.find(HOLE)
        hole = next(self.holes, None)
        reason = why or (hole.why if hole else "not known from this file")
        if first < 0:
            return Unknown(reason, written=self.written)
        return Unknown(reason, prefix=self.text[:first], suffix=self.text[self.text.rfind(HOLE) + 1 :], written=self.written)

    def part(self, start: int, end: int | None = None) -> Value:
        """Return the part `[start:end]` of it."""
        return Value(self.word, self.start + start, self.end if end is None else self.start + end)

    def cut(self, separator: str) -> tuple[Value, Value | None]:
        """Return what stands before and behind the first `separator`; None behind where there is none."""
        at = self.text.find(separator)
        if at < 0:
            return self, None
        return self.part(0, at), self.part(at + len(separator))

    def split(self, separator: str) -> list[Value]:
        """Return the parts between the occurrences of `separator`."""
        parts, at = [], 0
        for text in self.text.split(separator):
            parts.append(self.part(at, at + len(text)))
            at += len(text) + len(separator)
        return parts


def joined(parts: Sequence[Word], span: Span, use: Span | None = None) -> Word:
    """Return one word made of several, which was written at `span`. Raises `IndexError` without any."""
    segments: list[Segment] = []
    holes: list[Hole] = []
    at = 0
    for part in parts:
        segments += [segment._replace(start=segment.start + at) for segment in part.segments if part.text]
        holes += [hole._replace(at=hole.at + at) for hole in part.holes]
        at += len(part.text)
    text = "".join(part.text for part in parts)
    return Word(text, parts[0].source, span, segments, tuple(holes), splits=any(part.splits for part in parts), use=use)


def quote(words: Sequence[str], name: str = "<command>") -> tuple[Source, list[Word]]:
    """Return a command line that a POSIX shell reads as `words`, as a source, and its words with their places."""
    text, made, at = [], [], 0
    for word in words:
        plain = word.replace(HOLE, "\ufffd")
        written, segments = _quoted(plain, at)
        made.append((plain, Span(at, at + len(written)), segments))
        text.append(written)
        at += len(written) + 1
    source = Source(name, " ".join(text))
    return source, [Word(plain, source, span, segments) for plain, span, segments in made]


_SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@%+=:,./-_")


def _quoted(word: str, at: int) -> tuple[str, list[Segment]]:
    if word and _SAFE.issuperset(word):
        return word, [Segment(0, Span(at, at + len(word)))]
    parts, segments, start, outer = ["'"], [], 0, at + 1
    for index, run in enumerate(word.split("'")):
        if index:
            # A single quote ends the quotes, stands between double ones, and opens them again.
            parts.append("'\"'\"'")
            segments.append(Segment(start, Span(outer, outer + 5), exact=False))
            start, outer = start + 1, outer + 5
        if run:
            parts.append(run)
            segments.append(Segment(start, Span(outer, outer + len(run))))
            start, outer = start + len(run), outer + len(run)
    parts.append("'")
    return "".join(parts), segments or [Segment(0, Span(at + 1, at + 1))]
