"""Excerpts: the lines of a place, with what must not be shown masked and what must not speak escaped."""

from __future__ import annotations

from lintainer.messages import printable
from lintainer.model.secrets import secret_spans
from lintainer.source import Location, Region, Source, Span
from lintainer.tuples import NamedTuple

MASK = "*****"
# Longer lines (minified JSON) are cut around the place.
MAX_WIDTH = 160


class ExcerptLine(NamedTuple):
    """One line as shown: its number, its text, and the columns of the shown text that the place covers (0-based, half-open)."""

    number: int
    text: str
    start: int
    end: int


def excerpt(location: Location, context: int = 0) -> list[ExcerptLine]:
    """Return the first line of `location` as it may be shown, with `context` lines before it."""
    source, span = location.source, location.span
    region = source.region(span)
    lines = [_line(source, number, None) for number in range(max(1, region.line - context), region.line)]
    return [*lines, _line(source, region.line, _columns(source, region))]


def _columns(source: Source, region: Region) -> Span:
    """The part of the first line that the region covers."""
    line = source.line_text(region.line)
    end = region.end_column - 1 if region.end_line == region.line else len(line.rstrip())
    start = min(region.column - 1, len(line))
    return Span(start, max(end, start + 1))


def masked_spans(source: Source, number: int) -> list[Span]:
    """Return what must not be shown of the 1-based line `number`, in columns of that line from 0, ascending and disjoint."""
    whole = source.line_span(number)
    text = source.text[whole.start : whole.end]
    spans = secret_spans(text)
    for secret in source.secrets:
        if secret.start < whole.end and whole.start < secret.end:
            spans.append(Span(max(secret.start - whole.start, 0), min(secret.end, whole.end) - whole.start))
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def masked_line(source: Source, number: int) -> str:
    """Return the text of the 1-based line `number` with secrets masked and runs of blanks as one: what a line is known by.

    Hashes are made of it, since the hash of a short password gives the password away to who guesses it.
    """
    known, secrets = source.masked, len(source.secrets)
    if known is not None and known[0] == number and known[1] == secrets:
        return known[2]
    text, column, parts = source.line_text(number), 0, []
    for mask in masked_spans(source, number):
        parts += [text[column : mask.start], MASK]
        column = mask.end
    line = " ".join("".join([*parts, text[column:]]).split())
    source.masked = (number, secrets, line)
    return line


def masked_part(source: Source, span: Span) -> str:
    """Return the text at `span` with an asterisk for each character that must not be shown: offsets stay as they are."""
    if span.start == span.end:
        return ""
    parts, at = [], span.start
    for number in range(source.line_of(span.start), source.line_of(max(span.end - 1, span.start)) + 1):
        line = source.line_span(number).start
        for mask in masked_spans(source, number):
            start, end = max(line + mask.start, at), min(line + mask.end, span.end)
            if start < end:
                parts += [source.text[at:start], "*" * (end - start)]
                at = end
    return "".join([*parts, source.text[at : span.end]])


def _line(source: Source, number: int, marked: Span | None) -> ExcerptLine:
    text = source.line_text(number)
    shown: list[str] = []
    # Where each column of the line begins in what is shown.
    at: list[int] = []
    width = 0
    masks = masked_spans(source, number)
    column = 0
    for mask in [*masks, Span(len(text), len(text))]:
        for character in text[column : mask.start]:
            piece = "    " if character == "\t" else printable(character)
            at.append(width)
            shown.append(piece)
            width += len(piece)
        if mask.end > mask.start:
            at.extend([width] * (mask.end - mask.start))
            shown.append(MASK)
            width += len(MASK)
        column = mask.end
    at.append(width)
    whole = "".join(shown)
    start, end = (0, 0) if marked is None else (_at(at, marked.start), _at(at, marked.end))
    if marked is not None and end <= start:
        end = start + (len(MASK) if whole[start : start + len(MASK)] == MASK else 1)
    return _fit(ExcerptLine(number, whole, start, end))


def _at(at: list[int], column: int) -> int:
    return at[column] if column < len(at) else at[-1] + column - len(at) + 1


def _fit(line: ExcerptLine) -> ExcerptLine:
    if len(line.text) <= MAX_WIDTH:
        return line
    first = max(0, min(line.start - MAX_WIDTH // 3, len(line.text) - MAX_WIDTH))
    cut = line.text[first : first + MAX_WIDTH]
    head = "…" if first else ""
    tail = "…" if first + MAX_WIDTH < len(line.text) else ""
    shift = len(head) - first
    return ExcerptLine(line.number, head + cut + tail, line.start + shift, min(line.end + shift, len(head) + MAX_WIDTH))


def visible_text(location: Location) -> str:
    """Return the first line of the place's own text as it may be shown in a message."""
    line = excerpt(location)[-1]
    return line.text[line.start : line.end]
