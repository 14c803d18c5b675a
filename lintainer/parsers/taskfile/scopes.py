"""The variables of a Taskfile: of the file, of each task, and what one task hands to another."""

from __future__ import annotations

from collections.abc import Sequence

from lintainer.parsers._yaml import Node, Scalar, deref
from lintainer.parsers.mappings import entries, items, text, value
from lintainer.parsers.taskfile.templates import unknown, value_of
from lintainer.parsers.weaving import Allowance, Piece, Weaver, word
from lintainer.parsers.words import Word
from lintainer.source import Source


class Scope:
    """The variables of a mapping `vars:`, each of which sees those before it and those of the scope around.

    `hidden` are names that something else sets here, to what is not known.
    """

    def __init__(self, node: Node | None, outer: Scope | None = None, hidden: frozenset[str] = frozenset()) -> None:
        self.allowance: Allowance = Allowance() if outer is None else outer.allowance
        self._outer = outer
        self._hidden = hidden
        self._values: dict[str, Piece] = {}
        for name, _, given in entries(node):
            value = self.worth(given, name)
            self._values[name] = value if self.allowance.grants(value) else _open(name)

    def lookup(self, name: str) -> Piece | None:
        """Return what a variable is worth; None where nothing sets it."""
        if name in self._values:
            return self._values[name]
        if name in self._hidden:
            return _open(name)
        return None if self._outer is None else self._outer.lookup(name)

    def worth(self, node: Node, name: str) -> Piece:
        """Return what `node`, which is set to `name`, is worth here."""
        scalar = deref(node)
        fragment = scalar.fragment() if isinstance(scalar, Scalar) else None
        return _open(name) if fragment is None else value_of(fragment, self.lookup)


def environment(source: Source, nodes: Sequence[Node | None], scope: Scope) -> dict[str, Word]:
    """Return what `env:` puts into the environment of the shell; later ones of `nodes` win."""
    found: dict[str, Word] = {}
    for node in nodes:
        for name, _, given in entries(node):
            weaver = Weaver(source)
            weaver.take(scope.worth(given, name), given.start, given.end)
            found[name] = word(weaver.fragment())
    return found


def handed_over(tasks: Node | None) -> dict[str, set[str]]:
    """Return, by the name of a task, the variables that others give it when they call it."""
    found: dict[str, set[str]] = {}
    for _, _, task in entries(tasks):
        calls = [*items(value(task, "cmds")), *items(value(task, "deps")), *items(task)]
        for call in [*calls, *(value(call, "defer") for call in calls)]:
            name = text(value(call, "task"))
            if name is not None:
                found.setdefault(name.lstrip(":"), set()).update(variable for variable, _, _ in entries(value(call, "vars")))
    return found


def hidden(name: str, task: Node, given: dict[str, set[str]]) -> frozenset[str]:
    """Return the variables that callers of a task may set. A name with `*` stands for many."""
    if "*" in name:
        return frozenset(variable for variables in given.values() for variable in variables)
    names = [name, *(text(alias) or "" for alias in items(value(task, "aliases")))]
    return frozenset(variable for one in names for variable in given.get(one, ()))


def _open(name: str) -> Piece:
    return unknown(f"`{{{{.{name}}}}}` is not known from this file", name)
