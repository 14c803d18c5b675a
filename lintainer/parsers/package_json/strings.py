"""The strings of a package.json that matter for its scripts, and where they stand."""

from __future__ import annotations

import re

from lintainer.parsers.weaving import Weaver
from lintainer.source import Fragment, Source, Span

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s"{}\[\]:,]+', re.DOTALL)
_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]', re.DOTALL)
_ESCAPE = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|\\(.)", re.DOTALL)
_SHORT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def members(source: Source, wanted: tuple[str, ...]) -> dict[tuple[str, ...], Span]:
    """Return where the strings and numbers at the top stand, and those in the objects that `wanted` names, by their keys.

    The text is read as far as it is JSON; of a key that stands twice the last counts. Spans leave the quotes out.
    """
    found: dict[tuple[str, ...], Span] = {}
    text, at, path = source.text, 0, list[str]()
    depth = 0
    key: str | None = None
    behind_colon = False
    while (token := _TOKEN.search(text, at)) is not None:
        start, at = token.span()
        sign = text[start]
        if sign == ":":
            behind_colon = key is not None
            continue
        if sign == '"' and not behind_colon:
            key = text[start + 1 : at - 1]
            key = string(source, Span(start + 1, at - 1)).text if "\\" in key else key
            continue
        if sign == "{" and (depth == 0 or (depth == 1 and behind_colon and key in wanted)):
            depth += 1
            path = [key] if depth == 2 and key is not None else []
        elif sign in "{[":
            at = _behind(text, at)
        elif sign in "}]":
            depth -= 1
            path = []
            if depth <= 0:
                break
        elif sign != "," and behind_colon and key is not None:
            quote = 1 if sign == '"' else 0
            found[*path, key] = Span(start + quote, at - quote)
        key, behind_colon = None, False
    return found


def _behind(text: str, at: int) -> int:
    """Return where the object or the list ends of which `at` is inside."""
    depth = 1
    for token in _BRACKET.finditer(text, at):
        sign = text[token.start()]
        depth += (sign in "{[") - (sign in "}]")
        if not depth:
            return token.end()
    return len(text)


def string(source: Source, span: Span) -> Fragment:
    """Return what the inside of a JSON string, at `span`, stands for."""
    weaver, at = Weaver(source), span.start
    for escape in _ESCAPE.finditer(source.text, *span):
        weaver.copy(at, escape.start())
        weaver.put(_unescaped(escape), *escape.span())
        at = escape.end()
    weaver.copy(at, span.end)
    return weaver.fragment()


def _unescaped(escape: re.Match[str]) -> str:
    high, low, code, short = escape.groups()
    if high:
        return chr(0x10000 + ((int(high, 16) & 0x3FF) << 10) + (int(low, 16) & 0x3FF))
    if code:
        number = int(code, 16)
        # Half of a surrogate pair is no character.
        return "\ufffd" if 0xD800 <= number < 0xE000 else chr(number)
    return _SHORT.get(short, short)
