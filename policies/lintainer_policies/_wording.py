"""How policies word what stands in a file."""

from __future__ import annotations

from collections.abc import Iterable

from lintainer.messages import quoted
from lintainer.source import Location


def as_written(location: Location, otherwise: str) -> str:
    """Return the text at `location` between backticks; `otherwise` where an alias stands there, or more than one line.

    Quotes around the whole belong to the file's syntax and are left out.
    """
    text = location.text
    if not text or location.related or "\n" in text or text.startswith("*"):
        return quoted(otherwise)
    return quoted(text[1:-1] if len(text) > 2 and text[0] in "\"'" and text[-1] == text[0] else text)


def listing(texts: Iterable[str]) -> str:
    """Return texts as English lists them: `a`, `a and b`, `a, b and c`."""
    words = list(texts)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
