"""Comments addressed to the linter. In units a comment stands alone on its line, and covers what starts on the next."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.parsers import Remark
from lintainer.parsers.quadlet.unit import read_lines
from lintainer.source import Source, Span


def remarks_of(source: Source) -> Iterator[Remark]:
    """Yield the comments of a unit that speak to lintainer, with the key or the section that each covers."""
    if "lintainer:" not in source.text:
        return
    lines = read_lines(source.text)
    parts = sorted(
        [*(entry.span for entry in lines.entries), *(Span(header.span.start, header.end) for header in lines.headers)]
    )
    whole = [entry.span for entry in lines.entries]
    for comment in lines.comments:
        if "lintainer:" not in source.text[comment.start : comment.end]:
            continue
        # Between the lines of one value it covers all of them.
        around = next((span for span in whole if span.start < comment.start < span.end), None)
        below = next((span for span in parts if span.start > comment.start), comment)
        scope = around or Span(comment.start, below.end)
        yield Remark(comment, scope, source)
