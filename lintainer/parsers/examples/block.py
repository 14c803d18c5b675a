"""A code block of a document."""

from __future__ import annotations

from lintainer.source import Span
from lintainer.tuples import NamedTuple


class Block(NamedTuple):
    """A block: its language in lower case ("" where it names none), and its lines without what the document puts before them.

    That is indentation, and the marks of quotes around the block. `markup`: the document's own marks are read inside of it.
    """

    language: str
    lines: list[Span]
    markup: bool = False


def behind_indent(text: str, at: int, end: int, columns: int, tab: int = 4) -> int:
    """Return where a line goes on behind at most `columns` columns of indentation; tabs reach to the next multiple of `tab`."""
    column = 0
    while at < end and column < columns and text[at] in " \t":
        column += width(text[at], column, tab)
        at += 1
    return at


def width(text: str, column: int = 0, tab: int = 4) -> int:
    """Return how many columns `text` takes from `column` on."""
    start = column
    for character in text:
        column += tab - column % tab if character == "\t" else 1
    return column - start
