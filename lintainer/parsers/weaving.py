"""Shell text made from the text of another language, each character of which knows where it was written."""

from __future__ import annotations

import re

from lintainer.parsers._shell.builder import Builder
from lintainer.parsers.words import HOLE, Word
from lintainer.source import Fragment, Source, Span, StandIn

# The length that one value, and the text that all values of a file make, may have; what is longer is left unknown.
MAX_LENGTH = 16_384
_MAX_TOTAL = 400_000


class Piece:
    """A value as another language has it: characters, and for each where it was written or why it is not known."""

    __slots__ = ("stand_ins", "text", "widths", "written")

    def __init__(self) -> None:
        self.text: list[str] = []
        # The offset in the source of each character; -1 where it has none.
        self.written: list[int] = []
        # How long the text is that was written for a character, where it is not one: an escape, an unknown part.
        self.widths: dict[int, int] = {}
        # Of the unknown characters: why, and the name of what decides them.
        self.stand_ins: dict[int, tuple[str, str | None]] = {}

    def copy(self, text: str, start: int) -> None:
        """Add `text`, which stands in the source from `start` on."""
        self.text.append(text)
        self.written.extend(range(start, start + len(text)))

    def put(self, character: str, start: int, end: int) -> None:
        """Add a character, for which `[start:end]` of the source stands."""
        self.widths[len(self.written)] = end - start
        self.copy(character, start)

    def unknown(self, why: str, name: str | None) -> None:
        """Add a part that is not known."""
        self.stand_ins[len(self.written)] = (why, name)
        self.made(HOLE)

    def weave(self, fragment: Fragment, start: int, end: int) -> None:
        """Add a part of a text that was taken out of the source."""
        self.text.append(fragment.text[start:end])
        self.written += [fragment.outer(at) for at in range(start, end)]

    def made(self, text: str) -> None:
        """Add `text`, which stands nowhere in the source."""
        self.text.append(text)
        self.written += [-1] * len(text)

    @property
    def value(self) -> str | None:
        """The text; None where a part of it is not known."""
        return None if self.stand_ins else "".join(self.text)

    def at(self, span: Span) -> Piece:
        """Return the value with `span` as the place of its unknown parts that have none yet."""
        if all(self.written[at] >= 0 for at in self.stand_ins):
            return self
        placed = Piece()
        placed.take(self)
        for at in placed.stand_ins:
            if placed.written[at] < 0:
                placed.written[at], placed.widths[at] = span.start, span.end - span.start
        return placed

    def take(self, other: Piece, start: int = 0, end: int | None = None) -> None:
        """Add another value, or the part `[start:end]` of it."""
        stop = len(other.written) if end is None else end
        shift = len(self.written) - start
        self.stand_ins |= {at + shift: found for at, found in other.stand_ins.items() if start <= at < stop}
        self.widths |= {at + shift: width for at, width in other.widths.items() if start <= at < stop}
        self.text.append("".join(other.text)[start:stop])
        self.written += other.written[start:stop]


class Allowance:
    """How much text the variables of one file may make altogether: values of values grow without bound."""

    __slots__ = ("_left",)

    def __init__(self) -> None:
        self._left = _MAX_TOTAL

    def grants(self, value: Piece) -> bool:
        """Tell whether there is room for `value`, and take that much of it away."""
        if len(value.written) > self._left:
            return False
        self._left -= len(value.written)
        return True


class Weaver:
    """Puts a fragment together. Offsets are those of the source."""

    __slots__ = ("_length", "_pieces", "_source", "_stand_ins", "_text")

    def __init__(self, source: Source) -> None:
        self._source = source
        self._text: list[str] = []
        self._length = 0
        self._pieces: list[tuple[int, int]] = []
        self._stand_ins: dict[int, StandIn] = {}

    def copy(self, start: int, end: int) -> None:
        """Add the text of the source at `[start:end]`."""
        if end > start:
            self._pieces.append((self._length, start))
            self._text.append(self._source.text[start:end])
            self._length += end - start

    def put(self, text: str, start: int, end: int) -> None:
        """Add `text`, for which `[start:end]` of the source stands."""
        for character in text:
            self._one(character, start, StandIn(end))

    def unknown(self, why: str, name: str | None, start: int, end: int) -> None:
        """Add an unknown part, written at `[start:end]`."""
        self._one(HOLE, start, StandIn(end, why=why, name=name))

    def take(self, piece: Piece, start: int, end: int) -> None:
        """Add a value, for which the variable at `[start:end]` of the source stands."""
        for at, character in enumerate("".join(piece.text)):
            why, name = piece.stand_ins.get(at, ("", None))
            written, width = piece.written[at], piece.widths.get(at, 1)
            # An unknown part that is written right here is all of what stands here.
            here = bool(why) and start <= written and written + width <= end
            self._one(character, start, StandIn(end, None if written < 0 or here else written, why, name, width))

    def weave(self, fragment: Fragment, start: int, end: int) -> None:
        """Add a part of another fragment of the same source."""
        if not self._pieces:
            # Even a text that stays empty stands somewhere.
            self._pieces.append((0, fragment.outer(start)))
        at = start
        while at < end:
            behind = at + 1
            outer = fragment.outer(at)
            stand_in = fragment.stand_in(at)
            if stand_in is not None:
                self._one(fragment.text[at], outer, stand_in)
                at = behind
                continue
            while behind < end and fragment.outer(behind) == outer + behind - at and fragment.stand_in(behind) is None:
                behind += 1
            self._pieces.append((self._length, outer))
            self._text.append(fragment.text[at:behind])
            self._length += behind - at
            at = behind

    def _one(self, character: str, start: int, stand_in: StandIn) -> None:
        self._stand_ins[self._length] = stand_in
        self._pieces.append((self._length, start))
        self._text.append(character)
        self._length += 1

    def fragment(self) -> Fragment:
        """Return what was put together."""
        return Fragment(self._source, "".join(self._text), self._pieces, self._stand_ins)


def word(fragment: Fragment) -> Word:
    """Return all of `fragment` as one word."""
    builder, at = Builder(fragment, 0), 0
    for found in re.finditer(f"{HOLE}|[^{HOLE}]+", fragment.text):
        if found.group() == HOLE:
            builder.unknown(at)
        else:
            builder.exact(at, found.end())
        at = found.end()
    return builder.word(at)
