"""What a justfile is made of: settings, variables, recipes with their bodies, and files that it draws in."""

from __future__ import annotations

import re

from lintainer.model import Record
from lintainer.parsers.justfile.tokens import expression_end, skip_blanks
from lintainer.source import Source, Span

_ASSIGNMENT = re.compile(r"(?P<words>(?:(?:export|eager|lazy|private)[ \t]+)*)(?P<name>[A-Za-z_][\w-]*)[ \t]*:=[ \t]*")
_SETTING = re.compile(r"set[ \t]+(?P<name>[A-Za-z_][\w-]*)[ \t]*(?::=[ \t]*)?")
_DRAWN = re.compile(r"(?:import|mod)\b\??[ \t]*(?P<what>[^#\n]*)")
_OTHER = re.compile(r"(?:alias|unexport)[ \t]|[A-Za-z_][\w-]*\([^\n]*\)[ \t]*:=")
_RECIPE = re.compile(r"@?(?P<name>[A-Za-z_][\w-]*)")
_PARAMETER = re.compile(r"(?P<kind>[*+]?)(?P<export>\$?)(?P<name>[A-Za-z_][\w-]*)[ \t]*(?P<default>=)?[ \t]*")
_CALL = re.compile(r"\([ \t]*(?:[A-Za-z_][\w-]*::)*(?P<name>[A-Za-z_][\w-]*)[ \t]+[^\s)]")


class Parameter(Record):
    """A parameter of a recipe. `default` is where the expression of its default stands, None where it has none."""

    name: str
    default: Span | None
    exported: bool


class Recipe(Record):
    """A recipe: its attributes as written, and the lines of its body without their indentation and line breaks."""

    name: str
    attributes: tuple[Span, ...]
    parameters: tuple[Parameter, ...]
    body: tuple[Span, ...]


class Variable(Record):
    """A variable: where the expression of its value stands."""

    value: Span
    exported: bool


class Items(Record):
    """All items of a justfile. A name that is set twice has None. `called` are recipes that get arguments from this file."""

    settings: dict[str, Span]
    variables: dict[str, Variable | None]
    recipes: list[Recipe]
    drawn: list[Span]
    called: set[str]
    comments: list[Span]


def read_items(source: Source) -> Items:
    """Take a justfile apart."""
    return _Reader(source.text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.attributes: list[Span] = []
        self.items = Items(settings={}, variables={}, recipes=[], drawn=[], called=set(), comments=[])

    def read(self) -> Items:
        text = self.text
        while self.at < len(text):
            start, end = self.at, self._line_end(self.at)
            sign = text[start : start + 1]
            if sign in " \t\r\n":
                # Blank, or the body of what could not be read.
                self.at = end + 1
            elif sign == "#":
                self.items.comments.append(Span(start, end))
                self.at = end + 1
            elif sign == "[":
                self.attributes.append(Span(start, end))
                self.at = end + 1
            else:
                self._item(start, end)
                self.attributes = []
        return self.items

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def _item(self, start: int, end: int) -> None:
        text, items = self.text, self.items
        if found := _SETTING.match(text, start, end):
            self._pass(found.end())
            items.settings[found["name"]] = Span(found.end(), self.at)
        elif found := _ASSIGNMENT.match(text, start, end):
            self._pass(found.end())
            variable = Variable(value=Span(found.end(), self.at), exported="export" in found["words"])
            items.variables[found["name"]] = None if found["name"] in items.variables else variable
        elif found := _DRAWN.match(text, start, end):
            items.drawn.append(Span(start, start + len(found.group().rstrip())))
            self.at = end + 1
        elif _OTHER.match(text, start, end):
            self._pass(start)
        elif found := _RECIPE.match(text, start, end):
            self._recipe(found["name"], found.end())
        else:
            self.at = end + 1

    def _pass(self, at: int) -> None:
        """Go to the end of the item whose expression begins at `at`."""
        self.at = expression_end(self.text, at)

    def _recipe(self, name: str, at: int) -> None:
        text, parameters = self.text, []
        at = skip_blanks(text, at)
        while found := _PARAMETER.match(text, at):
            end = expression_end(text, found.end(), stop=" \t:") if found["default"] else found.end()
            default = Span(found.end(), end) if found["default"] else None
            parameters.append(Parameter(name=found["name"], default=default, exported=bool(found["export"])))
            at = skip_blanks(text, end)
        header = expression_end(text, at)
        self.items.called.update(call["name"] for call in _CALL.finditer(text, at, header))
        self.at = self._line_end(header) + 1
        body = self._body()
        self.items.recipes.append(Recipe(name=name, attributes=tuple(self.attributes), parameters=tuple(parameters), body=body))

    def _body(self) -> tuple[Span, ...]:
        """Read the indented lines from here on. The first one says how far they are indented; blank ones count as empty."""
        text, lines, indent = self.text, [], -1
        while self.at < len(text):
            start, end = self.at, self._line_end(self.at)
            stop = end - 1 if text[end - 1 : end] == "\r" else end
            first = skip_blanks(text, start)
            if first >= stop:
                lines.append(Span(stop, stop))
            elif first == start:
                break
            else:
                indent = first - start if indent < 0 else indent
                lines.append(Span(min(start + indent, first), stop))
            self.at = end + 1
        while lines and lines[-1].start == lines[-1].end:
            lines.pop()
        return tuple(lines)
