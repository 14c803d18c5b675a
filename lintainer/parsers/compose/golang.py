"""Scalars as Go prints them with %v: how Compose writes a number or a boolean into a text."""

from __future__ import annotations


def go_text(data: object) -> str:
    """Return a scalar as Go's fmt prints it."""
    if data is None:
        return "<nil>"
    if data is True or data is False:
        return "true" if data else "false"
    return go_float(data) if isinstance(data, float) else str(data)


def go_float(number: float) -> str:
    """Return a float with the fewest digits, and with an exponent from 1e+21 and below 1e-04 (strconv, format 'g')."""
    if number != number:
        return "NaN"
    if number in (float("inf"), float("-inf")):
        return "+Inf" if number > 0 else "-Inf"
    digits = repr(number)
    if number and not 1e-4 <= abs(number) < 1e21:
        mantissa, _, exponent = (digits if "e" in digits else f"{number:.16e}").partition("e")
        whole = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
        return f"{whole}e{'-' if exponent[0] == '-' else '+'}{int(exponent.lstrip('+-')):02d}"
    if "e" in digits:
        digits = format(number, "f").rstrip("0")
    return digits.removesuffix("0").removesuffix(".") if digits.endswith(".0") else digits.removesuffix(".")
