"""Text from files, made safe to show: nothing in it may speak to a terminal or to a CI system."""

from __future__ import annotations

import re

from lintainer.patterns import pattern

# C0 and C1 controls, line and paragraph separators, bidirectional controls (which can make a line read otherwise than it
# is), zero-width characters, byte order marks, and lone surrogates.
_UNPRINTABLE = pattern(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufff9-\ufffb]")


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def printable(text: str) -> str:
    """Return `text` with control, bidirectional and invisible characters escaped as `\\xNN` or `\\uNNNN`."""
    # Almost every text is harmless, and this tells so much faster; what else it takes exception to is harmless, too.
    return text if text.isprintable() else _UNPRINTABLE.sub(_escape, text)


def shorten(text: str, limit: int = 120) -> str:
    """Return `text` printable and on one line, cut in the middle where it is longer than `limit` characters."""
    text = printable(text)
    if len(text) <= limit:
        return text
    half = (limit - 1) // 2
    return f"{text[:half]}…{text[-half:]}"


def quoted(text: str, limit: int = 120) -> str:
    """Return `text` as it is shown inside a message: printable, shortened, between backticks."""
    return f"`{shorten(text, limit)}`"
