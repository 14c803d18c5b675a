"""The code blocks of a reStructuredText: those of directives, and literal blocks behind `::`."""

from __future__ import annotations

import re

from lintainer.parsers.examples.block import Block, behind_indent, width
from lintainer.source import Source, Span
from lintainer.tuples import NamedTuple

# docutils expands tabs to this.
_TAB = 8
_CODE = frozenset(("code-block", "code", "sourcecode", "code-tab", "prompt", "parsed-literal"))
_DIRECTIVE = re.compile(r"\.\.[ \t]+(?:[\w.+-]+:)?(?P<name>[\w+-]+)[ \t]?::(?:[ \t]+(?P<argument>.*))?\Z")
# Targets, footnotes and substitutions: no comments, and no code.
_OTHER = re.compile(r"\.\.[ \t]+(?:_|\[|\|)|__[ \t]")
_COMMENT = re.compile(r"\.\.(?:[ \t]|\Z)")
_OPTION = re.compile(r":[\w-]+:(?:[ \t]|\Z)")
_ITEM = re.compile(r"(?:[-*+\u2022\u2023]|\(?(?:\w|#|\d{1,9}|[ivxlcdmIVXLCDM]+)[.)])[ \t]+")
_QUOTES = "!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~\\"


class _Line(NamedTuple):
    at: int
    end: int
    indent: int
    body: str


def blocks(source: Source) -> list[Block]:
    """Return the code blocks of a text, in order."""
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: Source) -> None:
        self.text = source.text
        self.lines = [self._line(*source.line_span(number)) for number in range(1, source.line_of(len(source.text)) + 1)]
        self.found: list[Block] = []

    def _line(self, at: int, end: int) -> _Line:
        line = self.text[at:end]
        body = line.strip(" \t\f\v")
        return _Line(at, end, width(line[: len(line) - len(line.lstrip(" \t"))], tab=_TAB), body)

    def read(self) -> list[Block]:
        at = 0
        while at < len(self.lines):
            at = self._from(at)
        return self.found

    def _from(self, at: int) -> int:
        """Read what begins with a line, and return the number of the line behind it."""
        line = self.lines[at]
        directive = _DIRECTIVE.match(line.body)
        if directive is not None:
            name, argument = directive["name"].lower(), (directive["argument"] or "").strip()
            if name in _CODE:
                language = "" if name == "parsed-literal" else argument.partition(" ")[0].lower()
                return self._block(self._behind_options(at + 1, line.indent), line.indent, language, name == "parsed-literal")
            return self._literal(at, line.indent) if argument.endswith("::") else at + 1
        if _OTHER.match(line.body):
            return at + 1
        if _COMMENT.match(line.body):
            return self._behind_comment(at)
        if line.body.endswith("::"):
            item = _ITEM.match(line.body)
            return self._literal(at, line.indent + (width(item.group(), line.indent, tab=_TAB) if item else 0))
        return at + 1

    def _blank(self, at: int) -> bool:
        return at >= len(self.lines) or not self.lines[at].body

    def _behind_comment(self, at: int) -> int:
        indent, alone = self.lines[at].indent, self.lines[at].body == ".."
        at += 1
        if alone and self._blank(at):
            # An empty comment has no content: it keeps what follows apart from what stands before it.
            return at
        while at < len(self.lines) and (self._blank(at) or self.lines[at].indent > indent):
            at += 1
        return at

    def _behind_options(self, at: int, indent: int) -> int:
        while not self._blank(at) and self.lines[at].indent > indent and _OPTION.match(self.lines[at].body):
            at += 1
        return at

    def _literal(self, at: int, indent: int) -> int:
        """Read the block behind a paragraph that ends with `::`."""
        at += 1
        if not self._blank(at):
            return at
        while at < len(self.lines) and self._blank(at):
            at += 1
        if at < len(self.lines) and self.lines[at].indent <= indent:
            return self._quoted(at)
        return self._block(at, indent, "", False)

    def _quoted(self, at: int) -> int:
        """Read a literal block without indentation, each of whose lines begins with the same mark."""
        first = self.lines[at]
        if first.body[0] not in _QUOTES or first.body.startswith(".. "):
            return at
        block = Block("", [])
        while not self._blank(at) and self.lines[at].indent == first.indent and self.lines[at].body[0] == first.body[0]:
            block.lines.append(self._span(at, first.indent))
            at += 1
        self.found.append(block)
        return at

    def _block(self, at: int, indent: int, language: str, markup: bool) -> int:
        """Read the lines from `at` on that are indented deeper than `indent`."""
        end = at
        while end < len(self.lines) and (self._blank(end) or self.lines[end].indent > indent):
            end += 1
        inner = [number for number in range(at, end) if not self._blank(number)]
        if inner:
            least = min(self.lines[number].indent for number in inner)
            lines = [self._span(number, least) for number in range(inner[0], inner[-1] + 1)]
            self.found.append(Block(language, lines, markup))
        return end

    def _span(self, at: int, indent: int) -> Span:
        line = self.lines[at]
        return Span(behind_indent(self.text, line.at, line.end, indent, tab=_TAB), line.end)
