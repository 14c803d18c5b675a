"""The shell texts of a justfile's recipes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lintainer.parsers._shell import CLIENTS, SHELLS, program
from lintainer.parsers.justfile.expressions import evaluated, interpolation
from lintainer.parsers.justfile.items import Items, Recipe
from lintainer.parsers.justfile.tokens import string_at
from lintainer.parsers.weaving import Allowance, Piece, Weaver, word
from lintainer.parsers.words import Word
from lintainer.source import Fragment, Source, Span
from lintainer.tuples import NamedTuple

_SCRIPT = re.compile(r"[\[,][ \t]*script\b[ \t]*(?:[(:][ \t]*(?P<program>[^\])]*))?")
_ELSEWHERE = re.compile(r"[\[,][ \t]*(?:no-cd|working-directory)\b")
_WINDOWS = re.compile(r"[\[,][ \t]*windows\b")
_UNIX = re.compile(r"[\[,][ \t]*(?:linux|macos|unix|openbsd|freebsd|netbsd|dragonfly)\b")


class Text(NamedTuple):
    """A shell text, and what it runs in. `elsewhere`: in another folder than the justfile's."""

    fragment: Fragment
    given: dict[str, Word]
    elsewhere: bool


class Recipes:
    """Makes shell texts of recipes.

    `commands` collects what backticks and `shell()` run, `comments` the lines that are comments, and `skipped` where recipes
    begin that no shell reads, with the reason.
    """

    def __init__(self, source: Source, items: Items) -> None:
        self.commands: list[Fragment] = []
        self.comments: list[Span] = []
        self.skipped: list[tuple[int, str]] = []
        self._source = source
        self._items = items
        self._values: dict[str, Piece] = {}
        self._busy: set[str] = set()
        self._allowance = Allowance()

    def evaluate(self) -> None:
        """Evaluate every variable: what its backticks run is run then."""
        for name in self._items.variables:
            self._variable(name, 0)

    def texts(self, recipe: Recipe) -> Iterator[Text]:
        """Yield the shell texts of a recipe: one for each logical line, or the whole of a script."""
        text = self._source.text
        attributes = [text[start:end] for start, end in recipe.attributes]
        parameters = {one.name: self._parameter(recipe, one.default) for one in recipe.parameters}
        given = self._exported(recipe, parameters)
        away = any(map(_ELSEWHERE.search, attributes)) or self._moved()
        name = self._program(recipe, attributes)
        if name not in SHELLS:
            if any(CLIENTS.search(text, *line) for line in recipe.body):
                self.skipped.append((recipe.body[0].start, f"a recipe for the program {name or '?'}"))
        elif self._first(recipe).startswith("#!") or any(map(_SCRIPT.search, attributes)):
            yield Text(self._script(recipe.body, parameters), given, away)
        else:
            for lines in self._logical(recipe):
                yield Text(self._command(lines, parameters), given, away)

    def _variable(self, name: str, depth: int) -> Piece | None:
        if name in self._values:
            return self._values[name]
        variable = self._items.variables.get(name)
        if variable is None or name in self._busy:
            return None
        self._busy.add(name)
        value = evaluated(self._source, variable.value, self._variable, self.commands, depth)
        self._busy.discard(name)
        self._values[name] = value
        return value

    def _parameter(self, recipe: Recipe, default: Span | None) -> Piece | None:
        if default is None or recipe.name in self._items.called:
            return None
        return evaluated(self._source, default, self._variable, self.commands)

    def _exported(self, recipe: Recipe, parameters: dict[str, Piece | None]) -> dict[str, Word]:
        everything = self._switched("export")
        given = {
            name: self._word(self._values[name], variable.value)
            for name, variable in self._items.variables.items()
            if variable is not None and (variable.exported or everything) and name in self._values
        }
        for one in recipe.parameters:
            value = parameters[one.name]
            if not (one.exported or everything):
                continue
            if value is None or one.default is None:
                given.pop(one.name, None)
            else:
                given[one.name] = self._word(value, one.default)
        return given

    def _word(self, value: Piece, place: Span) -> Word:
        weaver = Weaver(self._source)
        weaver.take(value, place.start, place.end)
        return word(weaver.fragment())

    def _switched(self, setting: str) -> bool:
        span = self._items.settings.get(setting)
        return span is not None and self._source.text[span.start : span.end].strip() != "false"

    def _moved(self) -> bool:
        return "working-directory" in self._items.settings or self._switched("no-cd")

    def _program(self, recipe: Recipe, attributes: list[str]) -> str:
        """Return the program that reads a recipe."""
        settings, first = self._items.settings, self._first(recipe)
        if first.startswith("#!"):
            return program(first[2:].split())
        script = next((found for line in attributes if (found := _SCRIPT.search(line))), None)
        if script is not None:
            return self._named(script["program"] or "") or self._setting("script-interpreter", "sh")
        windows = any(map(_WINDOWS.search, attributes)) and not any(map(_UNIX.search, attributes))
        if windows and "windows-shell" in settings:
            return self._setting("windows-shell", "sh")
        if windows and self._switched("windows-powershell"):
            return "powershell"
        return self._setting("shell", "sh")

    def _setting(self, name: str, default: str) -> str:
        span = self._items.settings.get(name)
        return default if span is None else self._named(self._source.text[span.start : span.end])

    @staticmethod
    def _named(text: str) -> str:
        """Return the program that the first string of a list names."""
        at = next((at for at, sign in enumerate(text) if sign in "'\""), -1)
        found = string_at(text, at) if at >= 0 else None
        return "" if found is None else program([found[found.lastgroup or 0]])

    def _first(self, recipe: Recipe) -> str:
        return self._source.text[slice(*recipe.body[0])] if recipe.body else ""

    def _logical(self, recipe: Recipe) -> Iterator[list[Span]]:
        """Yield the lines that one shell gets: a backslash at the end of one adds the next."""
        text, group = self._source.text, list[Span]()
        for line in recipe.body:
            if not group and text.startswith("#", line.start):
                self.comments.append(line)
                continue
            group.append(line)
            if not text.endswith("\\", *line):
                yield group
                group = []
        if group:
            yield group

    def _command(self, lines: list[Span], parameters: dict[str, Piece | None]) -> Fragment:
        text, weaver = self._source.text, Weaver(self._source)
        for number, (at, end) in enumerate(lines):
            while at < end and text[at] in (" \t" if number else " \t@-?"):
                at += 1
            self._line(weaver, at, end - 1 if text.endswith("\\", at, end) else end, parameters)
        return weaver.fragment()

    def _script(self, lines: Sequence[Span], parameters: dict[str, Piece | None]) -> Fragment:
        weaver = Weaver(self._source)
        for at, end in lines:
            self._line(weaver, at, end, parameters)
            weaver.put("\n", end, min(end + 1, len(self._source.text)))
        return weaver.fragment()

    def _line(self, weaver: Weaver, at: int, end: int, parameters: dict[str, Piece | None]) -> None:
        def lookup(name: str, depth: int) -> Piece | None:
            return parameters[name] if name in parameters else self._variable(name, depth)

        text = self._source.text
        while (opening := text.find("{{", at, end)) >= 0:
            weaver.copy(at, opening)
            value, at = interpolation(self._source, opening, end, lookup, self.commands)
            if self._allowance.grants(value):
                weaver.take(value, opening, at)
            else:
                weaver.unknown("more text than is made of one file", None, opening, at)
        weaver.copy(at, end)
