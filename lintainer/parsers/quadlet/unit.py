"""Unit files: sections, keys and values, with the place of each character. Source: systemd.syntax(7), systemd v257."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lintainer.parsers.words import HOLE, Hole, Segment, Word
from lintainer.source import Source, Span

_ESCAPES = {"n": "\n", "t": "\t", "s": " ", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_BLANKS = " \t\n\r"

# A character of a value and the offsets between which it was written.
Char = tuple[str, int, int]


class Entry(NamedTuple):
    """One `Key=value` of a section. `chars` is the value with its continuation lines joined by blanks."""

    section: str
    key: str
    key_span: Span
    chars: tuple[Char, ...]

    @property
    def text(self) -> str:
        """The value as written, without continuations."""
        return "".join(char for char, _, _ in self.chars)


def read_unit(source: Source) -> Iterator[Entry]:
    """Yield the entries of a unit in order; a section's own line is an entry with an empty key."""
    section, at, last = "", 1, source.line_of(len(source.text))
    while at <= last:
        start, end = source.line_span(at)
        line = source.text[start:end]
        at += 1
        text = line.strip()
        if not text or text[0] in "#;":
            continue
        if text[0] == "[" and text[-1] == "]":
            section = text[1:-1]
            begin = start + line.index("[")
            yield Entry(section, "", Span(begin, begin + len(text)), ())
            continue
        key, sign, _ = line.partition("=")
        chars = [(char, start + n, start + n + 1) for n, char in enumerate(line) if n > len(key)]
        while chars and chars[-1][0] == "\\" and at <= last:
            chars[-1] = (" ", chars[-1][1], chars[-1][2])
            start, end = source.line_span(at)
            following = source.text[start:end]
            at += 1
            while following.lstrip()[:1] in ("#", ";") and following.strip() and at <= last:
                start, end = source.line_span(at)
                following = source.text[start:end]
                at += 1
            chars += [(char, start + n, start + n + 1) for n, char in enumerate(following)]
        while chars and chars[0][0] in _BLANKS:
            del chars[0]
        while chars and chars[-1][0] in _BLANKS:
            del chars[-1]
        if sign:
            begin = source.line_span(source.line_of(start if not chars else chars[0][1])).start
            begin = source.text.find(key.strip(), begin) if not chars else begin + len(line) - len(line.lstrip())
            yield Entry(section, key.strip(), Span(begin, begin + len(key.strip())), tuple(chars))


def whole(source: Source, entry: Entry) -> Word:
    """Return the value as one word, specifiers (`%h`) as unknown parts."""
    return _word(source, list(entry.chars), entry.key_span)


def split(source: Source, entry: Entry) -> list[Word]:
    """Return the words of the value: quotes and escapes as systemd reads them."""
    words: list[Word] = []
    current: list[Char] | None = None
    quote, chars, at = "", entry.chars, 0
    while at < len(chars):
        char, start, end = chars[at]
        at += 1
        if char == "\\" and at < len(chars):
            escaped, _, end = chars[at]
            at += 1
            current = [*(current or []), (_ESCAPES.get(escaped, escaped), start, end)]
        elif quote:
            if char == quote:
                quote = ""
            else:
                current = [*(current or []), (char, start, end)]
        elif char in "\"'":
            quote, current = char, current or []
        elif char in _BLANKS:
            if current is not None:
                words.append(_word(source, current, entry.key_span))
            current = None
        else:
            current = [*(current or []), (char, start, end)]
    if current is not None:
        words.append(_word(source, current, entry.key_span))
    return words


def _word(source: Source, chars: list[Char], fallback: Span) -> Word:
    text: list[str] = []
    segments: list[Segment] = []
    holes: list[Hole] = []
    at = 0
    while at < len(chars):
        char, start, end = chars[at]
        at += 1
        if char == "%" and at < len(chars):
            kind, _, end = chars[at]
            at += 1
            if kind != "%":
                holes.append(Hole(len(text), f"systemd decides what %{kind} is", None, Span(start, end)))
                char = HOLE
        elif char == HOLE:
            char = "\ufffd"
        last = segments[-1] if segments else None
        exact = end - start == 1
        if last is None or not exact or not last.exact or last.span.end != start:
            segments.append(Segment(len(text), Span(start, end), exact))
        else:
            segments[-1] = Segment(last.start, Span(last.span.start, end), exact=True)
        text.append(char)
    span = Span(chars[0][1], chars[-1][2]) if chars else fallback
    return Word("".join(text), source, span, segments or None, tuple(holes))
