"""How policies word what stands in a file."""

from __future__ import annotations

from collections.abc import Iterable

from lintainer.messages import quoted
from lintainer.source import Location


def as_written(location: Location, otherwise: str) -> str:
    """Return the text at `location` between backticks; `otherwise` where that text alone does not say what it is about.

    That is so for an alias, for more than one line or string, and for a bare value without its key. Quotes around the whole
    belong to the file's syntax and are left out.
    """
    text, quote = location.text, ""
    if len(text) > 2 and text[0] in "\"'" and text[-1] == text[0]:
        text, quote = text[1:-1], text[0]
    telling = any(sign in text for sign in ":= ") and "\n" not in text and not (quote and quote in text)
    return quoted(text if telling and not location.related and not text.startswith("*") else otherwise)


def listing(texts: Iterable[str]) -> str:
    """Return texts as English lists them: `a`, `a and b`, `a, b and c`."""
    words = list(texts)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
