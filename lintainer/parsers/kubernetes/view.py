"""Reading a mapping of a manifest field by field, with the place of each."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Origin, Unknown
from lintainer.parsers._yaml import Mapping, Node, Pair, Sequence, deref, merged
from lintainer.parsers.kubernetes.values import boolean, expression, integer, is_null, known_text, place, spot, text_of
from lintainer.source import Location, Related, Source, Span
from lintainer.tuples import NamedTuple


class Item(NamedTuple):
    """An entry of a list, and where a user would change it."""

    node: Node
    where: Span | Location


class View:
    """A mapping as the API reads it: merge keys resolved, the last of repeated keys, null for a field left out.

    `through` is the alias or `<<` that led here: what lies inside is changed there for this object, not at the anchor.
    """

    __slots__ = ("node", "pairs", "through")

    def __init__(self, node: Mapping | None, through: Location | None = None) -> None:
        self.node = node
        self.through = through
        self.pairs: dict[str, Pair] = merged(node, "yaml11") if node is not None else {}

    @classmethod
    def of(cls, node: Node | None, where: Span | Location | None = None) -> View:
        """Return the view of `node`: an empty one where it is no mapping."""
        content = deref(node) if node is not None else None
        return cls(content if type(content) is Mapping else None, where if isinstance(where, Location) else None)

    def __bool__(self) -> bool:
        return self.node is not None

    def place(self, pair: Pair) -> Span | Location:
        """Return where a user would change the value of `pair`, an entry of this mapping."""
        if self.through is None:
            return place(pair)
        through = self.through
        return Location(through.source, through.span, (Related(deref(pair.value).location, "defined here", defines=True),))

    def pair(self, key: str) -> Pair | None:
        """Return the entry `key` unless its value is null."""
        pair = self.pairs.get(key)
        return None if pair is None or is_null(pair.value) else pair

    def has(self, key: str) -> bool:
        """Tell whether `key` is written with a value other than null."""
        return self.pair(key) is not None

    def sub(self, key: str) -> View:
        """Return the mapping under `key`, an empty view where there is none."""
        pair = self.pairs.get(key)
        return View.of(pair.value, self.place(pair)) if pair is not None else NOTHING

    def section(self, key: str) -> View:
        """Return the mapping under `key` as `sub` does, one of unknown values where a tool fills in all of it."""
        pair = self.pairs.get(key)
        unknown = expression(deref(pair.value)) if pair is not None else None
        return self.sub(key) if pair is None or unknown is None else Filled(unknown, self.place(pair))

    def at(self, key: str) -> Span | Location:
        """Return where the value of `key` is; the key must exist."""
        return self.place(self.pairs[key])

    def text(self, key: str) -> str | Unknown | None:
        """Return the text under `key`, unknown where it holds a placeholder."""
        pair = self.pairs.get(key)
        return None if pair is None else known_text(pair.value)

    def first(self, *keys: str) -> str | Unknown | None:
        """Return the text under the first of `keys` that is written."""
        return next((self.text(key) for key in keys if self.has(key)), None)

    def raw(self, key: str) -> str | None:
        """Return the text under `key` as written, placeholders and all."""
        pair = self.pairs.get(key)
        return None if pair is None else text_of(pair.value)

    def boolean(self, key: str) -> bool | Unknown | None:
        """Return the boolean under `key`."""
        pair = self.pairs.get(key)
        return None if pair is None else boolean(pair.value)

    def integer(self, key: str) -> int | Unknown | None:
        """Return the whole number under `key`."""
        pair = self.pairs.get(key)
        return None if pair is None else integer(pair.value)

    def items(self, key: str) -> Iterator[Item]:
        """Yield the entries of the list under `key`, null ones left out."""
        pair = self.pairs.get(key)
        content = deref(pair.value) if pair is not None else None
        if pair is None or type(content) is not Sequence:
            return
        outer = self.place(pair)
        for entry in content.items:
            if not is_null(entry):
                # Entries of a list that came through an alias are changed where the alias is.
                yield Item(entry, outer if isinstance(outer, Location) else spot(entry))

    def texts(self) -> dict[str, str]:
        """Return the entries whose values are scalars, as texts: labels and their like."""
        return {name: text for name, pair in self.pairs.items() if (text := text_of(pair.value)) is not None}


class Filled(View):
    """A mapping that a tool fills in later (`resources: {{ .Values.resources }}`): every value in it is unknown."""

    __slots__ = ("unknown", "where")

    def __init__(self, unknown: Unknown, where: Span | Location) -> None:
        super().__init__(None)
        self.unknown = unknown
        self.where = where

    def __bool__(self) -> bool:
        return True

    def has(self, key: str) -> bool:  # noqa: ARG002 - it may hold any
        """Tell that the key may be there: its value is unknown."""
        return True

    def sub(self, key: str) -> View:  # noqa: ARG002
        """Return the same: what lies inside is as unknown."""
        return self

    def at(self, key: str) -> Span | Location:  # noqa: ARG002
        """Return where the whole is written."""
        return self.where

    def text(self, key: str) -> Unknown:  # noqa: ARG002
        """Return the unknown value."""
        return self.unknown

    def boolean(self, key: str) -> Unknown:  # noqa: ARG002
        """Return the unknown value."""
        return self.unknown

    def integer(self, key: str) -> Unknown:  # noqa: ARG002
        """Return the unknown value."""
        return self.unknown


NOTHING = View(None)


def origin(source: Source, where: Span | Location, written: dict[str, Span | Location] | None = None) -> Origin:
    """Return the origin of a node that lies at `where`."""
    if isinstance(where, Location):
        return Origin(where.source, where.span, written, where.related)
    return Origin(source, where, written)
