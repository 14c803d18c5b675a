"""Regular expressions that are compiled when they are first used.

A small run uses few of the many patterns that its modules hold, and compiling one takes up to milliseconds.
"""

from __future__ import annotations

import re

from lintainer.hints import Any, cast


class _Pattern:
    __slots__ = ("_compiled", "_flags", "_text")

    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        if self._compiled is None:
            self._compiled = re.compile(self._text, self._flags)
        return getattr(self._compiled, name)


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return what behaves as `re.compile(text, flags)`, compiled when its first method is called."""
    return cast("re.Pattern[str]", _Pattern(text, flags))
