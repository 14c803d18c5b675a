"""What the standard library's `typing` is imported for elsewhere, without importing it: that would add a tenth to a small run
(bench/imports.py).

Type checkers are shown `typing` itself. At run time annotations are not evaluated, so of most names nothing is asked. Where
they are (`typing.get_type_hints` in lintainer/custom/vocabulary.py) a literal is the type of its values: all are texts.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import (
        Any,
        ClassVar,
        Generic,
        Literal,
        NoReturn,
        Protocol,
        Self,
        TypeAlias,
        TypeVar,
        cast,
        dataclass_transform,
    )
else:

    class _Name:
        __class_getitem__ = classmethod(type(list[int]))  # types.GenericAlias

    class Any(_Name): ...

    class ClassVar(_Name): ...

    class Generic(_Name): ...

    class Literal:
        def __class_getitem__(cls, values: object) -> type[str]:
            return str

    class NoReturn(_Name): ...

    class Protocol(_Name): ...

    class Self(_Name): ...

    class TypeAlias(_Name): ...

    class TypeVar:
        def __init__(self, name: str, *bounds: object) -> None: ...

    def cast(kind: object, value: object) -> object:  # noqa: ARG001
        return value

    def dataclass_transform(**options: object) -> object:  # noqa: ARG001
        return lambda made: made


__all__ = [
    "TYPE_CHECKING",
    "Any",
    "ClassVar",
    "Generic",
    "Literal",
    "NoReturn",
    "Protocol",
    "Self",
    "TypeAlias",
    "TypeVar",
    "cast",
    "dataclass_transform",
]
