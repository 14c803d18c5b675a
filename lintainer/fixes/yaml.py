"""Edits of YAML and JSON at the nodes of a document, in block and in flow style.

Each function returns the edits, or None where there is no edit that is certain to leave everything else as it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from lintainer.fixes.edit import Edit
from lintainer.parsers._yaml import Alias, Document, Mapping, Node, Pair, Scalar, Sequence, children, documents_at, key_name
from lintainer.source import Source, Span
from lintainer.tuples import NamedTuple


class Trail(NamedTuple):
    """A node and those that it lies in, the outermost first."""

    node: Node
    parents: tuple[Node, ...]

    @property
    def parent(self) -> Trail | None:
        """What the node lies in."""
        return Trail(self.parents[-1], self.parents[:-1]) if self.parents else None

    def child(self, node: Node) -> Trail:
        """Return the trail of what lies directly in the node."""
        return Trail(node, (*self.parents, self.node))

    @property
    def key(self) -> str | None:
        """The key that the node is the value of."""
        pair = self.pair
        return None if pair is None else key_name(pair[0])

    @property
    def value(self) -> Node | None:
        """The value that the node is the key of."""
        held = self.parents[-1] if self.parents else None
        pairs = held.pairs if isinstance(held, Mapping) else []
        return next((value for key, value in pairs if key is self.node), None)

    @property
    def pair(self) -> tuple[Node, Node] | None:
        """The entry of a mapping that the node is the value of."""
        held = self.parents[-1] if self.parents else None
        if not isinstance(held, Mapping):
            return None
        return next((pair for pair in held.pairs if pair[1] is self.node), None)


class Tree:
    """The documents of a source: those that its front end has kept, else parsed when one is asked for."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._roots: list[Node] = []
        # Many findings ask for one place: for the service that lacks this and that.
        self._trails: dict[Span, Trail | None] = {}

    def find(self, span: Span) -> Trail | None:
        """Return the node at `span`; None where there is none, or where it is shared: by an anchor, an alias, a merge key.

        What a tag says of a node would no longer hold: such nodes are left alone as well.
        """
        if span not in self._trails:
            self._trails[span] = self._found(span)
        return self._trails[span]

    def _found(self, span: Span) -> Trail | None:
        node = self._root_at(span.start)
        path: list[Node] = []
        while node is not None:
            if not is_own(node):
                return None
            path.append(node)
            node = next((one for one in children(node) if one.start <= span.start < one.end), None)
        while path:
            if path[-1].span == span:
                return Trail(path[-1], tuple(path[:-1]))
            path.pop()
        return None

    def _root_at(self, offset: int) -> Node | None:
        """Return the root of the document that holds `offset`; the others are not parsed."""
        known = next((root for root in self._roots if root.start <= offset < root.end), None)
        if known is not None:
            return known
        kept: Iterable[Document] | None = self.source.kept()
        found = documents_at(self.source, offset) if kept is None else kept
        roots = [document.root for document in found if document.root is not None]
        self._roots += roots
        return next((root for root in roots if root.start <= offset < root.end), None)


def is_own(node: Node) -> bool:
    """Tell whether a node is what stands there and nothing else: no alias, no anchor, nothing merged into it."""
    if type(node) is Alias or node.anchor is not None or node.tag is not None:
        return False
    return not isinstance(node, Mapping) or not (node.duplicates() or node.get("<<") is not None)


def replaced(at: Trail, text: str) -> list[Edit] | None:
    """Write `text`, a plain scalar, in place of the scalar `at`."""
    if not isinstance(at.node, Scalar) or at.node.style in ("literal", "folded"):
        return None
    return [Edit(at.node.span, text)]


def text_replaced(at: Trail, text: str) -> list[Edit] | None:
    """Write `text` in place of what the scalar `at` says, between the quotes that are there; `text` needs none."""
    if not isinstance(at.node, Scalar):
        return None
    inside = inner_text(at.node)
    return None if inside is None else [Edit(inside, text)]


def inner_text(node: Scalar) -> Span | None:
    """Return where the text of a scalar stands without its quotes, where that is its value letter for letter."""
    quote = 1 if node.indicator in ("'", '"') else 0
    start, end = node.start + quote, node.end - quote
    # What a variable stands for is not known, and escapes are not letter for letter.
    return Span(start, end) if "$" not in node.value and node.source.text[start:end] == node.value else None


def removed(at: Trail) -> list[Edit] | None:
    """Leave out the entry of a list or of a mapping that `at` is; a list that it leaves empty goes with it."""
    held = at.parent
    if held is None:
        return None
    if isinstance(held.node, Sequence):
        items = held.node.items
        if len(items) == 1:
            return removed(held) or _emptied(held)
        return _item_removed(held.node, items, next(n for n, item in enumerate(items) if item is at.node))
    pair = at.pair
    if pair is None or not isinstance(held.node, Mapping) or len(held.node.pairs) == 1:
        return None
    pairs = held.node.pairs
    return _pair_removed(held.node, pairs, next(number for number, one in enumerate(pairs) if one is pair))


def _item_removed(held: Sequence, items: list[Node], number: int) -> list[Edit] | None:
    text, item = held.source.text, items[number]
    if text[held.start] == "[":
        if number + 1 < len(items):
            return [Edit(Span(item.start, items[number + 1].start), "")]
        return [Edit(Span(items[number - 1].end, item.end), "")]
    line = held.source.line_span(held.source.line_of(item.start))
    # The dash stands alone in front of it; nothing else begins on that line.
    if text[line.start : item.start].strip(" ") != "-":
        return None
    return _lines_removed(held.source, line.start, item.end)


def _pair_removed(held: Mapping, pairs: list[Pair], number: int) -> list[Edit] | None:
    text, (key, value) = held.source.text, pairs[number]
    if text[held.start] == "{":
        if number + 1 < len(pairs):
            return [Edit(Span(key.start, pairs[number + 1][0].start), "")]
        return [Edit(Span(pairs[number - 1][1].end, value.end), "")]
    line = held.source.line_span(held.source.line_of(key.start))
    if text[line.start : key.start].strip(" "):
        return None
    return _lines_removed(held.source, line.start, value.end)


def _lines_removed(source: Source, start: int, end: int) -> list[Edit] | None:
    """Leave out whole lines, from the one that begins at `start` to the one that holds `end`."""
    last = source.line_span(source.line_of(max(end - 1, start)))
    rest = source.text[end : last.end].strip()
    if rest and not rest.startswith("#"):
        return None
    behind = source.text.find("\n", last.end)
    return [Edit(Span(start, len(source.text) if behind < 0 else behind + 1), "")]


def _emptied(at: Trail) -> list[Edit] | None:
    """Write an empty list in place of the list `at`."""
    text, node, pair = at.node.source.text, at.node, at.pair
    if text[node.start] == "[":
        return [Edit(node.span, "[]")]
    if pair is None:
        return None
    colon = pair[0].end + 1
    return None if "#" in text[colon : node.end] else [Edit(Span(colon, node.end), " []")]


def inserted(mapping: Node | None, value: str, *keys: str) -> list[Edit] | None:
    """Add `KEY: value` to a mapping, in its style; with a second key, a mapping with that one below the first."""
    if not isinstance(mapping, Mapping) or not mapping.pairs or not is_own(mapping) or mapping.get(keys[0]) is not None:
        return None
    source, first = mapping.source, mapping.pairs[0][0]
    key, *inner = keys
    if source.text[mapping.start] == "{":
        quote = '"' if source.text[first.start] == '"' else ""
        # In JSON lists and mappings are written otherwise.
        if quote and value[0] in "[{":
            return None
        shown = _quoted(value, quote)
        for one in inner:
            shown = f"{{{quote}{one}{quote}: {shown}}}"
        return [Edit(Span(first.start, first.start), f"{quote}{key}{quote}: {shown}, ")]
    line = source.line_span(source.line_of(first.start))
    indent = " " * (first.start - line.start)
    if "\t" in source.text[line.start : first.start]:
        return None
    newline = "\r\n" if source.text[line.end : line.end + 1] == "\r" else "\n"
    added = f"{key}:{newline}{indent}  {inner[0]}: {value}" if inner else f"{key}: {value}"
    at = _line_end(mapping)
    if at is not None:
        return [Edit(Span(at, at), f"{newline}{indent}{added}")]
    return [Edit(Span(first.start, first.start), f"{added}{newline}{indent}")]


def _line_end(mapping: Mapping) -> int | None:
    """Return the end of the last line of the last entry, where that is a plain line of its own."""
    key, value = mapping.pairs[-1]
    source = mapping.source
    line = source.line_of(key.start)
    if type(value) is not Scalar or value.style in ("literal", "folded") or source.line_of(max(value.end - 1, 0)) != line:
        return None
    end = source.line_span(line).end
    rest = source.text[max(value.end, key.end + 1) : end].strip()
    return end if not rest or rest.startswith("#") else None


def _quoted(text: str, quote: str) -> str:
    # JSON has numbers and truth values without quotes, and texts with them.
    return text if not quote or text in ("true", "false") or text.isdigit() else f'"{text}"'
