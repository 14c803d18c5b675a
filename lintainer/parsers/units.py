"""The text of units of systemd: their entries and the words of a value, each character of which knows where it was written.

Also where the drop-ins of a unit lie.

Sources: systemd.syntax(7) and systemd.unit(5) of systemd v257; src/shared/conf-parser.c and src/basic/extract-word.c.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping

from lintainer.files import Files
from lintainer.parsers._shell.builder import Builder
from lintainer.parsers.weaving import Weaver
from lintainer.parsers.words import HOLE, Word
from lintainer.source import Fragment, Source, Span
from lintainer.tuples import NamedTuple

_BLANKS = " \t\n\r"
_PLAIN = re.compile(rf"[^\\\"'%{_BLANKS}{HOLE}]+")
_ESCAPE = re.compile(
    r"\\(?:(?P<named>[abfnrtvs\\\"'])|x(?P<x>[0-9a-fA-F]{2})|(?P<octal>[0-7]{3})|u(?P<u>[0-9a-fA-F]{4})|U(?P<U>[0-9a-fA-F]{8}))"
)
_NAMED = {"n": "\n", "t": "\t", "s": " ", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}


class Entry(NamedTuple):
    """One `Key=value` of a section; a section's own line is an entry with an empty key."""

    section: str
    key: str
    key_span: Span
    value: Fragment

    @property
    def text(self) -> str:
        """The value as written, continuation lines joined by blanks."""
        return self.value.text

    @property
    def span(self) -> Span:
        """The entry from its key to the end of its value."""
        return Span(self.key_span.start, max(self.key_span.end, self.value.use(0, len(self.text)).end))


def read_unit(source: Source) -> Iterator[Entry]:
    """Yield the entries of a unit in order. What is neither an entry nor a section is passed over, as systemd does."""
    section, number, last = "", 1, source.line_of(len(source.text))
    while number <= last:
        line, number = _logical_line(source, number, last)
        text = line.text.strip(_BLANKS)
        if not text or text[0] in "#;":
            continue
        begin = line.text.index(text[0])
        if text[0] == "[" and text[-1] == "]":
            section = text[1:-1]
            yield Entry(section, "", line.span(begin, begin + len(text)), Fragment(source, ""))
            continue
        key, sign, value = line.text.partition("=")
        if sign and key.strip(_BLANKS):
            name = key.strip(_BLANKS)
            start = len(key) + 1 + len(value) - len(value.lstrip(_BLANKS))
            end = max(start, len(line.text.rstrip(_BLANKS)))
            yield Entry(section, name, line.span(begin, begin + len(name)), _part(line, start, end))


def _part(line: Fragment, start: int, end: int) -> Fragment:
    return line.sub(start, end) if end > start else Fragment(line.source, "", [(0, line.outer(start))])


def comments(source: Source) -> Iterator[Span]:
    """Yield the comments of a unit: whole lines, also between those of one entry."""
    for found in re.finditer(r"^[ \t]*([#;][^\r\n]*)", source.text, re.MULTILINE):
        yield Span(*found.span(1))


def _logical_line(source: Source, number: int, last: int) -> tuple[Fragment, int]:
    """Return a line with those that continue it, and the number of the line behind."""
    span = source.line_span(number)
    number += 1
    if not _continues(source.text, span) or _is_comment(source.text, span):
        return Fragment.part(source, span), number
    weaver = Weaver(source)
    while _continues(source.text, span):
        weaver.copy(span.start, span.end - 1)
        weaver.put(" ", span.end - 1, span.end)
        # Comments between the lines do not count.
        while number <= last and _is_comment(source.text, source.line_span(number)):
            number += 1
        if number > last:
            return weaver.fragment(), number
        span = source.line_span(number)
        number += 1
    weaver.copy(span.start, span.end)
    return weaver.fragment(), number


def _is_comment(text: str, line: Span) -> bool:
    return text[line.start : line.end].lstrip(_BLANKS)[:1] in ("#", ";")


def _continues(text: str, line: Span) -> bool:
    """Tell whether a line ends with a backslash that no other one escapes."""
    at = line.end
    while at > line.start and text[at - 1] == "\\":
        at -= 1
    return (line.end - at) % 2 == 1


def split(value: Fragment, specifiers: Mapping[str, str] | None = None) -> list[Word]:
    """Return the words of a value without their quotes and escapes. The span of a word is that of all its text."""
    words: list[Word] = []
    text, at = value.text, 0
    while True:
        while at < len(text) and text[at] in _BLANKS:
            at += 1
        if at >= len(text):
            return words
        builder, quote = Builder(value, at), ""
        while at < len(text) and (quote or text[at] not in _BLANKS):
            character = text[at]
            if character == (quote or character) and character in "\"'":
                quote = "" if quote else character
                builder.begun = True
                at += 1
            elif character == "\\":
                at = _backslash(builder, at)
            elif quote and character in "\"'" + _BLANKS:
                builder.exact(at, at + 1)
                at += 1
            else:
                at = _piece(builder, at, specifiers or {})
        words.append(builder.word(at))


def _backslash(builder: Builder, at: int) -> int:
    text = builder.fragment.text
    found = _ESCAPE.match(text, at)
    if found is None:
        # What is no escape stays as it stands, the character behind it included.
        end = min(at + 2, len(text))
        builder.exact(at, end)
        return end
    kind = found.lastgroup or ""
    digits = found[kind]
    if kind == "named":
        character = _NAMED.get(digits, digits)
    else:
        code = int(digits, 8 if kind == "octal" else 16)
        # Bytes beyond ASCII are parts of characters.
        limit = 0x80 if kind in ("x", "octal") else 0x110000
        character = chr(code) if 0 < code < limit and not 0xD800 <= code < 0xE000 else "\ufffd"
    builder.made(character, *found.span())
    return found.end()


def _piece(builder: Builder, at: int, specifiers: Mapping[str, str]) -> int:
    """Add what stands at `at`: plain text, a specifier or one character. Return where it ends."""
    text = builder.fragment.text
    plain = _PLAIN.match(text, at)
    if plain is not None:
        builder.exact(at, plain.end())
        return plain.end()
    if text[at] == "%" and at + 1 < len(text):
        kind, known = text[at + 1], specifiers.get(text[at + 1])
        if kind == "%" or known is not None:
            builder.made("%" if known is None else known, at, at + 2)
        elif kind == "t":
            # /run for the system's manager, below it for those of users.
            builder.made("/run", at, at + 2)
            builder.hole("systemd decides what %t is", None, at, at + 2)
        elif kind == "h":
            builder.hole("the user's home folder", "HOME", at, at + 2)
        else:
            builder.hole(f"systemd decides what %{kind} is", None, at, at + 2)
        return at + 2
    if text[at] == HOLE:
        builder.made("\ufffd", at, at + 1)
    else:
        builder.exact(at, at + 1)
    return at + 1


def drop_ins(files: Files, folder: str, name: str) -> list[str]:
    """Return the paths of the drop-ins of the unit `name` in `folder`, in the order in which they are merged.

    That is by name; of several with one name the one in the folder that is nearest to the unit counts.
    """
    paths: dict[str, str] = {}
    for inner in drop_in_folders(name):
        inside = os.path.join(folder, inner)
        for file in files.names(inside):
            if file.endswith(".conf"):
                paths.setdefault(file, os.path.join(inside, file))
    return [paths[file] for file in sorted(paths)]


def drop_in_folders(name: str) -> list[str]:
    """Return the folders of a unit's drop-ins, the nearest first: its own, its template's, those of its name cut at dashes."""
    stem, dot, kind = name.rpartition(".")
    extension = f"{dot}{kind}.d"
    prefix, at, instance = stem.partition("@")
    folders = [f"{kind}.d"]
    parts = prefix.split("-")[:-1]
    for count in range(1, len(parts) + 1):
        cut = "-".join(parts[:count]) + "-"
        folders += [cut + extension, cut + "@" + extension] if at else [cut + extension]
    if instance:
        folders.append(f"{prefix}@{extension}")
    folders.append(f"{name}.d")
    return folders[::-1]
