"""Shapes of values: a quick check that a value has one, and the JSON Schema that says the same.

A file that is fine passes the quick check, and the commonest mistake, a key that nobody knows, is found without more. Only
for what else may be wrong are the schema and jsonschema loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lintainer.hints import TYPE_CHECKING, Any
from lintainer.model.unknown import Unknown
from lintainer.parsers.compose.partial import Partial
from lintainer.parsers.compose.values import Path, Value
from lintainer.tuples import NamedTuple

if TYPE_CHECKING:
    import re

# A text that is not known is a text: Compose replaces variables before it looks at shapes.
_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str, Unknown, Partial),
    "boolean": (bool, Unknown, Partial),
    "integer": (int,),
    "number": (int, float),
    "null": (type(None),),
}


class Stranger(NamedTuple):
    """A key that the mapping at `path` does not know, its value, and the keys that it knows."""

    path: Path
    key: str
    entry: Value
    known: Iterable[str]


class Shape:
    """What a value may be: `fits` tells, `schema` says it as JSON Schema.

    `fits_but_for` tells whether a value would fit without the keys that its mappings do not know, and collects these.
    """

    __slots__ = ("fits", "fits_but_for", "schema")

    def __init__(
        self,
        fits: Callable[[Value], bool],
        schema: Callable[[], dict[str, Any]],
        fits_but_for: Callable[[Value, Path, list[Stranger]], bool] | None = None,
    ) -> None:
        self.fits = fits
        self.schema = schema
        self.fits_but_for = fits_but_for or (lambda value, _path, _found: fits(value))


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
    found: list[re.Pattern[str]] = []

    def fits(value: Value) -> bool:
        if type(value.data) is not str:
            return isinstance(value.data, Unknown)
        if not found:
            import re

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

    def fits_but_for(value: Value, path: Path, found: list[Stranger]) -> bool:
        if fits(value):
            return True
        return (
            type(value.data) is list
            and not distinct
            and all(item.fits_but_for(entry, (*path, str(number)), found) for number, entry in enumerate(value.data))
        )

    return Shape(fits, schema, fits_but_for)


def keyed(item: Shape, pattern: str = "") -> Shape:
    """A mapping of any names that match `pattern` to `item`."""
    inner = item.fits
    compiled: list[re.Pattern[str]] = []

    def named(data: dict[str, Value]) -> bool:
        if not pattern:
            return True
        if not compiled:
            import re

            compiled.append(re.compile(pattern))
        return all(compiled[0].search(name) for name in data)

    def fits(value: Value) -> bool:
        data = value.data
        return type(data) is dict and named(data) and all(inner(entry) for entry in data.values())

    def schema() -> dict[str, Any]:
        if not pattern:
            return {"type": "object", "additionalProperties": item.schema()}
        return {"type": "object", "patternProperties": {pattern: item.schema()}, "additionalProperties": False}

    def fits_but_for(value: Value, path: Path, found: list[Stranger]) -> bool:
        data = value.data
        if type(data) is not dict or not named(data):
            return False
        return all(item.fits_but_for(entry, (*path, name), found) for name, entry in data.items())

    return Shape(fits, schema, fits_but_for)


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

    def fits_but_for(value: Value, path: Path, found: list[Stranger]) -> bool:
        data = value.data
        if type(data) is not dict:
            return False
        for name, entry in data.items():
            shape = known.get(name)
            if shape is not None:
                if not shape.fits_but_for(entry, (*path, name), found):
                    return False
            elif not extensible or not name.startswith("x-"):
                found.append(Stranger(path, name, entry, known))
        return True

    return Shape(fits, schema, fits_but_for)


def either(*shapes: Shape) -> Shape:
    """One of several shapes, which differ in their types."""
    checks = [shape.fits for shape in shapes]

    def fits(value: Value) -> bool:
        return any(check(value) for check in checks)

    def fits_but_for(value: Value, path: Path, found: list[Stranger]) -> bool:
        if fits(value):
            return True
        for shape in shapes:
            own: list[Stranger] = []
            if shape.fits_but_for(value, path, own):
                found += own
                return True
        return False

    return Shape(fits, lambda: {"anyOf": [shape.schema() for shape in shapes]}, fits_but_for)


def anything() -> Shape:
    """Any value."""
    return Shape(lambda _: True, dict)
