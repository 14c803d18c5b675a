"""What a shell text itself says of its variables.

A variable that is set once, to a constant, and on every way to its use is worth that constant. So is an array to which more
is added later: what it was set to and what is added on every way stays in it. All others are not known: a name that is set
twice, in a branch that may not run, by `read` or a loop, from a command's output, or by the environment.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lintainer.parsers._shell.lexer import Constant, Lexer, Lookup
from lintainer.parsers.words import Word
from lintainer.source import Fragment
from lintainer.tuples import NamedTuple

# Values longer than this, and chains of names deeper, are left unknown: nobody writes them, and they grow without bound.
_MAX_LENGTH = 65_536
_MAX_CHAIN = 20
_DEFAULT = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*):?=")


class Scope(NamedTuple):
    """Where something stands: the branches that it is in, from the outside, and whether it is in a function."""

    branches: tuple[int, ...]
    in_function: bool


class Assignment(NamedTuple):
    """`name=value`: where it begins, its value's text, and where it stands. `plain` is False for `+=` and elements."""

    at: int
    value: int
    end: int
    array: bool
    plain: bool
    scope: Scope


class Variables:
    """The assignments of a text, and what the environment that it runs in is known to hold."""

    def __init__(self, fragment: Fragment, given: Mapping[str, Word]) -> None:
        self._fragment = fragment
        self._given = given
        self._set: dict[str, list[Assignment]] = {}
        self._spoiled: set[str] = set()
        self._resolving: set[str] = set()

    def add(self, name: str, assignment: Assignment) -> None:
        """Note an assignment."""
        self._set.setdefault(name, []).append(assignment)

    def spoil(self, name: str) -> None:
        """Note that a command or a loop sets `name` to something that is not known."""
        self._spoiled.add(name)

    def defaults(self) -> None:
        """Note the names that `${name:=default}` sets where the environment does not."""
        for found in _DEFAULT.finditer(self._fragment.text):
            if found[1] not in self._set:
                self._spoiled.add(found[1])

    def lookup(self, scope: Scope) -> Lookup:
        """Return the function that says what a variable is worth where it is used."""

        def find(name: str, at: int) -> Constant | None:
            return self._constant(name, at, scope)

        return find

    def _constant(self, name: str, at: int, scope: Scope) -> Constant | None:
        assignments = self._set.get(name, ())
        if name in self._spoiled:
            return None
        if not assignments or name in self._resolving:
            # In `X=${X:-default}` the inner one is the environment's.
            given = self._given.get(name)
            return Constant((), assigned=False) if given is None else Constant((given,))
        first, *added = sorted(assignments, key=lambda one: one.at)
        if not first.plain or (added and not first.array) or any(one.plain or not one.array for one in added):
            return None
        if len(self._resolving) > _MAX_CHAIN or not _counts(first, at, scope):
            return None
        self._resolving.add(name)
        try:
            if first.array:
                counted = [first, *(one for one in added if _counts(one, at, scope))]
                elements = [word for one in counted for word in self._elements(one)]
                return Constant(elements, array=True, partial=len(counted) <= len(added))
            words = _assigned(Lexer(self._fragment, first.value, first.end, self.lookup(first.scope)))
        finally:
            self._resolving.discard(name)
        if words is None or any(len(word.text) > _MAX_LENGTH for word in words):
            return None
        return Constant(words)

    def _elements(self, assignment: Assignment) -> list[Word]:
        lexer = Lexer(self._fragment, assignment.value, assignment.end, self.lookup(assignment.scope))
        lexer.at += 1
        return lexer.array()


def _counts(assignment: Assignment, at: int, scope: Scope) -> bool:
    """Tell whether an assignment certainly ran before what stands at `at`, in `scope`."""
    if scope.branches[: len(assignment.scope.branches)] != assignment.scope.branches:
        return False
    return assignment.at <= at or scope.in_function


def _assigned(lexer: Lexer) -> list[Word] | None:
    """Return the value of an assignment as one word: no splitting, empty where nothing stands there."""
    if lexer.at >= lexer.limit:
        return []
    words = lexer.word()
    return words if len(words) <= 1 else None
