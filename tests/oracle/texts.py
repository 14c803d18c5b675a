"""Texts that lintainer makes for a shell, of which parts are not known."""

from __future__ import annotations

import re

from lintainer.parsers.words import HOLE


def known(text: str) -> re.Pattern[str]:
    """Return a pattern for what `text` says: what is not known in it may be anything."""
    return re.compile("".join(".*" if sign == HOLE else re.escape(sign) for sign in text), re.DOTALL)
