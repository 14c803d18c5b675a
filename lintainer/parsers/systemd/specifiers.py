"""The specifiers that a unit's name decides. Source: systemd v257, systemd.unit(5), Specifiers; src/basic/unit-name.c."""

from __future__ import annotations

import re

_ESCAPED = re.compile(r"\\x([0-9a-fA-F]{2})|-")
_DROP_IN = re.compile(r"(?:.*/)?(?P<unit>[^/]*\.service)\.d/[^/]+\Z")


def unit_name(path: str) -> str | None:
    """Return the name of the unit that the file at `path` belongs to; None for a drop-in of many units."""
    drop_in = _DROP_IN.match(path)
    name = drop_in["unit"] if drop_in else path.rpartition("/")[2]
    # `service.d` is for all services, `foo-.service.d` for all whose names begin so.
    return name if name.endswith(".service") and not name.endswith("-.service") else None


def specifiers(path: str) -> dict[str, str]:
    """Return what the specifiers are worth in the unit at `path`: those that only its name decides.

    Of a template (`web@.service`) the instance is not known, and so is what holds it.
    """
    name = unit_name(path)
    if name is None:
        return {}
    stem = name.removesuffix(".service")
    prefix, at, instance = stem.partition("@")
    found = {"p": prefix, "P": _unescaped(prefix), "j": prefix.rpartition("-")[2]}
    found["J"] = _unescaped(found["j"])
    if not at or instance:
        found |= {"n": name, "N": stem, "i": instance, "I": _unescaped(instance)}
    return found


def _unescaped(text: str) -> str:
    def character(found: re.Match[str]) -> str:
        return chr(int(found[1], 16)) if found[1] else "/"

    return _ESCAPED.sub(character, text)
