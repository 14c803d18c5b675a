"""Shapes of values: a quick check that a value has one, and the JSON Schema that says the same.

A file that is fine passes the quick check. Only where it fails are the schema and jsonschema loaded, to say what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from lintainer.model.unknown import Unknown
from lintainer.parsers.compose.partial import Partial
from lintainer.parsers.compose.values import Value

# A text that is not known is a text: Compose replaces variables before it looks at shapes.
_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str, Unknown, Partial),
    "boolean": (bool, Unknown, Partial),
    "integer": (int,),
    "number": (int, float),
    "null": (type(None),),
}


class Shape:
    """What a value may be: `fits` tells, `schema` says it as JSON Schema."""

    __slots__ = ("fits", "schema")

    def __init__(self, fits: Callable[[Value], bool], schema: Callable[[], dict[str, Any]]) -> None:
        self.fits = fits
        self.schema = schema


def scalar(*names: str, minimum: int | None = None, maximum: int | None = None, options: Iterable[str] = ()) -> Shape:
    """A value of one of the JSON types `names`; integers within limits, texts among `options` where there are any."""
    types = frozenset(kind for name in names for kind in _TYPES[name])
    known = frozenset(options)

    def fits(value: Value) -> bool:
        data = value.data
        if type(data) not in types:
            return False
        if known and type(data) is str:
            return data in known
        if type(data) is int:
            return (minimum is None or data >= minimum) and (maximum is None or data <= maximum)
        return True

    def schema() -> dict[str, Any]:
        found: dict[str, Any] = {"type": names[0] if len(names) == 1 else list(names)}
        if known:
            found["enum"] = sorted(known)
        if minimum is not None:
            found["minimum"] = minimum
        if maximum is not None:
            found["maximum"] = maximum
        return found

    return Shape(fits, schema)


def matching(pattern: str) -> Shape:
    """A text in which `pattern` is found."""
    import re

    found: list[re.Pattern[str]] = []

    def fits(value: Value) -> bool:
        if type(value.data) is not str:
            return isinstance(value.data, Unknown)
        if not found:
            found.append(re.compile(pattern))
        return found[0].search(value.data) is not None

    return Shape(fits, lambda: {"type": "string", "pattern": pattern})


def listing(item: Shape, *, distinct: bool = False) -> Shape:
    """A list of `item`; with `distinct`, without repetition."""
    inner = item.fits

    def fits(value: Value) -> bool:
        data = value.data
        if type(data) is not list:
            return False
        for entry in data:
            if not inner(entry):
                return False
        return not distinct or len(data) < 2 or len({repr(entry.data) for entry in data}) == len(data)

    def schema() -> dict[str, Any]:
        found: dict[str, Any] = {"type": "array", "items": item.schema()}
        if distinct:
            found["uniqueItems"] = True
        return found

    return Shape(fits, schema)


def keyed(item: Shape, pattern: str = "") -> Shape:
    """A mapping of any names that match `pattern` to `item`."""
    inner = item.fits
    compiled: list[Any] = []

    def fits(value: Value) -> bool:
        data = value.data
        if type(data) is not dict:
            return False
        if pattern and not compiled:
            import re

            compiled.append(re.compile(pattern).search)
        return all(inner(entry) and (not pattern or compiled[0](name)) for name, entry in data.items())

    def schema() -> dict[str, Any]:
        if not pattern:
            return {"type": "object", "additionalProperties": item.schema()}
        return {"type": "object", "patternProperties": {pattern: item.schema()}, "additionalProperties": False}

    return Shape(fits, schema)


def fields(known: dict[str, Shape], *, extensible: bool = True) -> Shape:
    """A mapping with the keys `known`; with `extensible`, `x-` keys besides."""
    table = {name: shape.fits for name, shape in known.items()}

    def fits(value: Value) -> bool:
        data = value.data
        if type(data) is not dict:
            return False
        for name, entry in data.items():
            check = table.get(name)
            if check is None:
                if not extensible or not name.startswith("x-"):
                    return False
            elif not check(entry):
                return False
        return True

    def schema() -> dict[str, Any]:
        found: dict[str, Any] = {
            "type": "object",
            "properties": {name: known[name].schema() for name in sorted(known)},
            "additionalProperties": False,
        }
        if extensible:
            found["patternProperties"] = {"^x-": {}}
        return found

    return Shape(fits, schema)


def either(*shapes: Shape) -> Shape:
    """One of several shapes, which differ in their types."""
    checks = [shape.fits for shape in shapes]

    def fits(value: Value) -> bool:
        return any(check(value) for check in checks)

    return Shape(fits, lambda: {"anyOf": [shape.schema() for shape in shapes]})


def anything() -> Shape:
    """Any value."""
    return Shape(lambda _: True, dict)
