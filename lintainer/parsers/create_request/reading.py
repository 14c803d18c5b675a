"""Objects of the request as Go's encoding/json reads them: keys whatever their case, values of one type, null for none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lintainer.hints import Any
from lintainer.messages import shorten
from lintainer.model import Origin
from lintainer.model.notes import InvalidValue, Note
from lintainer.source import Location, Source, Span

_FOLDED: dict[tuple[str, ...], dict[str, str]] = {}
_KINDS: dict[type, str] = {str: "a string", bool: "true or false", int: "an integer", dict: "an object", list: "a list"}


class Reader:
    """The source of a request, and what was noted while it was read."""

    def __init__(self, source: Source, *, podman: bool = False) -> None:
        self.source = source
        self.podman = podman
        self.notes: list[Note] = []
        # Keys that stand twice in one object but for their case.
        self.twice: list[tuple[str, Span]] = []
        self.fields: dict[str, Any] = {}
        self.written: dict[str, Span | Location] = {}
        self.incomplete: set[str] = set()

    def invalid(self, span: Span, path: str, reason: str) -> None:
        """Note that the engine refuses a value."""
        self.notes.append(InvalidValue(location=Location(self.source, span), path=path, reason=reason))

    def origin(self, span: Span, written: Mapping[str, Span | Location] | None = None) -> Origin:
        """Return the origin of a node that stands at `span`."""
        return Origin(self.source, span, written)

    def put(self, field: str, value: Any, span: Span) -> None:  # noqa: ANN401
        """Set a field of the container."""
        self.fields[field] = value
        self.written[field] = span


class Object:
    """One object of the request. `known` are its keys: others are noted, without `known` all keys are read as they stand."""

    def __init__(
        self, reader: Reader, data: Mapping[str, Any], known: tuple[str, ...], path: str, span: Span, *, open_: bool = False
    ) -> None:
        self.reader = reader
        self.path = path
        self.span = span
        self.data: dict[str, Any] = {}
        self._read: set[str] = set()
        self._spans: dict[str, Span] = {}
        folded = _FOLDED.get(known)
        if folded is None:
            folded = _FOLDED[known] = {key.casefold(): key for key in known}
        spans = getattr(data, "spans", {})
        for written, value in data.items():
            # Go compares keys without case where none fits to the letter (encoding/json, Unmarshal).
            key = folded.get(str(written).casefold())
            place = spans.get(written, span)
            if key is None:
                if not open_ and value is not None:
                    self._unknown(str(written), data, known)
                continue
            if key in self._spans:
                reader.twice.append((key, getattr(data, "keys_at", {}).get(written, span)))
            self._spans[key] = place
            if value is not None:
                self.data[key] = value

    def without(self, keys: frozenset[str]) -> Object:
        """Take the values of `keys` out of this object and return them as one of their own."""
        taken = Object(self.reader, {}, (), "", self.span)
        for key in [key for key in self.data if key in keys]:
            taken.data[key] = self.data.pop(key)
            taken._spans[key] = self._spans[key]
        return taken

    def _unknown(self, key: str, data: Mapping[str, Any], known: tuple[str, ...]) -> None:
        from lintainer.schemas.nearest import nearest

        near = nearest(key, known)
        reason = f"the engine ignores the key `{shorten(key)}`, which it does not know"
        location = Location(self.reader.source, getattr(data, "keys_at", {}).get(key, self.span))
        reason = f"{reason}; the nearest that it knows is `{near}`" if near else reason
        self.reader.notes.append(InvalidValue(location=location, path=self._path(key), reason=reason, refused=False))

    def at(self, key: str) -> Span:
        """Return where the value of `key` stands, the key's place for a list or an object."""
        return self._spans.get(key, self.span)

    def any(self, key: str) -> Any:  # noqa: ANN401
        """Return the value of `key` whatever its type."""
        self._read.add(key)
        return self.data.get(key)

    def of(self, key: str, kind: type) -> Any:  # noqa: ANN401
        """Return the value of `key` where it has the type that the engine expects; None, and a note, where it has not."""
        value = self.any(key)
        if value is None or (isinstance(value, kind) and not (kind is int and isinstance(value, bool))):
            return value
        if (kind is list and isinstance(value, tuple)) or (kind is dict and isinstance(value, Mapping)):
            return value
        self.reader.invalid(self.at(key), self._path(key), f"`{key}` is {_KINDS[kind]}, not {_shown(value)}")
        return None

    def _path(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def keep(self, key: str) -> None:
        """Let `rest` hold `key` although it was read: no field holds the form in which it is given."""
        self._read.discard(key)

    def rest(self) -> dict[str, Any]:
        """Return what was given and not read. An empty list is an empty tuple, since it is sent: it hides no path."""
        return {key: () if value == [] else value for key, value in self.data.items() if key not in self._read}

    def text(self, key: str) -> str | None:
        """Return a text, None where it is empty: Go's zero value says nothing."""
        return self.of(key, str) or None

    def number(self, key: str) -> int | None:
        """Return an integer, None for 0. What Go's int64 does not hold is refused."""
        value: int | None = self.of(key, int)
        if value is not None and not -(2**63) <= value < 2**63:
            self.reader.invalid(self.at(key), self._path(key), f"`{key}` is more than 64 bits hold")
            return None
        return value or None

    def flag(self, key: str) -> bool | None:
        """Return a boolean."""
        found: bool | None = self.of(key, bool)
        return found

    def entries(self, key: str, kind: type = str) -> list[tuple[Any, Span]]:
        """Return the entries of a list that have the expected type, with their places."""
        found = self.of(key, list)
        if not found:
            return []
        spans: Sequence[Span] = getattr(found, "spans", ()) or [self.at(key)] * len(found)
        good = []
        for value, span in zip(found, spans, strict=True):
            if isinstance(value, kind):
                good.append((value, span))
            else:
                self.reader.invalid(span, self._path(key), f"an entry of `{key}` is {_KINDS[kind]}, not {_shown(value)}")
        return good

    def pairs(self, key: str) -> list[tuple[str, Any, Span]]:
        """Return the entries of an object with free keys: key, value, place."""
        found = self.of(key, dict)
        if not found:
            return []
        spans, place = getattr(found, "spans", {}), self.at(key)
        return [(str(name), value, spans.get(name, place)) for name, value in found.items()]

    def texts(self, key: str) -> list[tuple[str, str, Span]]:
        """Return the entries of an object with free keys and texts as values."""
        good = []
        for name, value, span in self.pairs(key):
            if isinstance(value, str):
                good.append((name, value, span))
            elif value is not None:
                self.reader.invalid(span, self._path(key), f"`{shorten(name)}` is a string, not {_shown(value)}")
        return good

    def inner(self, key: str, known: tuple[str, ...], *, open_: bool = False) -> Object | None:
        """Return the object under `key`."""
        found = self.of(key, dict)
        return None if found is None else Object(self.reader, found, known, self._path(key), self.at(key), open_=open_)


def _shown(value: object) -> str:
    if value is None:
        return "null"
    for kind in (bool, int, str, dict, list):
        if isinstance(value, kind):
            return _KINDS[kind]
    return "a number with a fraction" if isinstance(value, float) else type(value).__name__
