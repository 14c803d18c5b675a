"""Values as Go reads them: what the clients accept as a boolean, a number, a size, a duration or an address.

Sources: Go 1.24, packages strconv, time, net, math/big; docker/go-units v0.5 (size.go). Messages are those of the packages,
since the clients print them.
"""

from __future__ import annotations

import re

from lintainer.hints import TYPE_CHECKING

if TYPE_CHECKING:
    from lintainer.parsers.words import Value


class Refused(Exception):
    """A value that the client refuses, with its reason. `part` is the part of it that is wrong, where that is known."""

    def __init__(self, reason: str, part: Value | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.part = part


_TRUE = frozenset(("1", "t", "T", "TRUE", "true", "True"))
_FALSE = frozenset(("0", "f", "F", "FALSE", "false", "False"))


def go_quote(text: str) -> str:
    """Return `text` as Go's %q prints it, for the characters that occur in commands."""
    made = []
    for character in text:
        if character in ('"', "\\"):
            made.append("\\" + character)
        elif character in _NAMED:
            made.append(_NAMED[character])
        elif character.isprintable():
            made.append(character)
        elif character < "\x80":
            made.append(f"\\x{ord(character):02x}")
        elif character <= "\uffff":
            made.append(f"\\u{ord(character):04x}")
        else:
            made.append(f"\\U{ord(character):08x}")
    return '"' + "".join(made) + '"'


_NAMED = {"\a": "\\a", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v"}


def parse_bool(text: str) -> bool:
    """strconv.ParseBool. Raises `Refused`."""
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise Refused(f"strconv.ParseBool: parsing {go_quote(text)}: invalid syntax")


_DIGITS = {
    2: frozenset("01"),
    8: frozenset("01234567"),
    10: frozenset("0123456789"),
    16: frozenset("0123456789abcdefABCDEF"),
}
_UNDERSCORES = re.compile(r"(0[bBoOxX]_?)?[0-9a-fA-F]+(_[0-9a-fA-F]+)*\Z")


def _magnitude(text: str, base: int) -> int | None:
    digits = text
    if base == 0:
        base = 10
        if digits[:1] == "0":
            kind = digits[1:2].lower()
            if len(digits) >= 3 and kind in ("b", "o", "x"):
                base, digits = {"b": 2, "o": 8, "x": 16}[kind], digits[2:]
            elif len(digits) > 1:
                base, digits = 8, digits[1:]
        if "_" in digits:
            if not _UNDERSCORES.match(text):
                return None
            digits = digits.replace("_", "")
    return int(digits, base) if digits and _DIGITS[base].issuperset(digits) else None


def parse_int(text: str, base: int = 0, bits: int = 64, function: str = "ParseInt") -> int:
    """strconv.ParseInt: with base 0 prefixes and underscores as in Go's literals. Raises `Refused`."""
    digits = text[1:] if text[:1] in ("+", "-") else text
    number = _magnitude(digits, base)
    if number is None:
        raise Refused(f"strconv.{function}: parsing {go_quote(text)}: invalid syntax")
    if text[:1] == "-":
        number = -number
    if not -(1 << (bits - 1)) <= number < 1 << (bits - 1):
        raise Refused(f"strconv.{function}: parsing {go_quote(text)}: value out of range")
    return number


def parse_uint(text: str, base: int = 0, bits: int = 64) -> int:
    """strconv.ParseUint. Raises `Refused`."""
    number = _magnitude(text, base)
    if number is None:
        raise Refused(f"strconv.ParseUint: parsing {go_quote(text)}: invalid syntax")
    if number >= 1 << bits:
        raise Refused(f"strconv.ParseUint: parsing {go_quote(text)}: value out of range")
    return number


_FLOAT = re.compile(r"[+-]?([0-9]+(_[0-9]+)*\.?([0-9]+(_[0-9]+)*)?|\.[0-9]+(_[0-9]+)*)(e[+-]?[0-9]+)?\Z", re.IGNORECASE)
_HEX_FLOAT = re.compile(r"[+-]?0x([0-9a-f]+\.?[0-9a-f]*|\.[0-9a-f]+)p[+-]?[0-9]+\Z", re.IGNORECASE)
_UNITS = {"": 1, "k": 1024, "m": 1024**2, "g": 1024**3, "t": 1024**4, "p": 1024**5}


def ram_in_bytes(text: str) -> int:
    """units.RAMInBytes: `512m`, `1.5GiB`, `1 g`, in powers of 1024, as bytes. Raises `Refused`."""
    # The number ends behind the last digit, point or (from go-units 0.5 on) space.
    end = max(text.rfind(character) for character in "0123456789. ")
    if end < 0:
        raise Refused(f"invalid size: '{text}'")
    number, suffix = (text[:end], text[end + 1 :]) if text[end] == " " else (text[: end + 1], text[end + 1 :])
    if _FLOAT.match(number):
        size = float(number)
    elif _HEX_FLOAT.match(number):
        size = float.fromhex(number)
    else:
        raise Refused(f"strconv.ParseFloat: parsing {go_quote(number)}: invalid syntax")
    if size in (float("inf"), float("-inf")):
        raise Refused(f"strconv.ParseFloat: parsing {go_quote(number)}: value out of range")
    if size < 0:
        raise Refused(f"invalid size: '{text}'")
    if suffix:
        unit = suffix.lower()
        if unit == "b":
            unit = ""
        elif unit[0] not in _UNITS or unit[1:] not in ("", "b", "ib"):
            raise Refused(f"invalid suffix: '{suffix}'")
        else:
            unit = unit[0]
        size *= _UNITS[unit]
    # A float that no int64 can hold becomes the smallest one (amd64).
    return int(size) if size < 2.0**63 else -(1 << 63)


_RATIO = re.compile(r"(?P<sign>[+-]?)(?P<num>[^/]+)/(?P<den>[^/]+)\Z")
_DECIMAL = re.compile(
    r"(?P<sign>[+-]?)(?:0x(?P<hex>[0-9a-f_]*)(?:\.(?P<hexf>[0-9a-f_]*))?|0b(?P<bin>[01_]*)(?:\.(?P<binf>[01_]*))?"
    r"|0o(?P<oct>[0-7_]*)(?:\.(?P<octf>[0-7_]*))?|(?P<dec>[0-9_]*)(?:\.(?P<decf>[0-9_]*))?)"
    r"(?:(?P<mark>[ep])(?P<exp>[+-]?[0-9]+))?\Z",
    re.IGNORECASE,
)


def parse_cpus(text: str) -> int:
    """A number of CPUs as billionths of one: what big.Rat.SetString reads (docker/cli opts.ParseCPUs). Raises `Refused`."""
    from fractions import Fraction

    bad = Refused(f"failed to parse {text} as a rational number")
    ratio = _RATIO.match(text)
    if ratio:
        over, under = _magnitude(ratio["num"], 0), _magnitude(ratio["den"], 0)
        if over is None or not under:
            raise bad
        number = Fraction(-over if ratio["sign"] == "-" else over, under)
    else:
        found = _DECIMAL.match(text)
        if not found:
            raise bad
        number = _decimal(found, bad)
    nano = number * 1_000_000_000
    if nano.denominator != 1:
        raise Refused("value is too precise")
    # big.Int.Int64 keeps the low 64 bits.
    low = abs(nano.numerator) & ((1 << 64) - 1)
    low = -low if nano.numerator < 0 else low
    return (low + (1 << 63)) % (1 << 64) - (1 << 63)


def _decimal(found: re.Match[str], bad: Refused):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a Fraction, imported late
    from fractions import Fraction

    bases = ((16, "hex", "hexf"), (2, "bin", "binf"), (8, "oct", "octf"), (10, "dec", "decf"))
    base, whole, part = next(entry for entry in bases if found[entry[1]] is not None)
    digits = found[whole] + (found[part] or "")
    body = digits.replace("_", "")
    # Underscores only between digits, or behind a prefix.
    if not body or "__" in digits or digits.endswith("_") or (found[part] or "").startswith("_") or found[whole].endswith("_"):
        raise bad
    if base == 10 and digits.startswith("_"):
        raise bad
    mark, exponent = (found["mark"] or "").lower(), int(found["exp"] or 0)
    if (mark == "e" and base != 10) or abs(exponent) > 1_000_000:
        raise bad
    number = Fraction(int(body, base), base ** len((found[part] or "").replace("_", "")))
    if mark and number:
        if exponent < -400:
            raise Refused("value is too precise")
        number *= Fraction(10 if mark == "e" else 2) ** exponent
    return -number if found["sign"] == "-" else number


_DURATION = re.compile(r"([0-9]*)(?:(\.)([0-9]*))?([^0-9.]*)")
_NANOSECONDS = {
    "ns": 1,
    "us": 1000,
    "\u00b5s": 1000,
    "\u03bcs": 1000,
    "ms": 10**6,
    "s": 10**9,
    "m": 60 * 10**9,
    "h": 3600 * 10**9,
}


def _time_quote(text: str) -> str:
    """What package time prints for a text: every byte outside of ASCII escaped."""
    shown = (
        f"\\{chr(byte)}" if byte in b'"\\' else chr(byte) if 32 <= byte < 127 else f"\\x{byte:02x}" for byte in text.encode()
    )
    return '"' + "".join(shown) + '"'


def parse_duration(text: str) -> int:
    """time.ParseDuration, as nanoseconds. Raises `Refused`."""
    bad = Refused(f"time: invalid duration {_time_quote(text)}")
    body = text[1:] if text[:1] in ("+", "-") else text
    if body == "0":
        return 0
    if not body:
        raise bad
    total, at = 0, 0
    while at < len(body):
        found = _DURATION.match(body, at)
        if found is None or not (found[1] or found[3]):
            raise bad
        unit = found[4]
        if not unit:
            raise Refused(f"time: missing unit in duration {_time_quote(text)}")
        if unit not in _NANOSECONDS:
            raise Refused(f"time: unknown unit {_time_quote(unit)} in duration {_time_quote(text)}")
        scale = _NANOSECONDS[unit]
        total += int(found[1] or 0) * scale + int(int(found[3] or 0) * (scale / 10 ** len(found[3] or "")))
        at = found.end()
    if total > (1 << 63) - (text[:1] != "-"):
        raise bad
    return -total if text[:1] == "-" else total


def parse_ip(text: str) -> str | None:
    """net.ParseIP and IP.String: the address in its canonical form, None where it is none. No zones, no leading zeros."""
    from ipaddress import IPv4Address, IPv6Address

    if "%" in text:
        return None
    try:
        if ":" not in text:
            return str(IPv4Address(text))
        address = IPv6Address(text)
    except ValueError:
        return None
    return str(address.ipv4_mapped) if address.ipv4_mapped is not None else str(address)


_MAC = re.compile(r"([0-9a-f]{2}([:-]))([0-9a-f]{2}\2)*[0-9a-f]{2}\Z|([0-9a-f]{4}\.)+[0-9a-f]{4}\Z", re.IGNORECASE)


def is_mac(text: str) -> bool:
    """net.ParseMAC: 6, 8 or 20 bytes in pairs with `:` or `-`, or in fours with `.`."""
    text = text.strip()
    return bool(_MAC.match(text)) and sum(character not in ":-." for character in text) in (12, 16, 40)
