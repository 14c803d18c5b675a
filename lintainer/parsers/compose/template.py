"""Variables in Compose files and env files: `$V`, `${V}` and their operators.

The grammar is that of compose-go 2.16.1, `template/template.go`, its corners included: an operator's text reaches to the last
brace of the line and is cut at the brace that closes the first, and a lone `$` is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from lintainer.model.unknown import Unknown
from lintainer.parsers.compose.partial import Text, join

# The value of a variable: None where it has none, an Unknown where nobody can say.
Lookup = Callable[[str], Text | None]


class TemplateError(Exception):
    """A template that Compose refuses; the message is one line."""


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r"\$(?:(?P<escaped>\$)|(?P<named>[_a-z][_a-z0-9]*)"
        r"|\{(?:(?P<braced>(?P<name>[_a-z][_a-z0-9]*)(?:(?P<operator>:?[-+?])(?P<operand>.*))?)\}|(?P<invalid>)))",
        re.IGNORECASE | re.ASCII,
    )


def substitute(text: str, lookup: Lookup, *, open_world: bool = False) -> Text:
    """Return `text` with its variables replaced by what `lookup` says of them.

    A variable without value is empty, as Compose reads it; in an open world it is unknown, unless a default stands in.
    Raises `TemplateError`.
    """
    if "$" not in text:
        return text
    pieces: list[Text] = []
    at = 0
    for match in _pattern().finditer(text):
        pieces.append(text[at : match.start()])
        at = match.end()
        pieces.append(_replacement(match, lookup, open_world))
    pieces.append(text[at:])
    return join(pieces)


def _replacement(match: re.Match[str], lookup: Lookup, open_world: bool) -> Text:
    if match["escaped"]:
        return "$"
    name = match["named"] or match["name"]
    if not name:
        raise TemplateError("a variable without a name, or without its closing brace: a `$` that is text is written `$$`")
    if match["operator"] is None:
        value = lookup(name)
        return unset(name, open_world) if value is None else value
    whole = match[0]
    closing = _closing_brace(whole)
    rest = whole[closing + 1 :] if closing >= 0 else ""
    if rest:
        inner = _pattern().match(whole[: closing + 1])
        if inner is None or inner["operator"] is None:
            raise TemplateError("a variable without a name, or without its closing brace: a `$` that is text is written `$$`")
        match = inner
    value = _apply(match["name"], match["operator"], match["operand"], lookup, open_world)
    return join([value, substitute(rest, lookup, open_world=open_world)])


def _closing_brace(text: str) -> int:
    """Return where the brace closes that `text` opens first, counting as Compose does; -1 where it is not found."""
    depth, at = 0, 0
    while at < len(text):
        if text[at] == "}":
            depth -= 1
            if depth == 0:
                return at
        elif text[at] == "{":
            depth += 1
            at += 1
        at += 1
    return -1


def _apply(name: str, operator: str, operand: str, lookup: Lookup, open_world: bool) -> Text:
    value = lookup(name)
    if isinstance(value, Unknown):
        # Whether it is set or empty decides all of the operators.
        return value
    kind = operator[-1]
    if value is not None and (value or len(operator) == 1):
        return substitute(operand, lookup, open_world=open_world) if kind == "+" else value
    if kind == "-":
        return substitute(operand, lookup, open_world=open_world)
    if kind == "+" or open_world:
        return unset(name, open_world) if value is None else value
    reason = substitute(operand, lookup)
    text = reason.written if isinstance(reason, Unknown) else reason
    raise TemplateError(f"required variable {name} is missing a value" + (f": {text}" if text else ""))


def unset(name: str, open_world: bool) -> Text:
    """Return how a variable without value is read."""
    if not open_world:
        return ""
    return Unknown(f"${{{name}}} has no value in the files", written="${" + name + "}")
