"""The tokens of a justfile's expressions."""

from __future__ import annotations

import re

_STRING = re.compile(
    r"[xf]?(?:'''(?P<raw3>.*?)'''|\"\"\"(?P<cooked3>.*?)\"\"\"|'(?P<raw>[^']*)'|\"(?P<cooked>(?:[^\"\\]|\\.)*)\")"
    r"|```(?P<ticks3>.*?)```|`(?P<ticks>[^`]*)`",
    re.DOTALL,
)
_OPENING = {"(": ")", "[": "]", "{": "}"}


def string_at(text: str, at: int) -> re.Match[str] | None:
    """Return the string or the command in backticks at `at`; its one group that matched is what stands inside."""
    return _STRING.match(text, at)


def skip_blanks(text: str, at: int) -> int:
    """Return where the blanks of one line end that begin at `at`; a backslash before a line break is one."""
    while at < len(text):
        if text[at] in " \t\r":
            at += 1
        elif text.startswith(("\\\n", "\\\r\n"), at):
            at = text.find("\n", at) + 1
        else:
            break
    return at


def expression_end(text: str, at: int, stop: str = "") -> int:
    """Return where the expression at `at` ends: at a line break, a comment or a sign of `stop` outside of all brackets."""
    waiting: list[str] = []
    while at < len(text):
        sign = text[at]
        found = string_at(text, at) if sign in "'\"`xf" else None
        if found is not None and (sign in "'\"`" or not text[at - 1].isalnum()):
            at = found.end()
            continue
        if waiting and sign == waiting[-1]:
            waiting.pop()
        elif sign in _OPENING:
            waiting.append(_OPENING[sign])
        elif not waiting and (sign == "\n" or sign == "#" or sign in stop):
            return at
        elif sign == "\\" and text.startswith(("\\\n", "\\\r\n"), at):
            at = text.find("\n", at)
        at += 1
    return at
