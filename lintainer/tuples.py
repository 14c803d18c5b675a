"""Named tuples that cost little to define.

`typing.NamedTuple` compiles a function, and a reference for each annotation, when a class is made: for the fifty classes of
a small run 8 ms, an eighth of all it takes (bench/imports.py). To make a tuple takes a little longer here; the few classes of
which a large run makes many thousands are `made_often` (tests/test_layers.py names them) and have a function compiled, too.
Type checkers are told that this is `typing.NamedTuple`; tests/test_tuples.py holds the two to each other.
"""

from __future__ import annotations

from lintainer.hints import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import NamedTuple

    from lintainer.hints import Any, ClassVar, Self, TypeVar

    Class = TypeVar("Class")
else:
    from operator import itemgetter

    try:
        from _collections import _tuplegetter as getter
    except ImportError:  # an interpreter other than CPython

        def getter(index: int, doc: str) -> property:
            return property(itemgetter(index), doc=doc)

    class _Class(type):
        """Makes the annotated names of a class the fields of its tuples, and the values given to them their defaults."""

        def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> type:
            # NamedTuple itself has fields of none; what derives from a class that has some is an ordinary class.
            if not any(type(base) is cls and not base._fields for base in bases):
                return super().__new__(cls, name, bases, namespace)
            made = super().__new__(cls, name, bases, {"__slots__": (), **namespace})
            made._fields = made.__match_args__ = tuple(made.__annotations__)
            made._field_defaults = {field: namespace[field] for field in made._fields if field in namespace}
            # What is left to the defaults where only so many values are given, for every number that will do.
            tail = tuple(made._field_defaults[field] for field in made._fields if field in made._field_defaults)
            made._tails = {len(made._fields) - number: tail[len(tail) - number :] for number in range(len(tail) + 1)}
            for index, field in enumerate(made._fields):
                setattr(made, field, getter(index, f"Alias for field number {index}"))
            return made

    class NamedTuple(tuple, metaclass=_Class):
        """A tuple whose items have names: the annotated names of the class, in their order."""

        __slots__ = ()
        _fields: ClassVar[tuple[str, ...]] = ()
        _field_defaults: ClassVar[Mapping[str, Any]] = {}
        _tails: ClassVar[Mapping[int, tuple[Any, ...]]] = {}

        def __new__(cls, *values: Any, **named: Any) -> Self:  # noqa: ANN401 - the fields of each class have their own types
            rest = cls._tails.get(len(values)) if not named else None
            return tuple.__new__(cls, cls._complete(values, named) if rest is None else values + rest if rest else values)

        @classmethod
        def _complete(cls, values: Sequence[Any], named: Mapping[str, Any]) -> list[Any]:
            """Return all values in their order. Raises TypeError where that cannot be done."""
            given = dict(zip(cls._fields, values, strict=False))
            if len(values) > len(cls._fields) or given.keys() & named.keys():
                raise TypeError(f"{cls.__name__} takes {', '.join(cls._fields)}, each once")
            given = {**cls._field_defaults, **given, **named}
            if given.keys() != set(cls._fields):
                wrong = ", ".join(sorted(given.keys() ^ set(cls._fields)))
                raise TypeError(f"{cls.__name__}: missing or unknown: {wrong}")
            return [given[field] for field in cls._fields]

        @classmethod
        def _make(cls, values: Iterable[Any]) -> Self:
            return cls(*values)

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def _replace(self, **named: Any) -> Self:  # noqa: ANN401 - as in __new__
            return type(self)(**{**self._asdict(), **named})

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

        def __repr__(self) -> str:
            return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._asdict().items())})"


def made_often(made: type[Class]) -> type[Class]:
    """Give a class of named tuples a constructor compiled for its fields, as `typing.NamedTuple` does for every class."""
    if not TYPE_CHECKING:
        defaults = made._field_defaults
        parameters = ", ".join(f"{name}=defaults['{name}']" if name in defaults else name for name in made._fields)
        code = f"lambda cls, {parameters}: new(cls, ({', '.join(made._fields)},))"
        made.__new__ = staticmethod(eval(code, {"new": tuple.__new__, "defaults": defaults}))  # noqa: S307 - names of fields
    return made


__all__ = ["NamedTuple", "made_often"]
