"""Comments addressed to lintainer, and what each covers: the key, or the entry of a list, that starts on its line."""

from __future__ import annotations

from collections.abc import Sequence

from lintainer.parsers import Remark
from lintainer.parsers._yaml.comments import comments
from lintainer.parsers._yaml.documents import Document
from lintainer.parsers._yaml.nodes import Mapping, walk
from lintainer.parsers._yaml.nodes import Sequence as YamlSequence
from lintainer.source import Source, Span

_MARKER = "lintainer:"


def remarks(source: Source, parsed: Sequence[Document]) -> tuple[Remark, ...]:
    """Return the comments of `source` that begin with `lintainer:`.

    A comment behind a value covers its line and all that lies below a key that starts there; one that is alone on its
    line covers the next line that is no comment, in the same way.
    """
    if _MARKER not in source.text:
        return ()
    return covering(source, [span for span, _ in comments(source, _MARKER, parsed)], parsed)


def covering(source: Source, spans: Sequence[Span], parsed: Sequence[Document], mark: str = "#") -> tuple[Remark, ...]:
    """Return the comments at `spans`, which begin with `mark`, each with what it covers."""
    if not spans:
        return ()
    ends = _ends(parsed)
    return tuple(Remark(span, _scope(source, span, ends, mark)) for span in spans)


def _ends(parsed: Sequence[Document]) -> list[tuple[int, int]]:
    """Return start and end of every entry of a mapping and of every entry of a list."""
    found: list[tuple[int, int]] = []
    for document in parsed:
        for node in walk(document.root):
            if isinstance(node, Mapping):
                found.extend((key.start, max(key.end, value.end)) for key, value in node.pairs)
            elif isinstance(node, YamlSequence):
                found.extend((entry.start, entry.end) for entry in node.items)
    return found


def _scope(source: Source, span: Span, ends: list[tuple[int, int]], mark: str) -> Span:
    line = source.line_of(span.start)
    begin, end = source.line_span(line)
    if not source.text[begin : span.start].strip():
        last = source.line_of(len(source.text))
        while line < last:
            line += 1
            text = source.line_text(line).strip()
            if text and not text.startswith(mark):
                break
        begin, end = source.line_span(line)
    for first, behind in ends:
        if begin <= first <= end:
            end = max(end, behind)
    return Span(min(begin, span.start), end)
