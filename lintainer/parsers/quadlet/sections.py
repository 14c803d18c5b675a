"""What a section says of a key: the last value, all of them, their words.

Source: podman v5.7, pkg/systemd/parser/unitfile.go (Lookup, LookupAll, LookupAllStrv, LookupAllArgs, LookupAllKeyVal).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from lintainer.parsers.quadlet.unit import Chars, Entry, Ignored, split, text_of

_TRUE = frozenset(("1", "yes", "true", "on"))


class Section:
    """The entries of all sections of one name, in order. Told what is ignored: an entry, and why."""

    def __init__(self, entries: Sequence[Entry], ignored: Callable[[Entry, Ignored], None]) -> None:
        self.entries = entries
        self._ignored = ignored

    def last(self, key: str) -> Entry | None:
        """Return the last entry of a key, None where it has none."""
        return next((entry for entry in reversed(self.entries) if entry.key == key), None)

    def value(self, key: str) -> Entry | None:
        """Return the last entry of a key, without the double quotes around all of its value; None where it is empty."""
        found = self.last(key)
        if found is None:
            return None
        chars = found.chars
        if len(chars) > 1 and chars[0].text == chars[-1].text == '"':
            chars = chars[1:-1]
        return found._replace(chars=chars) if chars else None

    def text(self, key: str) -> str:
        """Return the last value of a key as a text, empty where there is none."""
        found = self.value(key)
        return "" if found is None else text_of(found.chars)

    def flag(self, key: str) -> bool | None:
        """Return whether a key is on; None where it is not given. What is no word for "on" is off."""
        return None if self.last(key) is None else self.text(key).lower() in _TRUE

    def every(self, key: str) -> list[Entry]:
        """Return all entries of a key; an empty one takes back those before it."""
        found: list[Entry] = []
        for entry in self.entries:
            if entry.key != key:
                continue
            if entry.chars:
                found.append(entry)
            else:
                found.clear()
        return found

    def words(self, key: str, *, escapes: bool) -> Iterator[tuple[Entry, Chars]]:
        """Yield the words of all entries of a key; an entry that cannot be taken apart counts for nothing."""
        for entry in self.every(key):
            for word in self.words_of(entry, escapes=escapes):
                yield entry, word

    def words_of(self, entry: Entry, *, escapes: bool) -> list[Chars]:
        """Return the words of one entry, none where it cannot be taken apart."""
        try:
            return split(entry.chars, escapes=escapes)
        except Ignored as ignored:
            self._ignored(entry, ignored)
            return []

    def pairs(self, key: str) -> list[tuple[Entry, Chars]]:
        """Return the words of all entries of a key that are `name=value` or a name: of one name the last."""
        found: dict[str, tuple[Entry, Chars]] = {}
        for entry, word in self.words(key, escapes=True):
            found[text_of(word).partition("=")[0]] = (entry, word)
        return list(found.values())
