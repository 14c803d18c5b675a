"""A word of a shell command while it is read."""

from __future__ import annotations

from collections.abc import Callable

from lintainer.parsers.words import HOLE, Hole, Segment, Word
from lintainer.source import Fragment, Span


class Builder:
    """Collects the text of a word, where each part of it was written, and what of it is not known."""

    def __init__(self, fragment: Fragment, start: int) -> None:
        self.fragment = fragment
        self.start = start
        self.text: list[str] = []
        self.length = 0
        self.segments: list[Segment] = []
        self.holes: list[Hole] = []
        self.begun = False
        self.splits = False
        # Up to which of the segments nothing more is joined to them.
        self._closed = 0

    def exact(self, start: int, end: int) -> None:
        """Add the text of the fragment at `[start:end]` as it stands."""
        fragment = self.fragment
        self.begun = True
        if not fragment.verbatim(start, end):
            for at in range(start, end):
                span, use = fragment.span(at, at + 1), fragment.use(at, at + 1)
                self._segment(fragment.text[at], span, exact=span.end - span.start == 1, use=None if use == span else use)
            return
        self._segment(fragment.text[start:end], fragment.span(start, end), exact=True)

    def enclosed(self, start: int) -> Callable[[int], None]:
        """Open quotes or an expansion at `start`. Return what closes them, with the offset behind them."""
        first = self._closed = len(self.segments)

        def close(end: int) -> None:
            around = self.fragment.use(start, end)
            for index in range(first, len(self.segments)):
                found = self.segments[index]
                self.segments[index] = found._replace(within=(around, *found.within))
            self._closed = len(self.segments)

        return close

    def made(self, text: str, start: int, end: int) -> None:
        """Add `text`, which the text of the fragment at `[start:end]` stands for."""
        self.begun = True
        self._segment(text, self.fragment.span(start, end), exact=False)

    def hole(self, why: str, name: str | None, start: int, end: int) -> None:
        """Add an unknown part, written at `[start:end]`."""
        self.begun = True
        span, use = self.fragment.span(start, end), self.fragment.use(start, end)
        self.holes.append(Hole(self.length, why, name, span))
        self._segment(HOLE, span, exact=False, use=None if use == span else use)

    def unknown(self, at: int) -> None:
        """Add the unknown part that the fragment has at `at`."""
        found = self.fragment.stand_in(at)
        if found is None:
            self.hole("not known from this file", None, at, at + 1)
        else:
            self.hole(found.why, found.name, at, at + 1)

    def take(self, word: Word, use: Span | None = None) -> None:
        """Add the whole of another word, with the places at which it was written; a variable at `use` brings it."""
        self.begun = True
        for segment in word.segments:
            self.segments.append(segment._replace(start=self.length + segment.start, use=use or segment.use))
        self.holes += [hole._replace(at=self.length + hole.at) for hole in word.holes]
        self.text.append(word.text)
        self.length += len(word.text)

    def _segment(self, text: str, span: Span, *, exact: bool, use: Span | None = None) -> None:
        last = self.segments[-1] if len(self.segments) > self._closed else None
        if last is not None and exact and last.exact and last.span.end == span.start and last.use == use:
            self.segments[-1] = last._replace(span=Span(last.span.start, span.end))
        elif text:
            self.segments.append(Segment(self.length, span, exact, use))
        self.text.append(text)
        self.length += len(text)

    def word(self, end: int, span: Span | None = None) -> Word:
        """Return the word, which ends at `end` of the fragment."""
        use = self.fragment.use(self.start, end)
        return Word(
            "".join(self.text),
            self.fragment.source,
            self.fragment.span(self.start, end) if span is None else span,
            self.segments,
            tuple(self.holes),
            splits=self.splits,
            use=use,
        )
