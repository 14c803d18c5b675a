"""Comments that are addressed to lintainer: the event stream has none, so the text is searched for them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from lintainer.parsers._yaml.documents import Document
from lintainer.parsers._yaml.nodes import Scalar, walk
from lintainer.source import Source, Span


def comments(source: Source, marker: str, parsed: Iterable[Document]) -> list[tuple[Span, str]]:
    """Return each comment that begins with `marker`: where it is, from its `#` to the end of the line, and what follows.

    `# marker` may follow other words of a comment. Hits inside the scalars of the `parsed` documents are text and no
    comments; of documents that were skipped or failed, every hit counts.
    """
    hits = _hits(source.text, marker)
    if not hits:
        return []
    ranges = sorted(_interior(node) for document in parsed for node in walk(document.root) if isinstance(node, Scalar))
    starts = [start for start, _ in ranges]
    found: list[tuple[Span, str]] = []
    for span, rest in hits:
        at = bisect_right(starts, span.start) - 1
        if at < 0 or ranges[at].end <= span.start:
            found.append((span, rest))
    return found


def _hits(text: str, marker: str) -> list[tuple[Span, str]]:
    found: list[tuple[Span, str]] = []
    at = text.find(marker)
    while at >= 0:
        line = text.rfind("\n", 0, at) + 1
        before = text[line:at].rstrip(" \t")
        # A comment begins the line or follows white space: `a#b` is one word.
        if before.endswith("#") and (len(before) == 1 or before[-2] in " \t"):
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            end -= text[end - 1] == "\r"
            found.append((Span(line + len(before) - 1, end), text[at + len(marker) : end].strip()))
        at = text.find(marker, at + len(marker))
    return found


def _interior(scalar: Scalar) -> Span:
    """Return where the text of a scalar is: a comment may stand behind the `|` of a block scalar."""
    if scalar.indicator not in ("|", ">"):
        return scalar.span
    newline = scalar.source.text.find("\n", scalar.start, scalar.end)
    return Span(scalar.end if newline < 0 else newline, scalar.end)
