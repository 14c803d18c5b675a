"""The lines of a makefile: variables that it sets, and the lines of its recipes."""

from __future__ import annotations

import re

from lintainer.source import Source, Span
from lintainer.tuples import NamedTuple

_ASSIGNMENT = re.compile(
    r"[ ]*((?:(?:export|override|private|unexport)[ \t]+)*)([^\s:#=!?+$]+)[ \t]*(\?=|\+=|!=|:{0,3}=)[ \t]*"
)
_TARGET_VARIABLE = re.compile(
    r"[^\s#=][^#=]*?:[ \t]*(?:(?:export|override|private)[ \t]+)*([^\s:#=!?+$]+)[ \t]*(?:\?|\+|!|:{0,3})="
)
_DEFINE = re.compile(r"[ ]*((?:(?:export|override)[ \t]+)*)define[ \t]+([^\s=:?+!]+)[ \t]*(\?=|\+=|!=|:{0,3}=)?")
_CONDITIONAL = re.compile(r"[ ]*(?:ifeq|ifneq|ifdef|ifndef)\b")
# Names that a text given to `eval` sets; parts of them may be references.
_EVALUATED = re.compile(r"(?:^|\()[ \t]*((?:[\w.%-]|\$+[({][^(){}\s]*[)}])+)[ \t]*[:?+!]*=", re.MULTILINE)


class Variable(NamedTuple):
    """What a makefile says of a variable: where its value stands; None where more than one constant decides it."""

    value: Span | None
    default: bool = False


class Define(NamedTuple):
    """A `define`: its name, and its lines."""

    name: str
    lines: list[Span]


class Lines(NamedTuple):
    """What a makefile is made of.

    `recipes` are the logical lines of each rule, `includes` the places of what it draws in, `exported` the variables that
    recipes have in their environment, and `one_shell` says that one shell gets all lines of a rule.
    """

    variables: dict[str, Variable]
    recipes: list[list[Span]]
    defines: list[Define]
    comments: list[Span]
    includes: list[Span]
    exported: list[str]
    one_shell: bool


def read_lines(source: Source) -> Lines:
    """Take a makefile apart."""
    reader = _Reader(source)
    reader.read()
    exported = [name for name in reader.variables if reader.exports_all or name in reader.exported]
    recipes = [lines for lines in reader.recipes if lines]
    return Lines(reader.variables, recipes, reader.defines, reader.comments, reader.includes, exported, reader.one_shell)


class _Reader:
    def __init__(self, source: Source) -> None:
        self.text = source.text
        self.variables: dict[str, Variable] = {}
        self.recipes: list[list[Span]] = [[]]
        self.defines: list[Define] = []
        self.comments: list[Span] = []
        self.includes: list[Span] = []
        self.exported: set[str] = set()
        self.exports_all = self.one_shell = False
        self.prefix = "\t"
        self.depth = 0
        self.in_rule = False
        # Within a `define`: how many are open, where its text begins, and what it does to the variable.
        self.nested = 0
        self.define: tuple[str, int, str] = ("", 0, "")

    def read(self) -> None:
        at = 0
        while at < len(self.text):
            end = self._logical_end(at)
            self._line(at, end)
            at = end + 1
        if "$(eval" in self.text or "${eval" in self.text:
            self._evaluated()

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
        if self.nested:
            self._in_define(text, start, end)
        elif self.in_rule and text.startswith(self.prefix):
            body = text[1:].lstrip(" \t@-+")
            if body.startswith("#"):
                self.comments.append(Span(start + len(text) - len(body), start + len(text.rstrip())))
            else:
                self.recipes[-1].append(Span(start + 1, end))
        elif text.lstrip().startswith("#"):
            self.comments.append(Span(start + len(text) - len(text.lstrip()), start + len(text.rstrip())))
        elif text.strip():
            self._statement(text, start, end)

    def _in_define(self, text: str, start: int, end: int) -> None:
        words = text.split(None, 1)
        if words[:1] == ["endef"]:
            self.nested -= 1
            if not self.nested:
                name, begin, operator = self.define
                self._set(name, operator, Span(begin, max(begin, start - 1)))
            return
        self.nested += _DEFINE.match(text) is not None
        if text.strip():
            self.defines[-1].lines.append(Span(start, end))

    def _statement(self, text: str, start: int, end: int) -> None:
        words = text.split(None, 1)
        if _CONDITIONAL.match(text):
            self.depth += 1
        elif words[0] == "endif":
            self.depth = max(0, self.depth - 1)
        elif words[0] in ("include", "-include", "sinclude"):
            self.includes.append(Span(start, start + len(text.partition("#")[0].rstrip())))
        elif words[0] == "else":
            return
        elif found := _DEFINE.match(text):
            self.nested, self.define = 1, (found[2], end + 1, found[3] or "=")
            self.defines.append(Define(found[2], []))
            if "export" in found[1]:
                self.exported.add(found[2])
        elif found := _ASSIGNMENT.match(text):
            if "unexport" not in found[1] and "export" in found[1]:
                self.exported.add(found[2])
            self._assign(found[2], found[3], start + found.end(), end)
        elif words[0] == "export":
            self.exported.update(words[1].split("#")[0].split() if len(words) > 1 else ())
            self.exports_all = self.exports_all or len(words) == 1
        elif found := _TARGET_VARIABLE.match(text):
            self.variables[found[1]] = Variable(None)
        else:
            self._rule(text, start, end)

    def _rule(self, text: str, start: int, end: int) -> None:
        self.in_rule = True
        self.recipes.append([])
        colon = text.find(":")
        self.one_shell = self.one_shell or text[:colon].split() == [".ONESHELL"]
        self.exports_all = self.exports_all or text[:colon].split() == [".EXPORT_ALL_VARIABLES"]
        semicolon = text.find(";", colon) if colon >= 0 else -1
        comment = text.find("#")
        if semicolon >= 0 and not 0 <= comment < semicolon:
            self.recipes[-1].append(Span(start + semicolon + 1, end))

    def _assign(self, name: str, operator: str, start: int, end: int) -> None:
        if name == ".RECIPEPREFIX":
            self.prefix = self.text[start:end].strip()[:1] or "\t"
            return
        stop = start
        while stop < end and not (self.text[stop] == "#" and self.text[stop - 1] != "\\"):
            stop += 1
        while stop > start and self.text[stop - 1] in " \t\r":
            stop -= 1
        self._set(name, operator, Span(start, stop))

    def _set(self, name: str, operator: str, value: Span) -> None:
        known = self.depth == 0 and name not in self.variables and operator not in ("+=", "!=")
        self.variables[name] = Variable(value if known else None, operator == "?=")

    def _evaluated(self) -> None:
        """Forget what a text given to `eval` may set: those texts, and each `define`, which may be one."""
        texts = [self.text[line.start : line.end] for define in self.defines for line in define.lines]
        texts += [self.text[found.end() : found.end() + 200] for found in re.finditer(r"\$[({]eval[ \t]+", self.text)]
        for text in texts:
            for found in _EVALUATED.finditer(text):
                name = re.compile(".*".join(re.escape(part) for part in re.split(r"\$+[({][^(){}\s]*[)}]", found[1])))
                for known in [known for known in self.variables if name.fullmatch(known)]:
                    self.variables[known] = Variable(None)
