"""Numbers, sizes and durations as the libraries of Docker Compose read them.

Each function raises `ValueError` with a short reason, which does not repeat the text.
"""

from __future__ import annotations

import re
from functools import cache

_BINARY = {"k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40, "p": 1 << 50}
_NANOSECONDS = {
    "ns": 1,
    "us": 1_000,
    "µs": 1_000,
    "μs": 1_000,
    "ms": 1_000_000,
    "s": 1_000_000_000,
    "m": 60_000_000_000,
    "h": 3_600_000_000_000,
    "d": 86_400_000_000_000,
    "w": 604_800_000_000_000,
}


def integer(text: str) -> int:
    """Read a decimal integer of 64 bits (Go's strconv.ParseInt)."""
    digits = text[1:] if text[:1] in ("+", "-") else text
    if not digits.isascii() or not digits.isdigit() or len(digits) > 19:
        raise ValueError("not an integer")
    number = int(text)
    if not -(2**63) <= number < 2**63:
        raise ValueError("not an integer of 64 bits")
    return number


def decimal(text: str) -> float:
    """Read a floating-point number (Go's strconv.ParseFloat)."""
    if not text or "_" in text or text != text.strip():
        raise ValueError("not a number")
    try:
        return float.fromhex(text) if text.lower().lstrip("+-").startswith("0x") else float(text)
    except (ValueError, OverflowError):
        raise ValueError("not a number") from None


def boolean(text: str) -> bool:
    """Read a boolean as Compose casts one: those of YAML 1.1, in any case (compose-go, loader/interpolate.go)."""
    word = text.lower()
    if word in ("true", "y", "yes", "on"):
        return True
    if word in ("false", "n", "no", "off"):
        return False
    raise ValueError("not a boolean")


def size(text: str) -> int:
    """Read a number of bytes: an integer, or a number with a unit of 1024 (go-units, RAMInBytes)."""
    try:
        return integer(text)
    except ValueError:
        pass
    last = max(text.rfind(character) for character in "0123456789. ")
    if last < 0:
        raise ValueError("not a size")
    number = decimal(text[:last] if text[last] == " " else text[: last + 1])
    unit = text[last + 1 :].lower()
    if number < 0:
        raise ValueError("a negative size")
    if number != number or number in (float("inf"), float("-inf")):
        raise ValueError("not a size")
    if unit in ("", "b"):
        return int(number)
    factor = _BINARY.get(unit[0])
    if factor is None or unit[1:] not in ("", "b", "ib"):
        raise ValueError("a size with an unknown unit")
    return int(number * factor)


@cache
def _duration_part() -> re.Pattern[str]:
    return re.compile(r"(?=\.?[0-9])([0-9]*)(?:\.([0-9]*))?([^0-9.]+)")


def duration(text: str) -> int:
    """Read a duration in nanoseconds (go-str2duration): `1m30s`, `2d`, `0`."""
    rest = text[1:] if text[:1] in ("+", "-") else text
    if rest == "0":
        return 0
    if not rest:
        raise ValueError("not a duration")
    total, at = 0, 0
    while at < len(rest):
        part = _duration_part().match(rest, at)
        if part is None:
            raise ValueError("not a duration: a number with a unit such as s, m or h is needed")
        unit = _NANOSECONDS.get(part[3])
        if unit is None:
            raise ValueError("a duration with an unknown unit")
        total += int(part[1] or "0") * unit
        if part[2]:
            total += int(float(int(part[2])) * (float(unit) / float(10 ** len(part[2]))))
        at = part.end()
    if total >= 2**63:
        raise ValueError("a duration out of range")
    return -total if text[0] == "-" else total


def single(number: float) -> float:
    """Return `number` as a 32-bit float holds it: Compose keeps shares of CPUs so."""
    from struct import error, pack, unpack

    try:
        held: float = unpack("f", pack("f", number))[0]
    except (OverflowError, error):
        raise ValueError("a number out of range") from None
    return held
