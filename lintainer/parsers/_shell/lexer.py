"""One simple command of a POSIX shell or bash, from its first word to where it ends, as words with their places.

Sources: POSIX.1-2024, Shell Command Language, 2.2 (quoting), 2.3 (tokens), 2.6 (expansions); bash 5.2 manual.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from lintainer.parsers._shell.builder import Builder
from lintainer.parsers.words import HOLE, Hole, Word
from lintainer.source import Fragment

# What a variable is worth at an offset of the fragment: its words, or None where it is not known. An array has several.
Lookup = Callable[[str, int], "Constant | None"]


class Constant:
    """The known value of a variable: one word, or the words of an array.

    `assigned` False: nothing in the text sets it. `partial`: the text adds more to the array on some ways only.
    """

    __slots__ = ("array", "assigned", "partial", "words")

    def __init__(self, words: Sequence[Word], *, array: bool = False, assigned: bool = True, partial: bool = False) -> None:
        self.words = words
        self.array = array
        self.assigned = assigned
        self.partial = partial


_PLAIN = re.compile(rf"[^\s\"'\\$`|&;()<>#~{{{HOLE}]+")
_REDIRECTION = re.compile(r"(?:[0-9]+|\{\w+\})?(?:<<<|<<-?|<>|>>|>\||[<>]&|&>>?|[<>](?!\())")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_BRACES = re.compile(r"\{[^{}\s\"'$`]*(?:,[^{}\s\"'$`]*)+\}|\{\w+\.\.\w+(?:\.\.\w+)?\}")
_ANSI = re.compile(r"\\(?:([abeEfnrtv\\'\"?])|([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|c(.))")
_ANSI_NAMED = dict(zip("abeEfnrtv\\'\"?", "\a\b\x1b\x1b\f\n\r\t\v\\'\"?", strict=True))
_OUTPUT = "the output of a command"
# Defaults in defaults in defaults.
_MAX_DEPTH = 10


class Lexer:
    """Reads words from `at` on, up to `limit`."""

    def __init__(self, fragment: Fragment, at: int, limit: int, lookup: Lookup, depth: int = 0) -> None:
        self.fragment = fragment
        self.text = fragment.text
        self.at = at
        self.limit = limit
        self.lookup = lookup
        self.words: list[Word] = []
        self.depth = depth

    def command(self) -> list[Word]:
        """Return the words of a command, without its redirections. `at` is then where it ends."""
        while True:
            self._blanks()
            if self.at >= self.limit:
                break
            redirection = _REDIRECTION.match(self.text, self.at, self.limit)
            if redirection:
                self.at = redirection.end()
                self._blanks()
                self.word()
                continue
            if self.text[self.at] in "\n;|&()" or self.text[self.at] == "#":
                break
            self.words += self.word()
        return self.words

    def array(self) -> list[Word]:
        """Return the words of an array: from behind its `(` to its `)`, over any number of lines."""
        words: list[Word] = []
        while True:
            self._blanks(lines=True)
            if self.at >= self.limit or self.text[self.at] in ");|&(":
                return words
            words += self.word()

    def _blanks(self, *, lines: bool = False) -> None:
        text = self.text
        while self.at < self.limit:
            character = text[self.at]
            if character in " \t\r" or (lines and character == "\n"):
                self.at += 1
            elif character == "\\" and text[self.at + 1 : self.at + 2] == "\n":
                self.at += 2
            elif character == "\\" and text[self.at + 1 : self.at + 3] == "\r\n":
                self.at += 3
            elif lines and character == "#":
                end = text.find("\n", self.at)
                self.at = self.limit if end < 0 else end
            else:
                return

    def word(self) -> list[Word]:
        """Return the word at `at`: several where a known variable splits, none where it is empty."""
        start = self.at
        whole = self._whole_variable(start)
        if whole is not None:
            return whole
        done: list[Word] = []
        builder, text = Builder(self.fragment, start), self.text
        while self.at < self.limit:
            plain = _PLAIN.match(text, self.at, self.limit)
            if plain:
                builder.exact(plain.start(), plain.end())
                self.at = plain.end()
                continue
            character = text[self.at]
            if character in " \t\r\n|&;)" or (character in "<>(" and not text.startswith(("<(", ">("), self.at)):
                break
            builder = self._piece(builder, character, done)
        if builder.begun:
            done.append(builder.word(self.at))
        if self.at == start:
            self.at += 1
        return done

    def _piece(self, builder: Builder, character: str, done: list[Word]) -> Builder:
        at = self.at
        if character == "'":
            self._single(builder)
        elif character == '"':
            close = builder.enclosed(at)
            self.at += 1
            builder.begun = True
            self._double(builder, '"')
            close(self.at)
        elif character == "\\":
            self._backslash(builder)
        elif character == "~" and not builder.begun and self.text[at + 1 : at + 2] in ("", "/", " ", "\t", "\n"):
            builder.hole("the user's home folder", "HOME", at, at + 1)
            self.at += 1
        elif character == "{" and (braces := _BRACES.match(self.text, at, self.limit)):
            builder.hole("a brace expansion", None, at, braces.end())
            builder.splits = True
            self.at = braces.end()
        elif character in "<>":
            self.at = self._closing(at + 2, ")")
            builder.hole(_OUTPUT, None, at, self.at)
        elif character in "$`":
            return self._expansion(builder, done, quoted=False)
        elif character == HOLE:
            builder.unknown(at)
            builder.splits = builder.splits or builder.holes[-1].name not in ("HOME", "PWD")
            self.at += 1
        else:
            builder.exact(at, at + 1)
            self.at += 1
        return builder

    def _single(self, builder: Builder) -> None:
        end = self.text.find("'", self.at + 1, self.limit)
        end = self.limit if end < 0 else end
        builder.begun = True
        close = builder.enclosed(self.at)
        if end > self.at + 1:
            builder.exact(self.at + 1, end)
        self.at = min(end + 1, self.limit)
        close(self.at)

    def _backslash(self, builder: Builder) -> None:
        text, at = self.text, self.at
        if text[at + 1 : at + 2] == "\n":
            self.at += 2
        elif text[at + 1 : at + 3] == "\r\n":
            self.at += 3
        elif at + 1 < self.limit:
            builder.exact(at + 1, at + 2)
            self.at += 2
        else:
            self.at += 1

    def _double(self, builder: Builder, closing: str) -> None:
        """Read what stands in double quotes, up to `closing`."""
        text = self.text
        stops = re.compile(rf"[^\\$`{closing}{HOLE}]+")
        while self.at < self.limit:
            plain = stops.match(text, self.at, self.limit)
            if plain:
                builder.exact(plain.start(), plain.end())
                self.at = plain.end()
                continue
            character = text[self.at]
            if character == closing:
                self.at += 1
                return
            if character == "\\":
                behind = text[self.at + 1 : self.at + 2]
                if behind == "\n":
                    self.at += 2
                elif behind and behind in '$`"\\' + closing:
                    builder.exact(self.at + 1, self.at + 2)
                    self.at += 2
                else:
                    builder.exact(self.at, self.at + 1)
                    self.at += 1
            elif character == HOLE:
                builder.unknown(self.at)
                self.at += 1
            else:
                self._expansion(builder, [], quoted=True)

    # Expansions.

    def _expansion(self, builder: Builder, done: list[Word], *, quoted: bool) -> Builder:
        text, start = self.text, self.at
        behind = text[start + 1 : start + 2]
        if text[start] == "`":
            self.at = self._closing(start + 1, "`")
            self._substitution(builder, start, text[start + 1 : self.at - 1], quoted=quoted)
        elif behind == "(":
            self.at = self._closing(start + 2, ")")
            self._substitution(builder, start, text[start + 2 : self.at - 1], quoted=quoted)
        elif behind == "{":
            self.at = self._closing(start + 2, "}")
            return self._braced(builder, done, start, quoted=quoted)
        elif behind == "'" and not quoted:
            self._ansi(builder)
        elif behind == '"' and not quoted:
            self.at += 1
        elif name := _NAME.match(text, start + 1, self.limit):
            self.at = name.end()
            return self._variable(builder, done, name.group(), start, quoted=quoted)
        elif behind and behind in "0123456789@*#?$!-":
            self.at += 2
            shown = behind if behind in "0123456789@*" else None
            builder.hole(f"`${behind}` is not known from this file", shown, start, self.at)
            builder.splits = builder.splits or behind == "@" or not quoted
        else:
            builder.exact(start, start + 1)
            self.at += 1
        return builder

    def _substitution(self, builder: Builder, start: int, inner: str, *, quoted: bool) -> None:
        name = "PWD" if inner.strip() == "pwd" else None
        builder.hole("the working directory" if name else _OUTPUT, name, start, self.at)
        builder.splits = builder.splits or (not quoted and name is None)

    def _ansi(self, builder: Builder) -> None:
        """Read `$'…'`."""
        text, at = self.text, self.at + 2
        builder.begun = True
        while at < self.limit and text[at] != "'":
            escape = _ANSI.match(text, at, self.limit)
            if escape is None:
                builder.exact(at, at + 1)
                at += 1
                continue
            builder.made(_unescaped(escape), at, escape.end())
            at = escape.end()
        self.at = min(at + 1, self.limit)

    def _closing(self, at: int, closing: str) -> int:
        """Return the offset behind the `closing` that matches an opening before `at`; quotes and nesting are respected."""
        text, depth = self.text, [closing]
        while at < self.limit:
            character = text[at]
            if character == "\\":
                at += 1
            elif character == depth[-1]:
                depth.pop()
                if not depth:
                    return at + 1
            elif depth[-1] != "'" and character == "'" and depth[-1] != '"':
                depth.append("'")
            elif depth[-1] != "'" and character == '"':
                depth.append('"')
            elif depth[-1] != "'" and text.startswith(("$(", "${"), at):
                depth.append(")" if text[at + 1] == "(" else "}")
                at += 1
            elif character == "(" and depth[-1] == ")":
                depth.append(")")
            at += 1
        return self.limit

    def _braced(self, builder: Builder, done: list[Word], start: int, *, quoted: bool) -> Builder:
        inner_end = self.at - 1
        name = _NAME.match(self.text, start + 2, inner_end) or re.compile("[0-9@*]+").match(self.text, start + 2, inner_end)
        shown = name.group() if name else None
        rest = self.text[name.end() : inner_end] if name else ""
        if name and not rest and shown not in ("@", "*") and not shown.isdigit():  # type: ignore[union-attr]
            return self._variable(builder, done, name.group(), start, quoted=quoted)
        if name and rest[:1] in (":", "-", "=") and rest.lstrip(":")[:1] in ("-", "="):
            found = self.lookup(name.group(), start) if _NAME.match(name.group()) else Constant((), assigned=False)
            if found is not None and rest[0] == ":" and not any(word.text for word in found.words) and not found.array:
                # `:-` puts its default in place of an empty value, too.
                found = Constant((), assigned=False)
            if found is not None and (found.assigned or self._default(builder, start, name.end(), inner_end, rest)):
                return builder if not found.assigned else self._put(builder, done, found, name.group(), start, quoted=quoted)
        if name and rest in ("[@]", "[*]"):
            shown = name.group() + rest
        builder.hole(f"`${{{shown or '…'}}}` is not known from this file", shown, start, self.at)
        builder.splits = builder.splits or rest == "[@]" or shown in ("@",) or not quoted
        return builder

    def _default(self, builder: Builder, start: int, behind: int, end: int, rest: str) -> bool:
        """Take the default of `${X:-default}`, written at `start`. Return False where it is not wholly known."""
        begin = behind + len(rest) - len(rest.lstrip(":")) + 1
        if self.depth > _MAX_DEPTH:
            return False
        inner = Lexer(self.fragment, begin, end, self.lookup, self.depth + 1)
        made = Builder(self.fragment, begin)
        while inner.at < end:
            character = inner.text[inner.at]
            if character in " \t\n|&;()<>#":
                made.exact(inner.at, inner.at + 1)
                inner.at += 1
                continue
            at = inner.at
            for word in inner.word():
                made.take(word)
            inner.at = max(inner.at, at + 1)
        if made.holes:
            return False
        close = builder.enclosed(start)
        builder.take(made.word(end))
        close(self.at)
        return True

    def _variable(self, builder: Builder, done: list[Word], name: str, start: int, *, quoted: bool) -> Builder:
        found = self.lookup(name, start)
        if found is None or not found.assigned:
            builder.hole(f"`${name}` is not known from this file", name, start, self.at)
            builder.splits = builder.splits or (not quoted and name not in ("HOME", "PWD"))
            return builder
        return self._put(builder, done, found, name, start, quoted=quoted)

    def _put(self, builder: Builder, done: list[Word], found: Constant, name: str, start: int, *, quoted: bool) -> Builder:
        """Put a known value into the word. One that the shell takes apart stands where the variable does."""
        text = found.words[0].text if found.words else ""
        if found.words and found.words[0].holes:
            return self._put_unknown(builder, found.words[0], name, start, quoted=quoted)
        fields = [text] if quoted else text.split()
        if text and fields == [text]:
            builder.take(found.words[0], self.fragment.use(start, self.at))
            return builder
        if not quoted and text[:1].isspace() and builder.begun:
            done.append(builder.word(start))
            builder = Builder(self.fragment, start)
        for index, field in enumerate(fields):
            if index:
                done.append(builder.word(self.at))
                builder = Builder(self.fragment, start)
            builder.made(field, start, self.at)
        builder.begun = builder.begun or quoted
        return builder

    def _put_unknown(self, builder: Builder, word: Word, name: str, start: int, *, quoted: bool) -> Builder:
        at = 0
        for hole in word.holes:
            if hole.at > at:
                builder.made(word.text[at : hole.at], start, self.at)
            builder.hole(hole.why, hole.name if hole.name in ("HOME", "PWD") else name, start, self.at)
            at = hole.at + 1
        if at < len(word.text):
            builder.made(word.text[at:], start, self.at)
        builder.splits = builder.splits or (not quoted and (word.splits or " " in word.text))
        return builder

    def _whole_variable(self, start: int) -> list[Word] | None:
        """Return the words of a word that is one known variable and nothing else, at the places where it was assigned."""
        found = _WHOLE.match(self.text, start, self.limit)
        if found is None or (found["quote"] and found["close"] != '"'):
            return None
        after = self.text[found.end() : found.end() + 1] if found.end() < self.limit else ""
        if after not in ("", " ", "\t", "\n", "\r", ";", "|", "&", ")"):
            return None
        name, array = found["name"] or found["plain"], found["array"]
        constant = self.lookup(name, start)
        if constant is None or not constant.assigned or (constant.array != bool(array)) or not constant.words:
            return None
        use = self.fragment.use(start, found.end())
        words: list[Word] = []
        for word in constant.words:
            if word.holes and not array:
                return None
            if found["quote"] or array:
                words.append(word.moved(use))
            else:
                # Each field keeps the place at which it was assigned.
                words += [word.part(*field.span(), use) for field in re.finditer(r"\S+", word.text)]
        self.at = found.end()
        if array:
            # Elements may have been added where this file does not show it.
            shown = f"{name}[@]" if constant.partial else "[@]"
            hole = Hole(0, f"`${{{name}[@]}}` may hold more than this file shows", shown, use)
            words.append(Word(HOLE, self.fragment.source, use, None, (hole,), splits=True))
        return words


_WHOLE = re.compile(
    r"(?P<quote>\"?)\$(?:\{(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?P<array>\[[@*]\])?\}|(?P<plain>[A-Za-z_][A-Za-z0-9_]*))(?P<close>\"?)"
)


def _unescaped(escape: re.Match[str]) -> str:
    if escape[1]:
        return _ANSI_NAMED[escape[1]]
    if escape[6]:
        return chr(ord(escape[6]) & 0x1F)
    code = int(escape[2], 8) if escape[2] else int(escape[3] or escape[4] or escape[5], 16)
    return chr(code) if code < 0x110000 else "\ufffd"
