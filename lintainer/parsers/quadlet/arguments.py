"""The words of a generated command, put together from the values of a unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lintainer.parsers.quadlet.sections import Section
from lintainer.parsers.quadlet.unit import Chars, Entry, literal, text_of
from lintainer.parsers.quadlet.units import Unit, Units
from lintainer.source import Span
from lintainer.tuples import NamedTuple


class Argument(NamedTuple):
    """A word of a command before systemd expands it. `use` is where it stands, when `span` holds more than its value."""

    chars: Chars
    span: Span
    use: Span | None = None

    @property
    def text(self) -> str:
        """The word as quadlet writes it."""
        return text_of(self.chars)


class Arguments:
    """Collects the words of one command of a unit."""

    def __init__(self, unit: Unit, units: Units) -> None:
        self.unit = unit
        self.units = units
        self.section: Section = unit.section
        self.words: list[Argument] = []

    # Words.

    def fixed(self, *texts: str, span: Span) -> None:
        """Add words that quadlet writes of itself, for which `span` stands."""
        self.words += [Argument(literal(text, span), span) for text in texts]

    def value(self, chars: Chars, fallback: Span) -> None:
        """Add a word that stands in the unit."""
        self.words.append(Argument(chars, Span(chars[0].start, chars[-1].end) if chars else fallback))

    def option(self, name: str, entry: Entry, chars: Chars | None = None, prefix: str = "") -> None:
        """Add an option and its value: all of the entry's, or `chars`; `prefix` is what the key says of the value."""
        value = entry.chars if chars is None else chars
        self.fixed(name, span=entry.key_span)
        if chars is None and not prefix:
            self.words.append(Argument(value, entry.value_span))
        elif not prefix:
            self.value(value, entry.key_span)
        else:
            self.words.append(_prefixed(prefix, entry, value))

    def joined(self, name: str, entry: Entry) -> None:
        """Add an option and its value as one word."""
        self.words.append(_prefixed(f"{name}=", entry, entry.chars)._replace(use=None))

    def switch(self, name: str, key: str) -> None:
        """Add an option without a value for a key that is on, with `=false` for one that is off."""
        on, entry = self.section.flag(key), self.section.last(key)
        if on is not None and entry is not None:
            self.fixed(name if on else f"{name}=false", span=entry.written)

    # Keys.

    def texts(self, keys: Mapping[str, str]) -> None:
        """Add an option for the last value of each of `keys`."""
        for key, option in keys.items():
            entry = self.section.value(key)
            if entry is not None:
                self.option(f"--{option}", entry)

    def lists(self, keys: Mapping[str, str]) -> None:
        """Add an option for every value of each of `keys`."""
        for key, option in keys.items():
            for entry in self.section.every(key):
                self.option(f"--{option}", entry)

    def split(self, key: str, option: str, *, escapes: bool, prefix: str = "") -> None:
        """Add an option for every word of every value of a key."""
        for entry, word in self.section.words(key, escapes=escapes):
            self.option(f"--{option}", entry, word, prefix)

    def free(self, key: str) -> None:
        """Add the words of a key as they stand: PodmanArgs, GlobalArgs."""
        for entry, word in self.section.words(key, escapes=True):
            self.value(word, entry.key_span)

    # Other units.

    def named(self, chars: Chars, key: str) -> Chars:
        """Return the name of what another unit makes, for the name of that unit; unknown where it does not say."""
        name = text_of(chars)
        span = Span(chars[0].start, chars[-1].end)
        unit = self.units.named(name)
        if unit is None:
            self.unit.lacks(span, name, key)
        # What cannot be read here is called as it is by default; an image has no default.
        elif (made := unit.resource_name()) is not None:
            # Specifiers in it mean this unit's service, not the other's ("Setting resource names").
            return literal(made, span, fixed=False)
        stem, _, kind = name.rpartition(".")
        if unit is None and kind in ("volume", "network", "container", "pod") and "@" not in stem:
            return literal(f"systemd-{stem}", span)
        return (chars[0]._replace(text=name, end=span.end, why=f"{name} decides it", fixed=True),)

    def networks(self) -> None:
        """Add the networks."""
        for entry in self.section.every("Network"):
            name, options = _cut(entry.chars)
            made = entry.chars
            if text_of(name).endswith(".network"):
                made = (*self.named(name, entry.key), *options)
            elif text_of(name).endswith(".container"):
                span = Span(name[0].start, name[-1].end)
                made = (*literal("container:", span), *self.named(name, entry.key))
                if options:
                    where = Span(options[0].start, options[-1].end)
                    self.unit.refuse(where, "a network that is joined takes no options", entry.key)
            self.option("--network", entry, made)

    def volumes(self) -> None:
        """Add the volumes: those that another unit makes by their names."""
        for entry in self.section.every("Volume"):
            source, rest = _cut(entry.chars)
            if not source:
                # Nothing before the colon: a volume without a name, and without the options that follow.
                self.option("-v", entry, _cut(rest[1:])[0])
                continue
            is_unit = bool(rest) and text_of(source).endswith(".volume") and text_of(source[:1]) not in ("/", ".", "%")
            self.option("-v", entry, (*self.named(source, entry.key), *rest) if is_unit else entry.chars)

    def mapping(self, *, manual: bool = True) -> None:
        """Add how ids are mapped: by the keys for that, or by the older Remap keys."""
        before = len(self.words)
        self.texts({"UserNS": "userns"})
        self.split("UIDMap", "uidmap", escapes=False)
        self.split("GIDMap", "gidmap", escapes=False)
        self.texts({"SubUIDMap": "subuidname", "SubGIDMap": "subgidname"})
        older = [entry for entry in self.section.entries if entry.key in ("RemapUsers", "RemapUid", "RemapGid")]
        if len(self.words) == before:
            self._remap(manual=manual)
        elif older:
            self.unit.refuse(older[0].written, "the deprecated Remap keys stand beside keys for explicit maps", older[0].key)

    def _remap(self, *, manual: bool) -> None:
        users = list(self.section.words("RemapUid", escapes=False))
        groups = list(self.section.words("RemapGid", escapes=False))
        entry = self.section.value("RemapUsers")
        kind = "" if entry is None else text_of(entry.chars)
        if entry is None or kind not in ("manual", "auto", "keep-id") or (kind == "manual" and not manual):
            if entry is not None:
                self.unit.refuse(entry.written, f"RemapUsers={kind} is not known here", entry.key)
            elif users or groups:
                first = (users or groups)[0][0]
                self.unit.refuse(first.written, f"{first.key} is given without RemapUsers", first.key)
            return
        if kind == "manual":
            for option, given in (("--uidmap", users), ("--gidmap", groups)):
                for one, word in given:
                    self.option(option, one, word)
            return
        names = ("uidmapping=", "gidmapping=") if kind == "auto" else ("uid=", "gid=")
        options = [
            (*literal(name, one.key_span), *word)
            for name, given in zip(names, (users, groups), strict=True)
            for one, word in given
        ]
        size = self.section.value("RemapUidSize")
        if kind == "auto" and size is not None:
            options.append((*literal("size=", size.key_span), *size.chars))
        if kind == "keep-id":
            for given in (users[1:], groups[1:]):
                if given:
                    self.unit.refuse(given[0][0].written, "RemapUsers=keep-id takes one map", given[0][0].key)
        chars = entry.chars
        for number, option_chars in enumerate(options):
            chars += (*literal("," if number else ":", entry.key_span), *option_chars)
        self.words += [
            Argument(literal("--userns", entry.key_span), entry.key_span),
            Argument(chars, Span(entry.chars[0].start, entry.chars[-1].end)),
        ]


def _prefixed(prefix: str, entry: Entry, value: Chars) -> Argument:
    place = Span(value[0].start, value[-1].end) if value else entry.key_span
    return Argument((*literal(prefix, entry.key_span), *value), Span(entry.key_span.start, place.end), use=place)


def _cut(chars: Chars) -> tuple[Chars, Chars]:
    """Return what stands before the first colon, and the rest with it."""
    at = text_of(chars).find(":")
    return (chars, ()) if at < 0 else (chars[:at], chars[at:])


def fields_of(chars: Chars) -> Sequence[tuple[int, int]]:
    """Return where the comma-separated fields of a mount lie, quotes around them left out."""
    found: list[tuple[int, int]] = []
    start, opened = 0, False
    for at, char in enumerate((*chars, None)):
        if char is not None and char.text == '"':
            opened = not opened
        elif char is None or (char.text == "," and not opened):
            quoted = at - start > 1 and chars[start].text == chars[at - 1].text == '"'
            found.append((start + 1, at - 1) if quoted else (start, at))
            start = at + 1
    return found
