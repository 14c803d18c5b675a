"""What the expressions of a justfile are worth: text, each character of which knows where it was written."""

from __future__ import annotations

import re
from collections.abc import Callable

from lintainer.parsers.justfile.tokens import string_at
from lintainer.parsers.weaving import MAX_LENGTH, Piece, Weaver
from lintainer.source import Fragment, Source, Span

# Expressions and chains of variables deeper than this are left unknown.
_MAX_DEPTH = 40
_NAME = re.compile(r"[A-Za-z_][\w-]*")
_BLANK = re.compile(r"(?:[ \t\r\n]|\\(?=\r?\n))*")
_ESCAPE = re.compile(r"\\(?:u\{((?:10|0?[0-9a-fA-F])?[0-9a-fA-F]{1,4})\}|(\r\n|[^\r]))", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\", "\n": "", "\r\n": ""}
_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_FOLDERS = frozenset(
    f"{what}_{word}" for what in ("justfile", "invocation", "source", "module") for word in ("directory", "dir")
)
_HOMES = frozenset(("home_directory", "home_dir"))
_ENVIRONMENT = frozenset(("env", "env_var", "env_var_or_default"))

# What a name is worth where expressions are so deep already; None where the file does not say.
Lookup = Callable[[str, int], Piece | None]


class Unreadable(Exception):
    """The text at this place is no expression."""


class Expression:
    """Reads expressions from `at` on. `commands` collects the texts that backticks and `shell()` run."""

    def __init__(self, source: Source, at: int, end: int, lookup: Lookup, commands: list[Fragment], depth: int = 0) -> None:
        self.source = source
        self.text = source.text
        self.at = at
        self.end = end
        self.lookup = lookup
        self.commands = commands
        self.depth = depth

    def value(self) -> Piece:
        """Return what the expression is worth. Raises `Unreadable`. `at` is then where it ends."""
        self._descend()
        found = self._conjunction()
        while self._takes("||"):
            behind = self._conjunction()
            found = _chosen(found, behind, found)
        self.depth -= 1
        return found

    def closes(self) -> bool:
        """Tell whether the brackets of an interpolation close here, and go behind them."""
        return self._takes("}}")

    def _descend(self) -> None:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise Unreadable

    def _conjunction(self) -> Piece:
        found = self._joined()
        while self._takes("&&"):
            behind = self._joined()
            found = _chosen(found, found, behind)
        return found

    def _joined(self) -> Piece:
        found = Piece() if self._sees("/") else self._term()
        while len(found.written) <= MAX_LENGTH:
            if self._takes("/"):
                found = _together(found, _made("/"), self._term())
            elif self._takes("+"):
                found = _together(found, self._term())
            else:
                return found
        raise Unreadable

    def _term(self) -> Piece:
        self._blanks()
        start = self.at
        return self._operand().at(Span(start, self.at))

    def _operand(self) -> Piece:
        if self._takes("("):
            found = self.value()
            self._needs(")")
            return found
        if (string := string_at(self.text, self.at)) is not None and string.end() <= self.end:
            self.at = string.end()
            return self._string(string)
        name = _NAME.match(self.text, self.at, self.end)
        if name is None:
            raise Unreadable
        self.at = name.end()
        if name.group() == "if":
            return self._conditional()
        if self._sees("("):
            return self._call(name.group())
        value = self.lookup(name.group(), self.depth)
        return _unknown(f"`{name.group()}` is not known from this file", name.group()) if value is None else value

    def _conditional(self) -> Piece:
        self._descend()
        verdict = self._condition()
        self._needs("{")
        yes = self.value()
        self._needs("}")
        if not self._takes("else"):
            raise Unreadable
        if self._sees("if"):
            no = self._term()
        else:
            self._needs("{")
            no = self.value()
            self._needs("}")
        self.depth -= 1
        if verdict is None:
            return _unknown("a condition that this file does not decide", None)
        return yes if verdict else no

    def _condition(self) -> bool | None:
        left = self.value()
        operator = next((one for one in ("==", "!=", "=~", "!~") if self._takes(one)), None)
        if operator is None:
            raise Unreadable
        right = self.value()
        if left.value is None or right.value is None or "~" in operator:
            return None
        return (left.value == right.value) == (operator == "==")

    def _call(self, name: str) -> Piece:
        start = self.at
        self._needs("(")
        arguments: list[Piece] = []
        while not self._takes(")"):
            if name == "assert" and not arguments:
                self._condition()
                arguments.append(Piece())
            else:
                arguments.append(self.value())
            if not self._takes(","):
                self._needs(")")
                break
        if name == "shell" and arguments:
            weaver = Weaver(self.source)
            weaver.take(arguments[0], start, self.at)
            self.commands.append(weaver.fragment())
        return self._returned(name, arguments)

    def _returned(self, name: str, arguments: list[Piece]) -> Piece:
        first = arguments[0].value if arguments else None
        if name in _FOLDERS and not arguments:
            return _unknown("the working directory", "PWD")
        if name in _HOMES or (name in _ENVIRONMENT and first == "HOME"):
            return _unknown("the user's home folder", "HOME")
        if name in _ENVIRONMENT:
            # The default counts, as in a shell's `${NAME:-value}`.
            return arguments[1] if len(arguments) > 1 else _unknown(f"`${first}` is not known from this file", first)
        if name == "quote" and arguments:
            return _quoted(arguments[0])
        if name == "assert":
            return Piece()
        return _unknown(f"what the function `{name}` returns", None)

    def _string(self, found: re.Match[str]) -> Piece:
        kind = found.lastgroup or ""
        start, end = found.span(kind)
        mark = found.group()[0]
        if kind.startswith("ticks"):
            self.commands.append(Fragment.part(self.source, Span(start, end)))
            where = found[kind].strip() == "pwd"
            return _unknown("the working directory", "PWD") if where else _unknown("the output of a command", None)
        if mark == "x" and any(sign in found[kind] for sign in "$~"):
            return _unknown("a string that the environment completes", None)
        piece = Piece()
        if mark == "f":
            self._interpolated(piece, start, end)
        elif kind.endswith("3"):
            self._indented(piece, start, end, cooked=kind.startswith("cooked"))
        else:
            self._plain(piece, start, end, cooked=kind.startswith("cooked"))
        return piece

    def _indented(self, piece: Piece, start: int, end: int, *, cooked: bool) -> None:
        """Add a string of several lines: without the indentation that they share, and blank ones without all theirs.

        A blank line at either end is left out.
        """
        text = self.text
        lines = [Span(start + found.start(), start + found.end()) for found in _LINE.finditer(text[start:end])]
        filled = [text[slice(*line)] for line in lines if text[slice(*line)].strip()]
        common = _common([line[: len(line) - len(line.lstrip(" \t"))] for line in filled])
        for number, line in enumerate(lines):
            if text[slice(*line)].strip():
                self._plain(piece, line.start + common, line.end, cooked=cooked)
            elif 0 < number < len(lines) - 1:
                piece.copy("\n", line.end - 1)

    def _plain(self, piece: Piece, at: int, end: int, *, cooked: bool) -> None:
        text = self.text
        while cooked and 0 <= (escape := text.find("\\", at, end)) < end - 1:
            piece.copy(text[at:escape], at)
            found = _ESCAPE.match(text, escape, end)
            if found is None:
                piece.copy("\\", escape)
                at = escape + 1
                continue
            meant = chr(int(found[1], 16)) if found[1] else _ESCAPES.get(found[2], found[2])
            if meant:
                piece.put(meant, *found.span())
            at = found.end()
        piece.copy(text[at:end], at)

    def _interpolated(self, piece: Piece, at: int, end: int) -> None:
        """Add a format string: expressions in `{{…}}` are part of it."""
        while (opening := self.text.find("{{", at, end)) >= 0:
            piece.copy(self.text[at:opening], at)
            value, at = interpolation(self.source, opening, end, self.lookup, self.commands, self.depth)
            piece.take(value)
        piece.copy(self.text[at:end], at)

    def _blanks(self) -> None:
        found = _BLANK.match(self.text, self.at, self.end)
        self.at = found.end() if found else self.at

    def _sees(self, word: str) -> bool:
        self._blanks()
        return self.text.startswith(word, self.at, self.end)

    def _takes(self, word: str) -> bool:
        if self._sees(word):
            self.at += len(word)
            return True
        return False

    def _needs(self, word: str) -> None:
        if not self._takes(word):
            raise Unreadable


def interpolation(
    source: Source, at: int, end: int, lookup: Lookup, commands: list[Fragment], depth: int = 0
) -> tuple[Piece, int]:
    """Return what `{{…}}` at `at` is worth, and the offset behind it."""
    if source.text.startswith("{{{{", at, end):
        piece = Piece()
        piece.copy("{{", at)
        return piece, at + 4
    expression = Expression(source, at + 2, end, lookup, commands, depth)
    try:
        value = expression.value()
        if len(value.written) <= MAX_LENGTH and expression.closes():
            return value, expression.at
    except Unreadable:
        pass
    closing = source.text.find("}}", at, end)
    return _unknown("an expression that is not understood", None), end if closing < 0 else closing + 2


def evaluated(source: Source, span: Span, lookup: Lookup, commands: list[Fragment], depth: int = 0) -> Piece:
    """Return what the expression at `span` is worth."""
    try:
        value = Expression(source, span.start, span.end, lookup, commands, depth).value()
    except Unreadable:
        return _unknown("an expression that is not understood", None)
    return value if len(value.written) <= MAX_LENGTH else _unknown("a value that grows without bound", None)


def _together(*pieces: Piece) -> Piece:
    whole = Piece()
    for piece in pieces:
        whole.take(piece)
    return whole


def _made(text: str) -> Piece:
    piece = Piece()
    piece.made(text)
    return piece


def _common(texts: list[str]) -> int:
    """Return how many characters all texts begin with."""
    low, high = min(texts, default=""), max(texts, default="")
    return next((at for at, (one, other) in enumerate(zip(low, high, strict=False)) if one != other), len(low))


def _quoted(piece: Piece) -> Piece:
    """Return a value as one word of a shell."""
    quoted = _made("'")
    for at, character in enumerate("".join(piece.text)):
        if character == "'":
            quoted.made("'\\''")
        else:
            quoted.take(piece, at, at + 1)
    quoted.made("'")
    return quoted


def _unknown(why: str, name: str | None) -> Piece:
    piece = Piece()
    piece.unknown(why, name)
    return piece


def _chosen(condition: Piece, empty: Piece, filled: Piece) -> Piece:
    """Return `empty` where `condition` is the empty text, `filled` where it is another."""
    if condition.value is None:
        return _unknown("a condition that this file does not decide", None)
    return filled if condition.value else empty
