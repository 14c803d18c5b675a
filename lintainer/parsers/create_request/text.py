"""JSON with exact places: objects and lists that know where each of their values was written."""

from __future__ import annotations

import re

from lintainer.hints import Any
from lintainer.source import Span

MAX_DEPTH = 100
_BLANK = re.compile(r"[ \t\n\r]*")
_LITERAL = re.compile(r"-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?|true|false|null", re.ASCII)
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"')
_ESCAPE = re.compile(r"(?:\\u[0-9a-fA-F]{4})+|\\.")
_CONSTANTS = {"true": True, "false": False, "null": None}
_SHORT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


class JsonError(ValueError):
    """What is wrong with the text, and where."""

    def __init__(self, reason: str, at: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.at = at


class PlacedObject(dict[str, Any]):
    """An object: `spans` are those of its values, `keys_at` those of its keys, both by key."""

    def __init__(self) -> None:
        super().__init__()
        self.spans: dict[str, Span] = {}
        self.keys_at: dict[str, Span] = {}


class PlacedList(list[Any]):
    """A list: `spans` are those of its entries."""

    def __init__(self) -> None:
        super().__init__()
        self.spans: list[Span] = []


def read_json(text: str) -> tuple[Any, Span]:
    """Return the value that `text` holds and its span (RFC 8259, strictly). Raises `JsonError`.

    A key that an object holds twice is refused: readers differ in which one counts.
    """
    value, start, end = _value(text, 0, 0)
    rest = _skip(text, end)
    if rest < len(text):
        raise JsonError("more text behind the JSON value", rest)
    return value, Span(start, end)


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _value(text: str, at: int, depth: int) -> tuple[Any, int, int]:
    start = _skip(text, at)
    sign = text[start : start + 1]
    if depth > MAX_DEPTH:
        raise JsonError(f"nested deeper than {MAX_DEPTH} levels", start)
    if sign == "{":
        return _object(text, start, depth)
    if sign == "[":
        return _list(text, start, depth)
    if sign == '"':
        value, end = _string(text, start)
        return value, start, end
    found = _LITERAL.match(text, start)
    if found is None:
        raise JsonError("a JSON value is expected", start) if sign else JsonError("the text ends too early", start)
    word = found[0]
    if word in _CONSTANTS:
        return _CONSTANTS[word], start, found.end()
    if len(word) > 400:
        raise JsonError("a number with too many digits", start)
    return (float(word) if found[1] or found[2] else int(word)), start, found.end()


def _string(text: str, start: int) -> tuple[str, int]:
    found = _STRING.match(text, start)
    if found is None:
        raise JsonError("a string that does not end, or that holds what a JSON string may not", start)
    inner = found[0][1:-1]
    return (_ESCAPE.sub(_unescape, inner) if "\\" in inner else inner), found.end()


def _unescape(found: re.Match[str]) -> str:
    word = found[0]
    if word[1] != "u":
        return _SHORT.get(word[1], word[1])
    units = b"".join(int(word[at + 2 : at + 6], 16).to_bytes(2, "big") for at in range(0, len(word), 6))
    # Half of a surrogate pair becomes U+FFFD, as in Go's encoding/json.
    return units.decode("utf-16-be", "replace")


def _object(text: str, start: int, depth: int) -> tuple[PlacedObject, int, int]:
    found = PlacedObject()
    at = _skip(text, start + 1)
    if text[at : at + 1] == "}":
        return found, start, at + 1
    while True:
        at = _skip(text, at)
        if text[at : at + 1] != '"':
            raise JsonError("a key in double quotes is expected", at)
        key, end = _string(text, at)
        if key in found:
            raise JsonError("the same key stands twice in one object", at)
        key_span = Span(at, end)
        at = _skip(text, end)
        if text[at : at + 1] != ":":
            raise JsonError("`:` is expected behind a key", at)
        value, first, at = _value(text, at + 1, depth + 1)
        found[key] = value
        found.keys_at[key] = key_span
        found.spans[key] = key_span if isinstance(value, PlacedObject | PlacedList) else Span(first, at)
        at = _skip(text, at)
        sign = text[at : at + 1]
        if sign == "}":
            return found, start, at + 1
        if sign != ",":
            raise JsonError("`,` or `}` is expected", at)
        at += 1


def _list(text: str, start: int, depth: int) -> tuple[PlacedList, int, int]:
    found = PlacedList()
    at = _skip(text, start + 1)
    if text[at : at + 1] == "]":
        return found, start, at + 1
    while True:
        value, first, at = _value(text, at, depth + 1)
        found.append(value)
        found.spans.append(Span(first, at))
        at = _skip(text, at)
        sign = text[at : at + 1]
        if sign == "]":
            return found, start, at + 1
        if sign != ",":
            raise JsonError("`,` or `]` is expected", at)
        at += 1
