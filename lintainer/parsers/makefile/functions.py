"""The functions of make that say what they return: `foreach`, `call`, `if`, `strip`, `addprefix`, `addsuffix`.

Source: GNU make 4.4 manual, 8 (functions for transforming text).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lintainer.hints import TYPE_CHECKING
from lintainer.parsers.weaving import Piece
from lintainer.source import Span
from lintainer.tuples import NamedTuple

if TYPE_CHECKING:
    from lintainer.parsers.makefile.expansion import Expander

# How many arguments each takes: commas behind the last one are text.
_ARGUMENTS = {"foreach": 3, "call": 100, "if": 3, "strip": 1, "addprefix": 2, "addsuffix": 2, "eval": 1, "info": 1}
_FUNCTION = re.compile(r"([a-z]+)[ \t]+")


class Call(NamedTuple):
    """A function and where its arguments stand."""

    name: str
    arguments: Sequence[Span]


def called(text: str, span: Span) -> Call | None:
    """Return the function that a reference, whose inside is at `span`, calls; None for one that is not understood."""
    found = _FUNCTION.match(text, span.start, span.end)
    if found is None or found[1] not in _ARGUMENTS:
        return None
    arguments = list[Span]()
    at, depth = found.end(), 0
    for offset in range(found.end(), span.end):
        sign = text[offset]
        depth += (sign in "({") - (sign in ")}")
        if sign == "," and depth == 0 and len(arguments) + 1 < _ARGUMENTS[found[1]]:
            arguments.append(Span(at, offset))
            at = offset + 1
    return Call(found[1], [*arguments, Span(at, span.end)])


def returned(expander: Expander, call: Call, bound: Mapping[str, Piece]) -> Piece:
    """Return what a function returns."""
    name, arguments = call
    if name == "call":
        function, *values = [expander.expand(argument, bound) for argument in arguments]
        given = {"0": function} | {str(number + 1): value for number, value in enumerate(values)}
        return expander.called(function.value or "", {**bound, **given})
    if name == "foreach" and len(arguments) == 3:
        return _each(expander, arguments, bound)
    if name == "if" and len(arguments) > 1:
        condition = stripped(expander.expand(arguments[0], bound))
        if condition.value is None:
            return _open("a condition that this file does not decide")
        if condition.value:
            return expander.expand(arguments[1], bound)
        return expander.expand(arguments[2], bound) if len(arguments) > 2 else Piece()
    if name == "strip":
        return stripped(expander.expand(arguments[0], bound))
    if name in ("addprefix", "addsuffix") and len(arguments) == 2:
        added, listed = (expander.expand(argument, bound) for argument in arguments)
        pairs = [(added, one) if name == "addprefix" else (one, added) for one in words(listed)]
        return joined([joined(pair, "") for pair in pairs])
    # What `eval` and messages return is empty.
    return Piece()


def _each(expander: Expander, arguments: Sequence[Span], bound: Mapping[str, Piece]) -> Piece:
    name = expander.expand(arguments[0], bound).value
    listed = expander.expand(arguments[1], bound)
    if name is None:
        return _open("a loop over a name that is not known")
    if listed.value is None:
        # It may be run any number of times: what it says is said at least once.
        return expander.expand(arguments[2], {**bound, name.strip(): _open(f"`$({name.strip()})` is one of a list")})
    return joined([expander.expand(arguments[2], {**bound, name.strip(): one}) for one in words(listed)])


def words(piece: Piece) -> list[Piece]:
    """Return the words of a value; a part that is not known belongs to the word that it stands in."""
    found = [(Piece(), word) for word in re.finditer(r"\S+", "".join(piece.text))]
    for part, word in found:
        part.take(piece, *word.span())
    return [part for part, _ in found]


def stripped(piece: Piece) -> Piece:
    """Return a value with one blank between its words, and none around them."""
    return joined(words(piece))


def joined(pieces: Sequence[Piece], between: str = " ") -> Piece:
    """Return values as one."""
    whole = Piece()
    for number, piece in enumerate(pieces):
        if number and between:
            whole.made(between)
        whole.take(piece)
    return whole


def _open(why: str) -> Piece:
    piece = Piece()
    piece.unknown(why, None)
    return piece
