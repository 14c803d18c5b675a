"""What make puts in place of `$…`: text for the shell, each character of which knows where it was written."""

from __future__ import annotations

import re

from lintainer.parsers.makefile.lines import Lines
from lintainer.parsers.weaving import MAX_LENGTH, Allowance, Piece, Weaver
from lintainer.source import Fragment, Source, Span

# Chains of variables deeper than this are left unknown.
_MAX_DEPTH = 20
_NAME = re.compile(r"[^\s:#=$(){},]+\Z")
_CONTINUED = re.compile(r"[ \t]*\\\r?\n[ \t]*")
_WORKING_DIRECTORY = frozenset(("CURDIR", "PWD", "shell pwd", "shell pwd -P", "realpath .", "abspath ."))


class Expander:
    """Expands the text of one makefile."""

    def __init__(self, source: Source, lines: Lines) -> None:
        self._source = source
        self._text = source.text
        self._lines = lines
        self._values: dict[str, Piece | None] = {}
        self._busy: set[str] = set()
        self._allowance = Allowance()

    def recipe(self, span: Span) -> Fragment:
        """Return one logical line of a recipe as the shell gets it."""
        text, at, end = self._text, span.start, span.end
        weaver = Weaver(self._source)
        while at < end and text[at] in " \t@-+":
            at += 1
        while at < end:
            dollar = text.find("$", at, end)
            line = text.find("\n\t", at, end if dollar < 0 else dollar)
            if line >= 0:
                # Of the tab that begins each further line make takes the first away.
                weaver.copy(at, line + 1)
                at = line + 2
                continue
            if dollar < 0:
                weaver.copy(at, end)
                break
            weaver.copy(at, dollar)
            at = self._reference(weaver, dollar, end)
        return weaver.fragment()

    def _reference(self, weaver: Weaver, at: int, end: int) -> int:
        inner, behind = _reference(self._text, at, end)
        if inner == "$":
            weaver.put("$", at, behind)
            return behind
        value = self._value(inner)
        if value is not None and self._allowance.grants(value):
            weaver.take(value, at, behind)
        else:
            weaver.unknown(*_why(inner), at, behind)
        return behind

    def _value(self, name: str) -> Piece | None:
        """Return the value of a variable, None where it is not known."""
        if name in self._values:
            return self._values[name]
        variable = self._lines.variables.get(name)
        if variable is None or variable.value is None or (variable.default and self._lines.includes):
            return None
        if name in self._busy or len(self._busy) > _MAX_DEPTH:
            return None
        self._busy.add(name)
        value = self._expanded(variable.value)
        self._busy.discard(name)
        self._values[name] = value
        return value

    def _expanded(self, span: Span) -> Piece | None:
        piece, at, end = Piece(), span.start, span.end
        while at < end:
            dollar = self._text.find("$", at, end)
            self._plain(piece, at, end if dollar < 0 else dollar)
            if dollar < 0:
                break
            inner, at = _reference(self._text, dollar, end)
            if inner == "$":
                piece.copy("$", dollar)
            elif (value := self._value(inner)) is not None:
                piece.take(value)
            else:
                piece.unknown(*_why(inner))
            if len(piece.written) > MAX_LENGTH:
                return None
        return piece if len(piece.written) <= MAX_LENGTH else None

    def _plain(self, piece: Piece, at: int, end: int) -> None:
        """Add plain text of a value: a backslash at the end of a line, and the blanks around it, are one blank."""
        for found in _CONTINUED.finditer(self._text, at, end):
            piece.copy(self._text[at : found.start()], at)
            piece.copy(" ", found.start())
            at = found.end()
        piece.copy(self._text[at:end], at)


def _reference(text: str, at: int, end: int) -> tuple[str, int]:
    """Return what stands behind the dollar sign at `at`, without its brackets, and the offset behind it."""
    opening = text[at + 1 : at + 2] if at + 1 < end else ""
    if opening not in ("(", "{"):
        return opening, min(at + 2, end)
    closing, depth = (")" if opening == "(" else "}"), 0
    for offset in range(at + 1, end):
        if text[offset] == opening:
            depth += 1
        elif text[offset] == closing:
            depth -= 1
            if not depth:
                return text[at + 2 : offset], offset + 1
    return text[at + 2 : end], end


def _why(inner: str) -> tuple[str, str | None]:
    """Return why a reference is not known, and the name of what decides it."""
    if inner.strip() in _WORKING_DIRECTORY:
        return "the working directory", "PWD"
    if inner == "HOME":
        return "the user's home folder", "HOME"
    if _NAME.match(inner) and (inner[0].isalpha() or inner[0] == "_"):
        return f"`$({inner})` is not known from this file", inner
    return "what make puts there is not known", None
