"""The documents of a source: split, looked at, and parsed only where somebody wants them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lintainer.parsers._yaml.heads import DocHead, head_of, scan_head
from lintainer.parsers._yaml.limits import LIMITS, Budget, Limits, YamlError
from lintainer.parsers._yaml.nodes import Node
from lintainer.source import Location, Source, Span


class Document:
    """One document of a source.

    `root` is None for a document that was skipped because nobody wanted it, and for one with an `error`. The spans of
    all documents follow each other; each begins with its `---`, if it has one.
    """

    __slots__ = ("error", "head", "root", "skipped", "source", "span")

    def __init__(
        self, source: Source, span: Span, head: DocHead, root: Node | None, skipped: bool, error: YamlError | None
    ) -> None:
        self.source = source
        self.span = span
        self.head = head
        self.root = root
        self.skipped = skipped
        self.error = error

    @property
    def location(self) -> Location:
        """The whole document."""
        return Location(self.source, self.span)

    def __repr__(self) -> str:
        state = "skipped" if self.skipped else "error" if self.error else "read"
        return f"Document({self.span.start}:{self.span.end}, {self.head.kind}, {state})"


def want_all(_: DocHead) -> bool:
    """Want every document."""
    return True


def documents(source: Source, wanted: Callable[[DocHead], bool] = want_all, limits: Limits = LIMITS) -> Iterator[Document]:
    """Yield the documents of `source`, in order.

    `wanted` is asked about each: by a scan of its text where that is certain, and else once it is parsed. One that is
    not wanted is yielded as skipped, without nodes. One that cannot be read is yielded with its error, and the others
    are still read. Texts without any document (comments alone) yield none.
    """
    count = 0
    budget = Budget(limits.retry)
    for start, end in _chunks(source.text):
        for document in _read(source, start, end, wanted, limits, budget):
            count += 1
            if count > limits.documents:
                error = YamlError(
                    "limit", f"more than {limits.documents} documents", Span(document.span.start, document.span.start)
                )
                yield Document(source, Span(document.span.start, len(source.text)), DocHead(), None, False, error)
                return
            yield document


def documents_at(source: Source, offset: int, limits: Limits = LIMITS) -> Iterator[Document]:
    """Yield the documents that are parsed where only what stands at `offset` is asked for: nearly always one."""
    for start, end in _chunks(source.text):
        if start <= offset < end:
            yield from _read(source, start, end, want_all, limits, Budget(limits.retry))


def _read(
    source: Source, start: int, end: int, wanted: Callable[[DocHead], bool], limits: Limits, budget: Budget
) -> Iterator[Document]:
    head = scan_head(source.text, start, end)
    if head is not None and not wanted(head):
        yield Document(source, Span(start, end), head, None, True, None)
        return
    if end - start > limits.characters:
        message = f"a document of more than {limits.characters} characters"
        yield Document(
            source, Span(start, end), head or DocHead(), None, False, YamlError("limit", message, Span(start, start))
        )
        return
    # Here and not at the top: a run without YAML does not pay for importing the parser.
    from lintainer.parsers._yaml.events import parse

    found = parse(source, start, end, limits, budget)
    if len(found) > 1:
        head = None
    at = start
    for index, parsed in enumerate(found):
        behind = end if index == len(found) - 1 else parsed.end
        span, at = Span(at, behind), behind
        if parsed.error is not None:
            yield Document(source, span, head or DocHead(), None, False, parsed.error)
        elif head is not None:
            yield Document(source, span, head, parsed.root, False, None)
        else:
            seen = head_of(parsed.root)
            skipped = not wanted(seen)
            yield Document(source, span, seen, None if skipped else parsed.root, skipped, None)


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of `text` that can be parsed apart: each begins with `---`, but the first need not.

    `---` in the first column always ends a document, inside a block scalar too. A text with directives is one chunk,
    because they belong to the document behind them; so is what `...` separates.
    """
    if _has_directives(text):
        yield 0, len(text)
        return
    start = 0
    at = text.find("\n---")
    while at >= 0:
        behind = text[at + 4 : at + 5]
        if not behind or behind in " \t\r\n":
            if text[start:at].strip() or start:
                yield start, at + 1
            start = at + 1
        at = text.find("\n---", at + 4)
    yield start, len(text)


def _has_directives(text: str) -> bool:
    return text.startswith("%") or ("\n%" in text and ("\n%YAML" in text or "\n%TAG" in text))
