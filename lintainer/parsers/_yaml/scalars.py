"""What readers make of a scalar: the schemas of the two clients.

Both read YAML with a line of go-yaml, whose rules (`resolve.go`) these are; they were checked against docker compose 5.6
and kubectl 1.32. The lines differ in the booleans of YAML 1.1 alone.
"""

from __future__ import annotations

import re
from functools import cache

from lintainer.parsers._yaml.nodes import Scalar, Schema

Value = str | int | float | bool | None

NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_CORE_BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_OLD_BOOLS = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "off", "Off", "OFF"), False),
}
_SPECIAL_FLOATS = {
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_TYPES: dict[str, tuple[type, ...]] = {"!!int": (int,), "!!float": (float, int), "!!bool": (bool,), "!!null": (type(None),)}
_BASES = {"x": 16, "X": 16, "o": 8, "O": 8, "b": 2, "B": 2}


@cache
def _int_pattern() -> re.Pattern[str]:
    # Go's strconv with base 0: a leading 0 alone means octal, so that 08 is no integer (it becomes a float).
    return re.compile(r"([+-]?)(?:0([xX])([0-9a-fA-F]+)|0([bB])([01]+)|0([oO])([0-7]+)|(0[0-7]*|[1-9][0-9]*))", re.ASCII)


@cache
def _float_pattern() -> re.Pattern[str]:
    return re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII)


def scalar_value(scalar: Scalar, schema: Schema = "core") -> Value:
    """Return the value of `scalar` as the readers of `schema` resolve it.

    Quoted and block scalars are strings, and so is anything with a tag of its own. A value that does not fit its tag
    (`!!int x`) is returned as written: the clients refuse it.
    """
    tag = scalar.tag
    if tag is None:
        return scalar.value if scalar.indicator else plain_value(scalar.value, schema)
    if tag not in _TYPES:
        return scalar.value
    value = plain_value(scalar.value, schema)
    fits = isinstance(value, _TYPES[tag]) and (tag == "!!bool" or not isinstance(value, bool))
    if not fits:
        return scalar.value
    return float(value) if tag == "!!float" and isinstance(value, int) else value


def plain_value(text: str, schema: Schema = "core") -> Value:
    """Return what the readers of `schema` make of the plain scalar `text`."""
    if text in NULLS:
        return None
    if (known := _CORE_BOOLS.get(text)) is not None:
        return known
    first = text[0]
    if first.isascii() and (first.isdigit() or first in "+-."):
        return _number(text)
    if schema == "yaml11" and (known := _OLD_BOOLS.get(text)) is not None:
        return known
    return text


def old_bool(text: str) -> bool | None:
    """Return the boolean that YAML 1.1 reads in `yes`, `on`, `n` and their like; None for anything else.

    Readers of the core schema have strings here, and take them for booleans only where the target is one.
    """
    return _OLD_BOOLS.get(text)


def _number(text: str) -> Value:
    if text in _SPECIAL_FLOATS:
        return _SPECIAL_FLOATS[text]
    # go-yaml drops underscores, except in numbers that start with a dot.
    plain = text if text[0] == "." else text.replace("_", "")
    if (match := _int_pattern().fullmatch(plain)) is not None and (number := _integer(match)) is not None:
        return number
    if _float_pattern().fullmatch(plain) is not None and abs(real := float(plain)) != float("inf"):
        return real
    return text


def _integer(match: re.Match[str]) -> int | None:
    sign, hex_mark, hexed, bin_mark, binary, oct_mark, octal, decimal = match.groups()
    digits: str = hexed or binary or octal or decimal
    mark: str | None = hex_mark or bin_mark or oct_mark
    # Longer ones do not fit 64 bits; int() itself is slow on very long decimals.
    if len(digits) > 64:
        return None
    base = _BASES[mark] if mark else 8 if digits[0] == "0" else 10
    number = -int(digits, base) if sign == "-" else int(digits, base)
    # 64 bits, signed; without a sign also the unsigned range.
    return number if -(2**63) <= number < (2**63 if sign else 2**64) else None
