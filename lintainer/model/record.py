"""Records: frozen, keyword-only values, and nodes that know where they were written.

The standard library's dataclasses would read the same, but their import and the methods that they compile for each class
cost more than a small run has to spend (measured by bench/imports.py: 25 ms for the import, 4 ms for a class of 70 fields).
`dataclass_transform` (PEP 681) gives type checkers the same knowledge of fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lintainer.hints import Any, ClassVar, Self, dataclass_transform
from lintainer.source import Location, Related, Source, Span

EMPTY: Mapping[str, Any] = {}


@dataclass_transform(kw_only_default=True, frozen_default=True, eq_default=True)
class Record:
    """A frozen value with named fields: annotated names of the class, defaults as class attributes.

    Only what was given is stored. Two records are equal when they are of one class and all fields compare equal, those
    excepted that the class names in `aside`.

    Raises `TypeError` for an unknown or a missing field.
    """

    _fields: ClassVar[tuple[str, ...]] = ()
    _known: ClassVar[frozenset[str]] = frozenset()
    _required: ClassVar[frozenset[str]] = frozenset()
    _compared: ClassVar[tuple[str, ...]] = ()
    _aside: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls, aside: Iterable[str] = ()) -> None:
        super().__init_subclass__()
        own = [name for name, kind in cls.__annotations__.items() if not str(kind).startswith("ClassVar")]
        cls._fields = (*(name for name in cls._fields if name not in own), *own)
        cls._known = frozenset(cls._fields)
        cls._required = frozenset(name for name in cls._fields if not hasattr(cls, name))
        cls._aside = cls._aside | frozenset(aside)
        cls._compared = tuple(name for name in cls._fields if name not in cls._aside)

    def __init__(self, **fields: Any) -> None:  # noqa: ANN401 - the fields of each class have their own types
        stored = self.__dict__
        stored.update(fields)
        names = stored.keys()
        if not self._required <= names:
            missing = sorted(self._required - names)
            raise TypeError(f"{type(self).__name__}: missing {', '.join(missing)}")
        if not names <= self._known:
            unknown = next(name for name in names if name not in self._known)
            raise TypeError(f"{type(self).__name__} has no field {unknown!r}")

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self._compared)

    def __hash__(self) -> int:
        return hash((type(self), *(getattr(self, name) for name in self._compared)))

    def __repr__(self) -> str:
        shown = (f"{name}={value!r}" for name, value in self.__dict__.items() if name in self._compared)
        return f"{type(self).__name__}({', '.join(shown)})"

    def replace(self, **changes: Any) -> Self:  # noqa: ANN401 - as in __init__
        """Return a copy with `changes` in place of the fields that they name."""
        return type(self)(**{**self.__dict__, **changes})

    @classmethod
    def fields(cls) -> tuple[str, ...]:
        """Return the names of all fields, inherited ones first."""
        return cls._fields


class Origin:
    """Where a node and its fields were written.

    `span` is the node itself, or what stands for it where the node has no text of its own. `written` maps the name of a
    field to the span of its value in the same source, or to a location where that is another source or has related places.
    """

    __slots__ = ("related", "source", "span", "written")

    def __init__(
        self,
        source: Source,
        span: Span,
        written: Mapping[str, Span | Location] | None = None,
        related: tuple[Related, ...] = (),
    ) -> None:
        self.source = source
        self.span = span
        self.written: Mapping[str, Span | Location] = EMPTY if written is None else written
        self.related = related

    @classmethod
    def of(cls, location: Location, written: Mapping[str, Span | Location] | None = None) -> Origin:
        """Return the origin of a node that lies at `location`."""
        return cls(location.source, location.span, written, location.related)

    @property
    def location(self) -> Location:
        """The node itself."""
        return Location(self.source, self.span, self.related)

    def at(self, name: str, owner: object = None) -> Location:
        """Return where the field `name` was written, or the node itself where it was not."""
        place = self.written.get(name)
        if place is None:
            return Location(self.source, self.span, self.related, owner, name)
        if isinstance(place, Location):
            return Location(place.source, place.span, place.related, owner, name)
        return Location(self.source, place, self.related, owner, name)

    def __repr__(self) -> str:
        return f"Origin({self.source.name!r}, {tuple(self.span)})"


class Node(Record, aside=("origin", "incomplete")):
    """A record that was written somewhere.

    `incomplete` names the fields of which more may have been given than could be read (`cap_drop: ["${X}"]`); `"*"` stands
    for all of them (`docker run $OPTS image`): what such a field lacks is then unknown, not absent.
    """

    # True of nodes that hold many independent things (a container, a pod, an object), so that two findings in one of them
    # are about the same thing only where they name the same field.
    whole: ClassVar[bool] = False

    origin: Origin
    incomplete: frozenset[str] = frozenset()

    def at(self, name: str | None = None) -> Location:
        """Return where the field `name` was written, or the nearest thing that exists when it was left out.

        Without a name: where the node itself was written. Raises `AttributeError` for a name that is no field.
        """
        if name is None:
            return Location(self.origin.source, self.origin.span, self.origin.related, self)
        if name not in self._fields and name not in self.origin.written:
            raise AttributeError(f"{type(self).__name__} has no field {name!r}")
        return self.origin.at(name, self)

    def at_entry(self, name: str, number: int) -> Location:
        """Return where entry `number` of the list field `name` was written, or where the field was.

        For lists whose entries are plain values: front ends record the places of these as `name.0`, `name.1` and so on.
        """
        entry = f"{name}.{number}"
        return self.origin.at(entry, self) if entry in self.origin.written else self.at(name)

    def wrote(self, name: str) -> bool:
        """Tell whether the field `name` has a place of its own in the text."""
        return name in self.origin.written

    def is_complete(self, name: str) -> bool:
        """Tell whether all that was given for the field `name` could be read."""
        return not self.incomplete or (name not in self.incomplete and "*" not in self.incomplete)
