"""What systemd makes of a generated command when it starts the service: specifiers (`%h`) and variables (`${PORT}`).

Sources: systemd v257, systemd.unit(5), Specifiers, and systemd.service(5), Command lines. What only the running system knows
(the home of the user, the host's name) is unknown; what the name of the unit decides is known, unless it is a template's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lintainer.parsers.quadlet.unit import Char, Chars, literal
from lintainer.parsers.systemd.environment import Environment
from lintainer.parsers.systemd.specifiers import specifiers
from lintainer.parsers.units import read_unit
from lintainer.parsers.words import HOLE, Hole, Segment, Word
from lintainer.source import Source, Span
from lintainer.tuples import NamedTuple


class Service(NamedTuple):
    """What is known of the service that a unit becomes: its name, what that decides, and its variables."""

    name: str
    specifiers: Mapping[str, str]
    environment: Environment


def service_of(name: str, source: Source) -> Service:
    """Return the service called `name` that the unit in `source` becomes."""
    known = specifiers(f"{name}.service")
    entries = [entry for entry in read_unit(source) if entry.section == "Service"]
    return Service(name, known, Environment(entries, known))


def specified(chars: Sequence[Char], service: Service) -> Chars:
    """Return the characters with the specifiers in them resolved: what they are, or unknown parts."""
    found: list[Char] = []
    at = 0
    while at < len(chars):
        char = chars[at]
        at += 1
        if char.text != "%" or char.fixed or at == len(chars):
            found.append(char)
            continue
        kind = chars[at].text
        span = Span(char.start, chars[at].end)
        at += 1
        known = "%" if kind == "%" else service.specifiers.get(kind)
        if known is not None:
            found += literal(known, span)
            continue
        if kind == "t":
            # /run for the system's manager, below it for those of users.
            found += literal("/run", span)
        found.append(Char(kind, *span, why=f"systemd decides what %{kind} is"))
    return tuple(found)


def shown(chars: Sequence[Char], service: Service) -> str:
    """Return characters for people: specifiers that are known as what they are, others as written."""
    return "".join(char.text if char.why is None else f"%{char.text}" for char in specified(chars, service))


def expanded(chars: Sequence[Char], service: Service, source: Source, span: Span, use: Span | None = None) -> list[Word]:
    """Return the words that systemd makes of one word of a command, placed at `span`."""
    return service.environment.expanded(word(specified(chars, service), source, span, use))


def word(chars: Sequence[Char], source: Source, span: Span, use: Span | None = None) -> Word:
    """Return characters as a word of a command line, which knows where each of them was written."""
    text: list[str] = []
    segments: list[Segment] = []
    holes: list[Hole] = []
    for char in chars:
        place = Span(char.start, char.end)
        if char.why is not None:
            holes.append(Hole(len(text), char.why, "HOME" if char.text == "h" else None, place))
        shown = HOLE if char.why is not None else "\ufffd" if char.text == HOLE else char.text
        last = segments[-1] if segments else None
        exact = char.end - char.start == 1 and char.why is None
        if last is not None and exact and last.exact and last.span.end == char.start:
            segments[-1] = Segment(last.start, Span(last.span.start, char.end))
        elif last is None or exact or last.exact or last.span != place or char.why is not None:
            segments.append(Segment(len(text), place, exact))
        text.append(shown)
    return Word("".join(text), source, span, segments or None, tuple(holes), use=use)
