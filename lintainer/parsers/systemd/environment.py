"""The variables of a service, and what systemd puts in their place on a command line: a shell would do it otherwise.

`${NAME}` is replaced wherever it stands, always by one word or a part of one; `$NAME` only where it is a word of its own, by
all words of the value. Nothing else is expanded, and quotes do not keep anything from being.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lintainer.parsers.units import Entry, split
from lintainer.parsers.words import HOLE, Hole, Segment, Word, joined
from lintainer.source import Span

# Values that come to more than this altogether are left unknown: a few lines would grow to a hundred megabytes.
_MOST = 400_000
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_BRACED = re.compile(r"\$(?:\$|\{(?P<name>[^}]*)\})")
_FIELD = re.compile(r"(?:\"[^\"]*\"?|'[^']*'?|[^\s\"'])+")
_UNQUOTED = re.compile(r"\"(?P<double>[^\"]*)\"?|'(?P<single>[^']*)'?|(?P<plain>[^\"']+)")


class Environment:
    """What a unit says of its variables. Of those that it does not set, and of all when it names a file, nothing is known."""

    def __init__(self, entries: Iterable[Entry], specifiers: Mapping[str, str]) -> None:
        self.known: dict[str, Word] = {}
        # Every name that is set or taken away.
        self.touched: set[str] = set()
        self._file = False
        self._left = _MOST
        for entry in entries:
            if entry.key == "Environment":
                self._set(split(entry.value, specifiers), reset=not entry.text)
            elif entry.key == "EnvironmentFile":
                # What the file sets counts for more than what the unit does.
                self._file = bool(entry.text)
            elif entry.key == "UnsetEnvironment":
                for word in split(entry.value, specifiers):
                    self.touched.add(word.text.partition("=")[0])
                    self.known.pop(word.text.partition("=")[0], None)
        if self._file:
            self.known.clear()

    def override(self, entries: Iterable[Entry], specifiers: Mapping[str, str]) -> None:
        """Forget what a drop-in sets in another way."""
        for name in Environment(entries, specifiers).touched:
            self.known.pop(name, None)
        for entry in entries:
            self._file = self._file or (entry.key == "EnvironmentFile" and bool(entry.text))
            if self._file or (entry.key == "Environment" and not entry.text):
                self.known.clear()

    def _set(self, words: Iterable[Word], *, reset: bool) -> None:
        if reset:
            self.known.clear()
        for word in words:
            name, equals, _ = word.text.partition("=")
            if equals and _NAME.match(name):
                self.touched.add(name)
                self.known[name] = word.part(len(name) + 1, len(word.text))

    def expanded(self, word: Word) -> list[Word]:
        """Return the words that systemd makes of one."""
        text = word.text
        if text[:1] == "$" and text[1:2] not in ("", "{", "$"):
            return self._words(word, text[1:])
        parts: list[Word] = []
        at = 0
        for found in _BRACED.finditer(text):
            start, end = found.span()
            if start > at:
                parts.append(word.part(at, start))
            at = end
            if found["name"] is None:
                parts.append(word.part(start, start + 1))
            elif start == 0 and end == len(text) and (value := self.known.get(found["name"])) is not None:
                return [value.moved(word.use)]
            else:
                parts.append(self._value(word, found["name"], word.place(start, end)))
        if not at:
            return [word]
        if at < len(text):
            parts.append(word.part(at, len(text)))
        return [joined(parts, word.span, word.use)]

    def _words(self, word: Word, name: str) -> list[Word]:
        """Return the words of a value: systemd takes quotes in it away."""
        value = self.known.get(name)
        if value is None or value.holes:
            return [self._unknown(word, name, word.span, splits=True)]
        return [
            joined(_unquoted(value, *found.span()), value.place(*found.span()), word.use)
            for found in _FIELD.finditer(value.text)
        ]

    def _value(self, word: Word, name: str, place: Span) -> Word:
        value = self.known.get(name)
        if value is None or len(value.text) > self._left:
            return self._unknown(word, name, place)
        self._left -= len(value.text)
        if value.holes:
            holes = tuple(hole._replace(span=place) for hole in value.holes)
            return Word(value.text, word.source, place, [Segment(0, place, exact=False)], holes)
        return Word(value.text, word.source, place, [Segment(0, place, exact=False)])

    def _unknown(self, word: Word, name: str, place: Span, *, splits: bool = False) -> Word:
        shown = name if _NAME.match(name) else None
        if self._file:
            # Whoever wrote the unit named a file that sets it.
            hole = Hole(0, "the service's EnvironmentFile= decides it", None, place)
        elif shown == "HOME":
            hole = Hole(0, "the user's home folder", "HOME", place)
        else:
            hole = Hole(0, f"`${{{shown or '…'}}}` is not known from this unit", shown, place)
        return Word(HOLE, word.source, place, [Segment(0, place, exact=False)], (hole,), splits=splits, use=word.use)


def _unquoted(value: Word, start: int, end: int) -> list[Word]:
    parts = [value.part(*found.span(found.lastgroup or "plain")) for found in _UNQUOTED.finditer(value.text, start, end)]
    return parts or [value.part(start, start)]
