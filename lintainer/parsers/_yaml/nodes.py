"""The nodes of a YAML document: what was written, and exactly where.

Nodes are plain slotted classes, because a run builds hundreds of thousands of them. Offsets count code points of the whole
source. A node's span leaves its `&anchor` and `!tag` out, and ends where its own text ends: not at the next token, as the
parser's marks of block collections do, and without the blank lines that follow a block scalar.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from lintainer.hints import TYPE_CHECKING, Literal, TypeAlias, cast
from lintainer.source import Location, Related, Source, Span
from lintainer.tuples import NamedTuple

if TYPE_CHECKING:
    from lintainer.source import Fragment

Style: TypeAlias = Literal["plain", "single", "double", "literal", "folded"]
# YAML as its two readers have it: "core" is Compose (go-yaml v3 and v4), "yaml11" is kubectl (sigs.k8s.io/yaml, go-yaml v2).
Schema: TypeAlias = Literal["core", "yaml11"]

# The parser names a scalar's style by its indicator.
_STYLES: dict[str, Style] = {"": "plain", "'": "single", '"': "double", "|": "literal", ">": "folded"}


class Node:
    """What all nodes have: a source, a half-open range of its text, an anchor and a tag.

    `tag` is as it resolves, with YAML's own prefix written short: `!!str`, `!reset`; None where none was written.
    """

    __slots__ = ("anchor", "end", "source", "start", "tag")

    source: Source
    start: int
    end: int
    anchor: str | None
    tag: str | None

    @property
    def span(self) -> Span:
        """Where this node's own text is."""
        return Span(self.start, self.end)

    @property
    def location(self) -> Location:
        """Where to point for this node."""
        return Location(self.source, Span(self.start, self.end))

    @property
    def text(self) -> str:
        """The node as written, with quotes, indentation and all."""
        return self.source.text[self.start : self.end]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.start}:{self.end})"


class Scalar(Node):
    """A scalar: its value as a string; see `scalar_value` for what a reader makes of it."""

    __slots__ = ("indicator", "value")

    def __init__(
        self, source: Source, start: int, end: int, value: str, tag: str | None, indicator: str, anchor: str | None
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.value = value
        self.tag = tag
        self.indicator = indicator  # how its style is marked: nothing, a quote, `|` or `>`
        self.anchor = anchor

    @property
    def style(self) -> Style:
        """How the scalar is written."""
        return _STYLES[self.indicator]

    def inner(self, start: int, end: int) -> Span:
        """Return where `value[start:end]` is written.

        Exact where the source holds the value letter for letter, which is so for nearly every scalar. Where escapes,
        folding or indentation come between, it is the span of the whole scalar.
        """
        quote = 1 if self.indicator in ("'", '"') else 0
        first = self.start + quote
        if self.source.text[first : self.end - quote] == self.value:
            return Span(first + start, first + end)
        if self.indicator == "|" and "\n" not in self.value[start:end] and (fragment := self.fragment()) is not None:
            return fragment.span(start, end)
        return self.span

    def fragment(self) -> Fragment | None:
        """Return the value as a text that knows where each of its characters was written.

        For front ends that read a language inside a scalar. None where the value cannot be traced to the source.
        """
        from lintainer.parsers._yaml.fragments import fragment_of

        return fragment_of(self)

    def __repr__(self) -> str:
        return f"Scalar({self.start}:{self.end}, {self.value!r})"


class Sequence(Node):
    """A list."""

    __slots__ = ("items",)

    def __init__(self, source: Source, start: int, tag: str | None, anchor: str | None) -> None:
        self.source = source
        self.start = self.end = start
        self.tag = tag
        self.anchor = anchor
        self.items: list[Node] = []


class _Entry(NamedTuple):
    key: Node
    value: Node


class Pair(_Entry):
    """An entry of a mapping.

    `via` is None for what is written there. Among effective entries it may be the entry of a `<<` that this one came
    through: an Alias, or a Mapping written in place.
    """

    __slots__ = ()
    via: Node | None = None

    @property
    def location(self) -> Location:
        """Where a user would change the value for this mapping; a merged one is related to where it is defined."""
        if self.via is None or self.via.start <= self.value.start < self.via.end:
            return self.value.location
        return Location(self.via.source, self.via.span, (Related(deref(self.value).location, "defined here", defines=True),))


# What makes a pair of a tuple, without a call of Python: large runs make hundreds of thousands.
_pair: Callable[[tuple[Node, Node]], Pair] = partial(tuple.__new__, Pair)


def paired(parts: list[Node]) -> list[Pair]:
    """Return the entries of a mapping whose keys and values `parts` holds in turn."""
    entries = iter(parts)
    return list(map(_pair, zip(entries, entries, strict=True)))


class Mapping(Node):
    """A mapping as written: in order, with repeated keys and `<<` entries; see `merged` for the effective entries."""

    __slots__ = ("_index", "_merged", "pairs")

    def __init__(self, source: Source, start: int, tag: str | None, anchor: str | None) -> None:
        self.source = source
        self.start = self.end = start
        self.tag = tag
        self.anchor = anchor
        self.pairs: list[Pair] = []
        self._index: dict[str, Pair] | None = None
        self._merged: dict[Schema, dict[str, Pair]] | None = None

    def by_name(self) -> dict[str, Pair]:
        """Return the entries with a scalar key by their names; of repeated keys, the last. Do not change the answer."""
        if self._index is None:
            names = [key.value if type(key) is Scalar else key_name(key) for key, _ in self.pairs]
            index = dict(zip(names, self.pairs, strict=True))
            index.pop(None, None)
            self._index = cast("dict[str, Pair]", index)
        return self._index

    def get(self, name: str) -> Node | None:
        """Return the value written under `name` in this very mapping; of repeated keys, the last."""
        pair = self.by_name().get(name)
        return None if pair is None else pair.value

    def key(self, name: str) -> Node | None:
        """Return the key `name` of this very mapping; of repeated ones, the last."""
        pair = self.by_name().get(name)
        return None if pair is None else pair.key

    def items(self) -> list[tuple[str, Node, Node]]:
        """Return name, key and value of every entry with a scalar key, as written: repeated keys repeat."""
        return [(name, key, value) for key, value in self.pairs if (name := key_name(key)) is not None]

    def duplicates(self) -> list[Node]:
        """Return the keys that repeat an earlier key of this mapping."""
        if len(self.by_name()) == len(self.pairs):
            return []
        seen: set[str] = set()
        repeated: list[Node] = []
        for name, key, _ in self.items():
            if name in seen:
                repeated.append(key)
            seen.add(name)
        return repeated


class Alias(Node):
    """`*name` where it is written; `target` is the anchored node, shared by all its aliases."""

    __slots__ = ("name", "target")

    def __init__(self, source: Source, start: int, end: int, name: str, target: Scalar | Sequence | Mapping) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.name = name
        self.target = target
        self.tag = None
        self.anchor = None

    @property
    def location(self) -> Location:
        """The alias, related to what it stands for."""
        return Location(self.source, self.span, (Related(self.target.location, f"anchor {self.name}", defines=True),))


Content: TypeAlias = Scalar | Sequence | Mapping


def deref(node: Node) -> Content:
    """Return the node itself, or what it is an alias of."""
    # Every other node is content. To ask would double what this costs, and everything that is read calls it.
    return node.target if type(node) is Alias else node  # type: ignore[return-value]


def key_name(key: Node) -> str | None:
    """Return the text of a scalar key; None for a key that is a collection."""
    if type(key) is Alias:
        key = key.target
    return key.value if type(key) is Scalar else None


def children(node: Node) -> list[Node]:
    """Return what is written directly inside `node`, keys included; aliases are not followed."""
    if type(node) is Mapping:
        return [part for pair in node.pairs for part in pair]
    return node.items if type(node) is Sequence else []


def walk(root: Node | None) -> list[Node]:
    """Return `root` and everything written inside it, in the order of the text; aliases are not followed."""
    found: list[Node] = []
    waiting = [] if root is None else [root]
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting.extend(reversed(children(node)))
    return found
