"""Quantities of the Kubernetes API: `128Mi`, `0.5`, `100m`, `1e3`.

The grammar is that of apimachinery v0.37 `pkg/api/resource/quantity.go`: a signed decimal number, and one of a binary suffix
(Ki, Mi, Gi, Ti, Pi, Ei), a decimal suffix (n, u, m, none, k, M, G, T, P, E) or a decimal exponent (e3, E-3).
"""

from __future__ import annotations

import re
from functools import cache

_BINARY = {"Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60}
_DECIMAL = {"n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
# An exponent beyond this is no amount of anything, and 10 to its power takes long to compute.
_LARGEST_EXPONENT = 40


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(r"([+-]?)([0-9]+\.?[0-9]*|\.[0-9]+)(?:([KMGTPE]i|[numkMGTPE])|[eE]([+-]?[0-9]+))?", re.ASCII)


def parse_quantity(text: str, scale: int = 0) -> int | None:
    """Return the quantity `text` in units of 10 to the power of minus `scale`, rounded up as the API does; None: not one.

    Bytes have scale 0; processors in billionths of a core have scale 9.
    """
    match = _pattern().fullmatch(text)
    if match is None or len(text) > 100:
        return None
    sign, digits, suffix, exponent = match.groups()
    whole, _, fraction = digits.partition(".")
    number = int(whole + fraction or "0")
    binary = _BINARY.get(suffix or "", 0)
    decimal = -len(fraction) + scale
    if exponent is not None:
        if abs(int(exponent)) > _LARGEST_EXPONENT:
            return None
        decimal += int(exponent)
    elif not binary:
        decimal += _DECIMAL[suffix or ""]
    number <<= binary
    value: int = number * 10**decimal if decimal >= 0 else -(-number // 10**-decimal)
    return -value if sign == "-" else value


def memory_bytes(text: str) -> int | None:
    """Return an amount of memory or storage in bytes; None where `text` is no quantity."""
    return parse_quantity(text)


def nano_cpus(text: str) -> int | None:
    """Return an amount of processor time in billionths of a core; None where `text` is no quantity."""
    return parse_quantity(text, 9)
