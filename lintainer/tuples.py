"""Named tuples that cost little to define.

`typing.NamedTuple` compiles a function, and a reference for each annotation, when a class is made: for the fifty classes of
a small run 8 ms, an eighth of all it takes (bench/imports.py). To make a tuple takes as long as it does there. Type checkers
are told that this is `typing.NamedTuple`; tests/test_tuples.py holds the two to each other.
"""

from __future__ import annotations

from lintainer.hints import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import NamedTuple

    from lintainer.hints import Any, ClassVar, Self
else:
    from operator import itemgetter

    try:
        from _collections import _tuplegetter as getter
    except ImportError:  # an interpreter other than CPython

        def getter(index: int, doc: str) -> property:
            return property(itemgetter(index), doc=doc)

    # What makes a tuple of no fields, of one, of two and so on: `_constructor` gives the parameters their names.
    _MAKERS = (
        lambda _cls: _new(_cls, ()),
        lambda _cls, a: _new(_cls, (a,)),
        lambda _cls, a, b: _new(_cls, (a, b)),
        lambda _cls, a, b, c: _new(_cls, (a, b, c)),
        lambda _cls, a, b, c, d: _new(_cls, (a, b, c, d)),
        lambda _cls, a, b, c, d, e: _new(_cls, (a, b, c, d, e)),
        lambda _cls, a, b, c, d, e, f: _new(_cls, (a, b, c, d, e, f)),
        lambda _cls, a, b, c, d, e, f, g: _new(_cls, (a, b, c, d, e, f, g)),
        lambda _cls, a, b, c, d, e, f, g, h: _new(_cls, (a, b, c, d, e, f, g, h)),
        lambda _cls, a, b, c, d, e, f, g, h, i: _new(_cls, (a, b, c, d, e, f, g, h, i)),
        lambda _cls, a, b, c, d, e, f, g, h, i, j: _new(_cls, (a, b, c, d, e, f, g, h, i, j)),
    )
    _new = tuple.__new__

    def _constructor(fields: tuple[str, ...], defaults: tuple[Any, ...]) -> Callable[..., Any]:
        """Return `__new__` with `fields` as its parameters, the last of which have `defaults`.

        To put other names into code that is there takes microseconds, to compile it for each class a tenth of a millisecond;
        and the interpreter itself then sorts out what is given by place, by name or not at all.
        """
        code = _MAKERS[len(fields)].__code__.replace(co_varnames=("_cls", *fields))
        return type(_constructor)(code, globals(), "__new__", defaults)

    class _Class(type):
        """Makes the annotated names of a class the fields of its tuples, and the values given to them their defaults."""

        def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> type:
            # NamedTuple itself has fields of none; what derives from a class that has some is an ordinary class.
            if not any(type(base) is cls and not base._fields for base in bases):
                return super().__new__(cls, name, bases, namespace)
            fields = tuple(namespace.get("__annotations__", ()))
            defaults = {field: namespace[field] for field in fields if field in namespace}
            return super().__new__(
                cls,
                name,
                bases,
                {
                    "__slots__": (),
                    **namespace,
                    "__new__": _constructor(fields, tuple(defaults.values())),
                    "_fields": fields,
                    "_field_defaults": defaults,
                    "__match_args__": fields,
                    **{field: getter(index, f"Alias for field number {index}") for index, field in enumerate(fields)},
                },
            )

    class NamedTuple(tuple, metaclass=_Class):
        """A tuple whose items have names: the annotated names of the class, in their order."""

        __slots__ = ()
        _fields: ClassVar[tuple[str, ...]] = ()
        _field_defaults: ClassVar[Mapping[str, Any]] = {}

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


__all__ = ["NamedTuple"]
