"""The lines of a makefile: variables that it sets, and the lines of its recipes."""

from __future__ import annotations

import re

from lintainer.source import Source, Span
from lintainer.tuples import NamedTuple

_ASSIGNMENT = re.compile(r"[ ]*(?:(?:export|override|private|unexport)[ \t]+)*([^\s:#=!?+$]+)[ \t]*(\?=|\+=|!=|:{0,3}=)[ \t]*")
_TARGET_VARIABLE = re.compile(
    r"[^\s#=][^#=]*?:[ \t]*(?:(?:export|override|private)[ \t]+)*([^\s:#=!?+$]+)[ \t]*(?:\?|\+|!|:{0,3})="
)
_DEFINE = re.compile(r"[ ]*(?:(?:export|override)[ \t]+)*define[ \t]+(\S+)")
_CONDITIONAL = re.compile(r"[ ]*(?:ifeq|ifneq|ifdef|ifndef)\b")


class Variable(NamedTuple):
    """What a makefile says of a variable: where its value stands; None where more than one constant decides it."""

    value: Span | None
    default: bool = False


class Lines(NamedTuple):
    """The variables of a makefile by name, the logical lines of its recipes, its comments, and whether it includes others."""

    variables: dict[str, Variable]
    recipes: list[Span]
    comments: list[Span]
    includes: bool


def read_lines(source: Source) -> Lines:
    """Take a makefile apart."""
    reader = _Reader(source)
    reader.read()
    return Lines(reader.variables, reader.recipes, reader.comments, reader.includes)


class _Reader:
    def __init__(self, source: Source) -> None:
        self.text = source.text
        self.variables: dict[str, Variable] = {}
        self.recipes: list[Span] = []
        self.comments: list[Span] = []
        self.includes = False
        self.prefix = "\t"
        self.depth = 0
        self.in_rule = False
        self.define: str | None = None

    def read(self) -> None:
        at = 0
        while at < len(self.text):
            end = self._logical_end(at)
            self._line(at, end)
            at = end + 1

    def _logical_end(self, at: int) -> int:
        """Return where the logical line that begins at `at` ends: at a line break without a backslash before it."""
        while True:
            end = self.text.find("\n", at)
            if end < 0:
                return len(self.text)
            before = end - 1 if self.text[end - 1 : end] == "\r" else end
            stop = before
            while stop > at and self.text[stop - 1] == "\\":
                stop -= 1
            if (before - stop) % 2 == 0:
                return end
            at = end + 1

    def _line(self, start: int, end: int) -> None:
        text = self.text[start:end]
        if self.define is not None:
            if text.strip() == "endef":
                self.define = None
            elif text.strip():
                self.recipes.append(Span(start, end))
        elif self.in_rule and text.startswith(self.prefix):
            body = text[1:].lstrip(" \t@-+")
            if body.startswith("#"):
                self.comments.append(Span(start + len(text) - len(body), start + len(text.rstrip())))
            else:
                self.recipes.append(Span(start + 1, end))
        elif text.lstrip().startswith("#"):
            self.comments.append(Span(start + len(text) - len(text.lstrip()), start + len(text.rstrip())))
        elif text.strip():
            self._statement(text, start, end)

    def _statement(self, text: str, start: int, end: int) -> None:
        words = text.split(None, 1)
        if _CONDITIONAL.match(text):
            self.depth += 1
        elif words[0] == "endif":
            self.depth = max(0, self.depth - 1)
        elif words[0] in ("include", "-include", "sinclude"):
            self.includes = True
        elif words[0] == "else":
            return
        elif found := _DEFINE.match(text):
            self.define = found[1]
            self.variables[found[1]] = Variable(None)
        elif found := _ASSIGNMENT.match(text):
            self._assign(found[1], found[2], start + found.end(), end)
        elif found := _TARGET_VARIABLE.match(text):
            self.variables[found[1]] = Variable(None)
        else:
            self._rule(text, start, end)

    def _rule(self, text: str, start: int, end: int) -> None:
        self.in_rule = True
        colon = text.find(":")
        semicolon = text.find(";", colon) if colon >= 0 else -1
        comment = text.find("#")
        if semicolon >= 0 and not 0 <= comment < semicolon:
            self.recipes.append(Span(start + semicolon + 1, end))

    def _assign(self, name: str, operator: str, start: int, end: int) -> None:
        if name == ".RECIPEPREFIX":
            self.prefix = self.text[start:end].strip()[:1] or "\t"
            return
        stop = start
        while stop < end and not (self.text[stop] == "#" and self.text[stop - 1] != "\\"):
            stop += 1
        while stop > start and self.text[stop - 1] in " \t\r":
            stop -= 1
        known = self.depth == 0 and name not in self.variables and operator not in ("+=", "!=")
        self.variables[name] = Variable(Span(start, stop) if known else None, operator == "?=")
