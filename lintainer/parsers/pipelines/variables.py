"""Variables that a pipeline's file sets: in the environment of its scripts, and in its own fields."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lintainer.parsers._yaml import Mapping, Node, Scalar, deref
from lintainer.parsers.mappings import entries, text, value
from lintainer.parsers.pipelines.weave import Values, expanded, unknown
from lintainer.parsers.weaving import Allowance, Piece, Weaver, word
from lintainer.parsers.words import Word
from lintainer.source import Fragment, Source

# Chains of variables deeper than this are left unknown.
_MAX_DEPTH = 20
_REFERENCE = re.compile(r"\$(?:\$|\{(?P<braced>[A-Za-z_]\w*)\}|(?P<plain>[A-Za-z_]\w*))")


def read_env(node: Node | None, outer: Values, expression: re.Pattern[str]) -> Values:
    """Return what a mapping `env:` of GitHub sets, over `outer`; the entries of one mapping do not see each other."""
    inner = {}
    for name, _, given in entries(node):
        fragment = _fragment(given)
        inner[name] = open_value(name) if fragment is None else expanded(fragment, expression, outer)
    return {**outer, **inner}


class GitlabVariables:
    """The variables of a job of GitLab CI: `NAME: text` or `NAME: {value: text}`, which see each other in any order.

    The later ones of `nodes` win; `hidden` are names that something else sets, to what is not known. A variable of the project,
    or of whoever starts the pipeline, wins over the file's, which counts as a default, as a shell's `${NAME:-value}` does.
    Source: GitLab docs, "CI/CD variables": precedence, and "Where variables can be used": expansion by the runner.
    """

    def __init__(self, nodes: Sequence[Node | None], hidden: frozenset[str], expression: re.Pattern[str]) -> None:
        self._written = {name: given for node in nodes for name, _, given in entries(node)}
        self._hidden = hidden
        self._expression = expression
        self._allowance = Allowance()
        self._values: dict[str, Piece] = {}

    def values(self) -> Values:
        """Return what all of them are worth."""
        return {name: self._value(name, ()) for name in self._written}

    def _value(self, name: str, busy: tuple[str, ...]) -> Piece:
        if name in self._values:
            return self._values[name]
        if name not in self._written or name in self._hidden or name in busy or len(busy) > _MAX_DEPTH:
            return open_value(name)
        given = self._written[name]
        detailed = isinstance(deref(given), Mapping)
        fragment = _fragment(value(given, "value") if detailed else given)
        verbatim = detailed and text(value(given, "expand")) == "false"
        found = open_value(name) if fragment is None else self._expanded(fragment, (*busy, name), verbatim=verbatim)
        self._values[name] = found if self._allowance.grants(found) else open_value(name)
        return self._values[name]

    def _expanded(self, fragment: Fragment, busy: tuple[str, ...], *, verbatim: bool) -> Piece:
        plain = expanded(fragment, self._expression)
        if verbatim:
            return plain
        made, at = Piece(), 0
        for found in _REFERENCE.finditer("".join(plain.text)):
            made.take(plain, at, found.start())
            at = found.end()
            name = found["braced"] or found["plain"]
            if name is None:
                made.take(plain, found.start(), found.start() + 1)
            else:
                made.take(self._value(name, busy))
        made.take(plain, at)
        return made


def environment(source: Source, values: Values, nodes: Sequence[Node | None], workspace: str) -> dict[str, Word]:
    """Return the variables as a shell has them in its environment, and `workspace`, which names the working directory."""
    places = {name: given for node in nodes for name, _, given in entries(node)}
    given = {workspace: unknown("the working directory", "PWD"), **values}
    found: dict[str, Word] = {}
    for name, piece in given.items():
        weaver = Weaver(source)
        place = places.get(name)
        weaver.take(piece, 0 if place is None else place.start, 0 if place is None else place.end)
        found[name] = word(weaver.fragment())
    return found


def without(values: Values, names: frozenset[str]) -> Values:
    """Return `values`, of which `names` are not known."""
    return {name: open_value(name) if name in names else piece for name, piece in values.items()} if names else values


def open_value(name: str) -> Piece:
    """Return what a variable is worth that is not known."""
    return unknown(f"`${name}` is not known from this file", name)


def _fragment(node: Node | None) -> Fragment | None:
    scalar = deref(node) if node is not None else None
    return scalar.fragment() if isinstance(scalar, Scalar) else None
