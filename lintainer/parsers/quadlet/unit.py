"""The text of quadlet's units: sections, keys and values, with the place of each character.

quadlet has a reader of its own (podman v5.7, pkg/systemd/parser/unitfile.go and split.go), which differs from that of systemd
(`lintainer.parsers.units`): lines go on without a blank between them, a line that is no entry spoils the unit, and values are
taken apart in three ways. What is left of a value is expanded by systemd when it starts the service
(`lintainer.parsers.quadlet.expansion`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lintainer.source import Source, Span
from lintainer.tuples import NamedTuple


class Char(NamedTuple):
    """A character of a value, and the text of the source that it stands for.

    `why` says of an unknown part what decides it. `fixed`: no `%` or `$` to be expanded, whatever it is.
    """

    text: str
    start: int
    end: int
    why: str | None = None
    fixed: bool = False


Chars = tuple[Char, ...]


def text_of(chars: Sequence[Char]) -> str:
    """Return the characters as a text."""
    return "".join(char.text for char in chars)


def literal(text: str, span: Span, *, fixed: bool = True) -> Chars:
    """Return `text`, for which all of `span` stands: what a key or the name of a unit is made into."""
    return tuple(Char(char, span.start, span.end, fixed=fixed) for char in text)


class Entry(NamedTuple):
    """One `Key=value` of a section: `chars` is the value with its continuation lines, `span` all of the lines.

    `value_span` is the value as it stands, with quotes around it; that of the key where it is empty.
    """

    section: str
    key: str
    key_span: Span
    chars: Chars
    value_span: Span
    span: Span

    @property
    def written(self) -> Span:
        """The key with its value."""
        return Span(self.key_span.start, self.value_span.end)


class Header(NamedTuple):
    """The line that opens a section, and where the section ends."""

    name: str
    span: Span
    end: int


class Lines(NamedTuple):
    """What a text holds. `broken` are the lines that are no part of a unit, each with what is wrong with it."""

    entries: list[Entry]
    headers: list[Header]
    comments: list[Span]
    broken: list[tuple[Span, str]]


def read_lines(text: str, base: int = 0) -> Lines:
    """Read the text of a unit that begins at offset `base` of its source."""
    found = Lines([], [], [], [])
    for chars in _logical(text, base, found.comments):
        line = text_of(chars)
        span = Span(chars[0].start, chars[-1].end)
        closed = line.find("]")
        sign = line.find("=")
        if line[0] == "[" and closed > 0 and not line[closed + 1 :].strip(" \t"):
            _close(found.headers, span.start)
            found.headers.append(Header(line[1:closed], Span(span.start, chars[closed].end), base + len(text)))
        elif sign <= 0:
            found.broken.append((span, "neither a section nor Key=value"))
        elif not found.headers:
            found.broken.append((span, "stands in no section"))
        else:
            key = line[:sign].rstrip()
            key_span = Span(span.start, chars[len(key) - 1].end)
            value = _stripped(chars[sign + 1 :])
            place = Span(value[0].start, value[-1].end) if value else key_span
            found.entries.append(Entry(found.headers[-1].name, key, key_span, value, place, span))
    return found


def _close(headers: list[Header], at: int) -> None:
    if headers:
        headers[-1] = headers[-1]._replace(end=at)


def _stripped(chars: Chars) -> Chars:
    start, end = 0, len(chars)
    while start < end and chars[start].text.isspace():
        start += 1
    while end > start and chars[end - 1].text.isspace():
        end -= 1
    return chars[start:end]


def _logical(text: str, base: int, comments: list[Span]) -> Iterator[Chars]:
    """Yield the lines, those that a backslash continues joined, without the blanks at their ends.

    Comments and empty lines between them are left out; a line that nothing but these follows is lost, as quadlet loses it.
    """
    pending: list[Char] = []
    at, length = 0, len(text.removesuffix("\n"))
    while at <= length:
        end = text.find("\n", at, length)
        end = length if end < 0 else end
        line = text[at:end]
        body = line.strip()
        start = at + len(line) - len(line.lstrip())
        if not body or body[0] in "#;":
            if body:
                comments.append(Span(base + start, base + start + len(body)))
        else:
            goes_on = body[-1] == "\\"
            pending += [Char(text[i], base + i, base + i + 1) for i in range(start, start + len(body) - goes_on)]
            if pending and (not goes_on or end == length):
                yield tuple(pending)
                pending = []
        at = end + 1


class Ignored(Exception):
    """A value whose words cannot be taken apart, so that quadlet ignores it: where, and why."""

    def __init__(self, span: Span, reason: str) -> None:
        super().__init__(reason)
        self.span = span
        self.reason = reason


_ESCAPES = dict(zip("abfnrtvs\\\"'", "\a\b\f\n\r\t\v \\\"'", strict=True))
_NUMBERS = {"x": (2, 16), "u": (4, 16), "U": (8, 16)}
_BLANKS = " \t\n\r"


def split(chars: Chars, *, escapes: bool) -> list[Chars]:
    """Return the words of a value, quotes taken off. Raises `Ignored`.

    With `escapes` as command lines are read: backslashes are C's, quotes may stay open. Without as other lists are: a
    backslash is a character, an open quote an error. An empty word in quotes is one, as systemd.syntax(7) has it.
    """
    words: list[Chars] = []
    # None between words: an empty list is a word of quotes alone.
    current: list[Char] | None = None
    opened: Char | None = None
    at = 0
    while at < len(chars):
        char = chars[at]
        at += 1
        if opened is None and char.text in _BLANKS:
            if current is not None:
                words.append(tuple(current))
            current = None
            continue
        if char.text == "\\" and escapes and at == len(chars):
            # Behind the last one nothing is left to escape.
            break
        current = [] if current is None else current
        if char.text == "\\" and escapes:
            made, at = _unescaped(chars, at)
            current.append(made)
        elif opened is not None and char.text == opened.text:
            opened = None
        elif opened is None and char.text in "\"'":
            opened = char
        else:
            current.append(char)
    if opened is not None and not escapes:
        raise Ignored(Span(opened.start, opened.end), "a quote is not closed")
    if current is not None:
        words.append(tuple(current))
    return words


def _unescaped(chars: Chars, at: int) -> tuple[Char, int]:
    """Return what the characters behind a backslash stand for, and where they end."""
    start = chars[at - 1].start
    kind = chars[at].text if at < len(chars) else ""
    if kind in _ESCAPES and kind:
        return Char(_ESCAPES[kind], start, chars[at].end), at + 1
    begin, count, radix = (at, 3, 8) if kind in "01234567" and kind else (at + 1, *_NUMBERS.get(kind, (0, 10)))
    digits = text_of(chars[begin : begin + count])
    try:
        number = int(digits, radix) if len(digits) == count > 0 and digits.isalnum() else 0
        # NUL is none, and half of a surrogate pair is no character.
        if number and not 0xD800 <= number < 0xE000:
            return Char(chr(number), start, chars[begin + count - 1].end), begin + count
    except (ValueError, OverflowError):
        pass
    end = chars[at].end if at < len(chars) else chars[at - 1].end
    raise Ignored(Span(start, end), f"`\\{kind}` is no escape")


def source_of_unit(sources: Sequence[Source]) -> Source:
    """Return one source that holds the texts of several, one behind the other, each on lines of its own."""
    return sources[0] if len(sources) == 1 else Source(sources[0].name, "\n".join(source.text for source in sources))
