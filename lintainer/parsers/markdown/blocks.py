"""The code blocks of a Markdown text: fenced ones and indented ones, also inside of lists and quotes.

Source: CommonMark 0.31.2, 4.4 (indented code), 4.5 (fences), 4.6 (HTML comments), 5 (quotes and lists). Where that is strict,
documents are not: a fence may be indented as far as it likes. MDX 3 has comments of its own.
"""

from __future__ import annotations

import re

from lintainer.parsers.examples.block import Block, behind_indent, width
from lintainer.source import Source, Span

_MARK = r"(?:[-*+]|\d{1,9}[.)])"
_OPENING = re.compile(rf"(?P<lead>[ \t>]*(?:{_MARK}[ \t]+)*)(?P<fence>`{{3,}}|~{{3,}})[ \t]*(?P<info>[^\n]*)\Z")
_QUOTES = re.compile(r"(?:[ \t]{0,3}>[ \t]?)*")
_ITEM = re.compile(rf"[ \t]*{_MARK}(?P<gap>[ \t]+|\Z)")
# MyST writes the directives of reStructuredText so.
_DIRECTIVE = re.compile(r"\{(?:code-block|code|sourcecode|code-cell|prompt)\}[ \t]*(\S*)")
_HIDDEN = (("<!--", "-->"), ("{/*", "*/}"), *((f"<{tag}", f"</{tag}>") for tag in ("pre", "script", "style", "textarea")))
_CODE = 4


def blocks(source: Source) -> list[Block]:
    """Return the code blocks of a text in order; a fence that is not closed reaches to the end."""
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: Source) -> None:
        self.text = source.text
        self.found: list[Block] = []
        # The fence that is open: what closes it, how many quotes it lies in, and its indentation in columns.
        self.closing: re.Pattern[str] | None = None
        self.depth = 0
        self.indent = 0
        # How many quotes the lines lie in that are in no fence.
        self.quotes = 0
        # What ends the comment that is open.
        self.hidden = ""
        # The columns at which the content of the lists around a line begins.
        self.lists: list[int] = []
        # Whether code may begin: indented lines go on with a paragraph. The indented block that is open.
        self.free = True
        self.code: Block | None = None
        # Empty lines that belong to it if it goes on.
        self.blank: list[Span] = []

    def read(self) -> list[Block]:
        at = 0
        while at < len(self.text):
            end = self.text.find("\n", at)
            end = len(self.text) if end < 0 else end
            self._line(at, end - 1 if end > at and self.text[end - 1] == "\r" else end)
            at = end + 1
        return self.found

    def _line(self, at: int, end: int) -> None:
        if self.closing is not None and self._inside(at, end):
            return
        if self.hidden:
            if self.hidden in self.text[at:end]:
                self.hidden = ""
            return
        opening = _OPENING.match(self.text[at:end])
        if opening and not (opening["fence"][0] == "`" and "`" in opening["info"]):
            self._open(opening)
        else:
            quotes = _QUOTES.match(self.text, at, end)
            inner = quotes.end() if quotes else at
            depth = self.text.count(">", at, inner)
            if depth != self.quotes and self.text[inner:end].strip():
                # What is in another quote, or in none, goes on with nothing.
                self.quotes, self.lists, self.code = depth, [], None
            self._content(inner, end)

    def _inside(self, at: int, end: int) -> bool:
        """Take a line of the fence that is open; return False where the quote around it has ended, and it with it."""
        start = at
        for _ in range(self.depth):
            while start < end and self.text[start] in " \t":
                start += 1
            if start >= end or self.text[start] != ">":
                self.closing = None
                return False
            start += 1
        if self.closing is not None and self.closing.match(self.text[start:end]):
            self.closing = None
        else:
            self.found[-1].lines.append(Span(behind_indent(self.text, start, end, self.indent), end))
        return True

    def _open(self, opening: re.Match[str]) -> None:
        lead = opening["lead"]
        self.depth, self.indent = lead.count(">"), width(lead.rpartition(">")[2])
        self.closing = re.compile(rf"[ \t]*{opening['fence'][0]}{{{len(opening['fence'])},}}[ \t]*\Z")
        self.found.append(Block(_language(opening["info"]), []))
        self.free, self.code, self.blank = True, None, []

    def _content(self, at: int, end: int) -> None:
        """Read a line that is in no fence."""
        line = self.text[at:end]
        body = line.strip(" \t")
        if not body:
            self.free = True
            self.blank.append(Span(end, end))
            return
        column = width(line[: len(line) - len(line.lstrip(" \t"))])
        item = _ITEM.match(line)
        # A line that only goes on with a paragraph ends no list, however far to the left it begins.
        while self.lists and column < self.lists[-1] and (self.free or item or body.startswith("#")):
            self.lists.pop()
        code = (self.lists[-1] if self.lists else 0) + _CODE
        if column >= code and (self.free or self.code is not None):
            if self.code is None:
                self.code = Block("", [])
                self.found.append(self.code)
            else:
                self.code.lines.extend(self.blank)
            self.blank = []
            self.code.lines.append(Span(behind_indent(self.text, at, end, code), end))
            return
        self.code, self.blank = None, []
        opened = next(((begin, stop) for begin, stop in _HIDDEN if body.startswith(begin)), None)
        if opened is not None:
            if opened[1] not in body:
                self.hidden = opened[1]
            return
        if item is not None:
            mark = width(line[: item.start("gap")])
            gap = width(item["gap"], mark)
            self.lists.append(mark + (gap if 0 < gap <= _CODE else 1))
        # Behind a heading, as behind an empty line, code may follow.
        self.free = body.startswith("#")


def _language(info: str) -> str:
    directive = _DIRECTIVE.match(info)
    if directive:
        return directive[1].lower()
    words = re.split(r"[\s,{:]+", info.strip().strip("{}").lstrip("."))
    return words[0].lower()
