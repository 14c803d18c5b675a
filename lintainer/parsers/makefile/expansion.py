"""What make puts in place of `$…`: text for the shell, each character of which knows where it was written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lintainer.parsers.makefile import functions
from lintainer.parsers.makefile.lines import Lines
from lintainer.parsers.weaving import MAX_LENGTH, Allowance, Piece, Weaver, word
from lintainer.parsers.words import Word
from lintainer.source import Fragment, Source, Span

# Chains of variables deeper than this are left unknown, and so is everything once this many references were followed.
_MAX_DEPTH = 20
_MAX_STEPS = 20_000
_NAME = re.compile(r"[^\s:#=$(){},]+\Z")
_CONTINUED = re.compile(r"[ \t]*\\\r?\n[ \t]*")
_PREFIXES = frozenset(" \t@-+")
# A line break that no backslash hides.
_BREAK = re.compile(r"(?<!\\)(?<!\\\r)\n")
_WORKING_DIRECTORY = frozenset(("CURDIR", "PWD", "shell pwd", "shell pwd -P", "realpath .", "abspath ."))
_NOTHING: Mapping[str, Piece] = {}


class Expander:
    """Expands the text of one makefile."""

    def __init__(self, source: Source, lines: Lines) -> None:
        self._source = source
        self._text = source.text
        self._lines = lines
        self._values: dict[str, Piece | None] = {}
        self._busy: list[str] = []
        self._allowance = Allowance()
        self._steps = _MAX_STEPS

    def recipe(self, lines: Sequence[Span]) -> list[Fragment]:
        """Return the texts that shells get for logical lines of a recipe: one for each, and for each line of a `define`."""
        if self._lines.one_shell:
            return [self._woven(lines)]
        return [part for line in lines for part in _separate(self._woven([line]))]

    def shell(self, span: Span) -> Fragment:
        """Return the text that `$(shell …)` hands over; `span` is what stands behind the word."""
        return self._woven([span])

    def exported(self) -> dict[str, Word]:
        """Return the variables of the environment that recipes run in, as far as they are known."""
        found: dict[str, Word] = {}
        for name in self._lines.exported:
            value = self._value(name, _NOTHING)
            if value is not None:
                weaver = Weaver(self._source)
                place = self._lines.variables[name].value or Span(0, 0)
                weaver.take(value, place.start, place.end)
                found[name] = word(weaver.fragment())
        return found

    def value(self, name: str) -> str | None:
        """Return the text of a variable, None where it is not known."""
        found = self._value(name, _NOTHING)
        return None if found is None else found.value

    def _woven(self, lines: Sequence[Span]) -> Fragment:
        text, weaver = self._text, Weaver(self._source)
        for number, (at, end) in enumerate(lines):
            if number:
                weaver.put("\n", lines[number - 1].end, lines[number - 1].end + 1)
            while at < end and text[at] in _PREFIXES:
                at += 1
            self._line(weaver, at, end)
        return weaver.fragment()

    def _line(self, weaver: Weaver, at: int, end: int) -> None:
        text = self._text
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
                return
            weaver.copy(at, dollar)
            behind = reference_end(text, dollar, end)
            if text[dollar + 1 : behind] == "$":
                weaver.put("$", dollar, behind)
            else:
                value = self._reference(dollar, behind, _NOTHING)
                if self._allowance.grants(value):
                    weaver.take(value, dollar, behind)
                else:
                    weaver.unknown("more text than is made of one file", None, dollar, behind)
            at = behind

    def expand(self, span: Span, bound: Mapping[str, Piece]) -> Piece:
        """Return what the text at `span` becomes; `bound` are the variables of `foreach` and the arguments of `call`."""
        piece, at, end = Piece(), span.start, span.end
        while at < end:
            dollar = self._text.find("$", at, end)
            self._plain(piece, at, end if dollar < 0 else dollar)
            if dollar < 0:
                break
            at = reference_end(self._text, dollar, end)
            if self._text[dollar + 1 : at] == "$":
                piece.put("$", dollar, at)
            else:
                piece.take(self._reference(dollar, at, bound).at(Span(dollar, at)))
            if len(piece.written) > MAX_LENGTH:
                return unknown("a value that grows without bound", None)
        return piece

    def _reference(self, at: int, behind: int, bound: Mapping[str, Piece]) -> Piece:
        """Return what the reference at `[at:behind]` becomes."""
        self._steps -= 1
        brackets = self._text[at + 1 : at + 2] in ("(", "{")
        span = Span(at + 2, behind - 1) if brackets else Span(at + 1, behind)
        inner = self._text[span.start : span.end]
        if self._steps < 0 or len(self._busy) > _MAX_DEPTH:
            return unknown("references in references without end", None)
        if brackets and inner.strip() not in _WORKING_DIRECTORY:
            call = functions.called(self._text, span)
            if call is not None:
                self._busy.append(f"{call.name} ")
                found = functions.returned(self, call, bound)
                self._busy.pop()
                return found
        value = self._value(inner, bound)
        return unknown(*_why(inner)) if value is None else value

    def called(self, name: str, arguments: Mapping[str, Piece]) -> Piece:
        """Return the value of a variable with these arguments in place of `$(1)` and so on."""
        value = self._value(name.strip(), arguments)
        return unknown(f"`$(call {name.strip()})` is not known from this file", None) if value is None else value

    def _value(self, name: str, bound: Mapping[str, Piece]) -> Piece | None:
        """Return the value of a variable, None where it is not known."""
        if name in bound:
            return bound[name]
        if bound and name.isdigit():
            return Piece()
        if not bound and name in self._values:
            return self._values[name]
        variable = self._lines.variables.get(name)
        if variable is None or variable.value is None or (variable.default and self._lines.includes):
            return None
        if name in self._busy:
            return None
        self._busy.append(name)
        value = self.expand(variable.value, bound)
        self._busy.pop()
        if not bound:
            self._values[name] = value
        return value

    def _plain(self, piece: Piece, at: int, end: int) -> None:
        """Add plain text of a value: a backslash at the end of a line, and the blanks around it, are one blank."""
        for found in _CONTINUED.finditer(self._text, at, end):
            piece.copy(self._text[at : found.start()], at)
            piece.copy(" ", found.start())
            at = found.end()
        piece.copy(self._text[at:end], at)


def _separate(fragment: Fragment) -> list[Fragment]:
    """Take a text apart at the line breaks that a `define` brought: each line is a shell's own, with prefixes of its own."""
    text = fragment.text
    breaks = [found.start() for found in _BREAK.finditer(text)]
    if not breaks and text[:1] not in _PREFIXES:
        return [fragment]
    parts = []
    for start, end in zip([0, *(at + 1 for at in breaks)], [*breaks, len(text)], strict=True):
        while start < end and text[start] in _PREFIXES:
            start += 1
        if start < end:
            parts.append(fragment.sub(start, end))
    return parts


def unknown(why: str, name: str | None) -> Piece:
    """Return a value that is not known."""
    piece = Piece()
    piece.unknown(why, name)
    return piece


def reference_end(text: str, at: int, end: int) -> int:
    """Return the offset behind the reference whose dollar sign is at `at`."""
    opening = text[at + 1 : at + 2] if at + 1 < end else ""
    if opening not in ("(", "{"):
        return min(at + 2, end)
    closing, depth = (")" if opening == "(" else "}"), 0
    for offset in range(at + 1, end):
        if text[offset] == opening:
            depth += 1
        elif text[offset] == closing:
            depth -= 1
            if not depth:
                return offset + 1
    return end


def _why(inner: str) -> tuple[str, str | None]:
    """Return why a reference is not known, and the name of what decides it."""
    if inner.strip() in _WORKING_DIRECTORY:
        return "the working directory", "PWD"
    if inner == "HOME":
        return "the user's home folder", "HOME"
    if _NAME.match(inner) and (inner[0].isalpha() or inner[0] == "_"):
        return f"`$({inner})` is not known from this file", inner
    return "what make puts there is not known", None
