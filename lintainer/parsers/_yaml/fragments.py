"""The value of a scalar as a text that knows where each of its characters was written.

For a language inside YAML: a shell script in a block scalar, a command in quotes.
"""

from __future__ import annotations

from lintainer.parsers._yaml.nodes import Scalar
from lintainer.source import Fragment, StandIn

_BLANKS = " \t\r\n\x85\u2028\u2029"
# What a backslash and one character stand for in double quotes (YAML 1.2, 5.7).
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_HEX_DIGITS = {"x": 2, "u": 4, "U": 8}


def fragment_of(scalar: Scalar) -> Fragment | None:
    """Return the value of `scalar` as a fragment of its source; None where the two cannot be brought together."""
    quote = 1 if scalar.indicator in ("'", '"') else 0
    first, last = scalar.start + quote, scalar.end - quote
    if scalar.source.text[first:last] == scalar.value:
        return Fragment(scalar.source, scalar.value, [(0, first)])
    # Of each character that an escape stands for: where the escape ends.
    escapes: dict[int, StandIn] = {}
    offsets = _block(scalar) if scalar.indicator in ("|", ">") else _flow(scalar, first, last, escapes)
    if offsets is None:
        return None
    pieces = [(at, offset) for at, offset in enumerate(offsets) if not at or offset != offsets[at - 1] + 1]
    return Fragment(scalar.source, scalar.value, pieces, escapes)


def _flow(scalar: Scalar, at: int, end: int, escapes: dict[int, StandIn]) -> list[int] | None:
    """Return the offset of each character of a plain or quoted scalar's value."""
    text, double, single = scalar.source.text, scalar.indicator == '"', scalar.indicator == "'"
    made: list[str] = []
    offsets: list[int] = []
    while at < end:
        character = text[at]
        width, values = 1, character
        if double and character == "\\":
            width, values = _escape(text, at)
            if values:
                escapes[len(offsets)] = StandIn(at + width)
        elif single and character == "'":
            width = 2
            escapes[len(offsets)] = StandIn(at + width)
        elif character in _BLANKS:
            behind = at
            while behind < end and text[behind] in _BLANKS:
                behind += 1
            breaks = text.count("\n", at, behind) + text.count("\x85", at, behind)
            width = behind - at
            # One line break is folded into a space; of several, all but the first stay.
            values = text[at:behind] if not breaks else "\n" * (breaks - 1) or " "
        step = width == len(values)
        offsets.extend(at + index if step else at for index in range(len(values)))
        made.append(values)
        at += width
    return offsets if "".join(made) == scalar.value else None


def _escape(text: str, at: int) -> tuple[int, str]:
    """Return how long the escape at `at` is, and what it stands for."""
    mark = text[at + 1]
    if mark in _ESCAPES:
        return 2, _ESCAPES[mark]
    if mark in _HEX_DIGITS:
        width = 2 + _HEX_DIGITS[mark]
        code = int(text[at + 2 : at + width], 16)
        low = int(text[at + 8 : at + 12], 16) if 0xD800 <= code < 0xDC00 and text.startswith("\\u", at + 6) else 0
        if 0xDC00 <= low < 0xE000:
            return 12, chr(0x10000 + ((code - 0xD800) << 10) + low - 0xDC00)
        return width, "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)
    # An escaped line break: neither it nor the indentation behind it is part of the value.
    behind = text.find("\n", at) + 1
    while text[behind] in " \t":
        behind += 1
    return behind - at, ""


def _block(scalar: Scalar) -> list[int] | None:
    """Return the offset of each character of a block scalar's value.

    The words of the value are the words of the text, in order; between them lies white space on both sides.
    """
    text, value = scalar.source.text, scalar.value
    at = text.find("\n", scalar.start)
    if at < 0:
        return None
    offsets: list[int] = []
    done = 0
    while done < len(value):
        behind_value, behind_text = _past_blanks(value, done), _past_blanks(text, at)
        offsets.extend(_blanks(value[done:behind_value], text, at if offsets else at + 1, behind_text))
        done, at = behind_value, behind_text
        while done < len(value) and value[done] not in _BLANKS:
            if at >= len(text) or text[at] != value[done]:
                return None
            offsets.append(at)
            done += 1
            at += 1
    return offsets


def _past_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in _BLANKS:
        at += 1
    return at


def _blanks(value: str, text: str, at: int, end: int) -> list[int]:
    """Return offsets for the white space `value`, of which the source has `text[at:end]`.

    Line breaks are taken from the front; what follows the last one is indentation, and stands right before the word.
    """
    if text.startswith(value, at, end):
        return list(range(at, at + len(value)))
    front = value.rfind("\n") + 1
    offsets: list[int] = []
    for character in value[:front]:
        newline = text.find("\n", at, end) if character == "\n" else -1
        offsets.append(at if newline < 0 else newline)
        at = min(offsets[-1] + 1, end)
    tail = len(value) - front
    return offsets + [end - tail + index for index in range(tail)]
