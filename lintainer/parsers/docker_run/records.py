"""One record of comma-separated values, as Go's encoding/csv (1.24, reader.go) reads the first line of a text."""

from __future__ import annotations

from lintainer.parsers.docker_run.go import Refused
from lintainer.parsers.words import Segment, Value, Word

_BARE = 'bare " in non-quoted-field'
_QUOTE = 'extraneous or missing " in quoted-field'


def fields(value: Value) -> list[Value]:
    """Return the fields of the first record in `value`, quotes taken off. Raises `Refused`."""
    text, at, line = value.text, 0, 1
    while at < len(text) and text[at] == "\n":
        at, line = at + 1, line + 1
    if at == len(text):
        raise Refused("EOF")
    found, begin = [], at
    while True:
        if text[at : at + 1] == '"':
            field, at = _quoted_field(value, at, begin, line)
        else:
            end = _end_of_field(text, at)
            bare = text.find('"', at, end)
            if bare >= 0:
                raise Refused(f"parse error on line {line}, column {_column(text, begin, bare)}: {_BARE}")
            field, at = value.part(at, end), end
        found.append(field)
        if text[at : at + 1] != ",":
            return found
        at += 1


def _end_of_field(text: str, at: int) -> int:
    comma, newline = text.find(",", at), text.find("\n", at)
    newline = len(text) if newline < 0 else newline
    if 0 <= comma < newline:
        return comma
    return newline - 1 if newline > at and text[newline - 1 : newline + 1] == "\r\n" else newline


def _column(text: str, begin: int, at: int) -> int:
    """Return the 1-based column in bytes of the character at `at`."""
    start = max(begin, text.rfind("\n", 0, at) + 1)
    return len(text[start:at].encode()) + 1


def _quoted_field(value: Value, at: int, begin: int, line: int) -> tuple[Value, int]:
    text, start = value.text, at + 1
    made: list[str] = []
    segments: list[tuple[int, int, int]] = []
    while True:
        quote = text.find('"', start)
        if quote < 0:
            last = line + text.count("\n", begin)
            where = f"line {last}" if last == line else f"line {line}; parse error on line {last}"
            prefix = "parse error on" if last == line else "record on"
            raise Refused(f"{prefix} {where}, column {_column(text, begin, len(text))}: {_QUOTE}")
        segments.append((len("".join(made)), start, quote))
        made.append(text[start:quote])
        behind = text[quote + 1 : quote + 2]
        if behind == '"':
            segments.append((len("".join(made)), quote, quote + 2))
            made.append('"')
            start = quote + 2
            continue
        if behind in ("", ",", "\n") or text[quote + 1 : quote + 3] == "\r\n":
            return _assembled(value, made, segments), quote + 1
        raise Refused(f"parse error on line {line}, column {_column(text, begin, quote)}: {_QUOTE}")


def _assembled(value: Value, made: list[str], pieces: list[tuple[int, int, int]]) -> Value:
    if len(pieces) == 1:
        _, start, end = pieces[0]
        return value.part(start, end)
    word, text = value.word, "".join(made)
    segments, holes = [], []
    for at, start, end in pieces:
        span = value.part(start, end).inner
        exact = span.end - span.start == end - start and end - start != 2
        segments.append(Segment(at, span, exact))
        holes += [hole._replace(at=hole.at - value.start - start + at) for hole in value.part(start, end).holes]
    whole = value.part(pieces[0][1], pieces[-1][2]).inner
    return Word(text, word.source, whole, segments, tuple(holes)).all
