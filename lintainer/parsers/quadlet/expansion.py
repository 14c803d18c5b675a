"""What systemd makes of a generated command when it starts the service: specifiers (`%h`) and variables (`${PORT}`).

Sources: systemd v257, systemd.unit(5), Specifiers, and systemd.service(5), Command lines. What only the running system knows
(the home of the user, the host's name) is unknown; what the name of the unit decides is known, unless it is a template's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from lintainer.parsers.quadlet.sections import Section
from lintainer.parsers.quadlet.unit import Char, Chars, literal, text_of
from lintainer.parsers.words import HOLE, Hole, Segment, Word
from lintainer.source import Source, Span

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_WORD = re.compile(r"\$([A-Za-z_][A-Za-z0-9_]*)\Z")


class Service(NamedTuple):
    """What is known of the service that a unit becomes: its name, its instance, its variables.

    `name` and `instance` are None where they are open: a template's. `variables` is None where a file may set more.
    """

    name: str | None
    prefix: str
    instance: str | None
    variables: dict[str, Chars] | None

    def specifier(self, kind: str) -> str | None:
        """Return what `%kind` is, None where only the running system knows."""
        if kind == "n":
            return None if self.name is None else f"{self.name}.service"
        if kind == "N":
            return self.name
        if kind == "p":
            return self.prefix
        if kind == "i" or (kind == "I" and self.instance is not None and not set(self.instance) & set("-\\")):
            return self.instance
        return "%" if kind == "%" else None


def service_of(stem: str, given: str, settings: Section) -> Service:
    """Return the service of the unit called `stem`; `given` is the name that the unit gives it, `settings` its [Service]."""
    name = given or stem
    prefix, at, instance = name.partition("@")
    template = bool(at) and not instance
    variables: dict[str, Chars] | None = None
    if not settings.every("EnvironmentFile"):
        variables = {}
        for _, pair in settings.pairs("Environment"):
            key, sign, value = text_of(pair).partition("=")
            if sign:
                variables[key] = pair[-len(value) :] if value else ()
    return Service(None if template else name, prefix, None if template else instance, variables)


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
        known = service.specifier(kind)
        if known is not None:
            found += literal(known, span)
            continue
        if kind == "t":
            # /run for the system's manager, below it for those of users.
            found += literal("/run", span)
        found.append(Char(kind, *span, why=f"systemd decides what %{kind} is", fixed=True))
    return tuple(found)


def shown(chars: Sequence[Char], service: Service) -> str:
    """Return characters for people: specifiers that are known as what they are, others as written."""
    return "".join(char.text if char.why is None else f"%{char.text}" for char in specified(chars, service))


def expanded(chars: Sequence[Char], service: Service, source: Source, span: Span, use: Span | None = None) -> list[Word]:
    """Return the words that systemd makes of one word of a command, placed at `span`.

    A word that is a variable alone becomes as many as its value has; without one it is left out.
    """
    done = specified(chars, service)
    alone = _WORD.match(text_of(done)) if done and not any(char.why for char in done) and not done[0].fixed else None
    if alone is None:
        return [word(_substituted(done, service), source, span, use)]
    value = None if service.variables is None else service.variables.get(alone[1])
    if value is None:
        hole = Hole(0, f"systemd decides what ${alone[1]} is", None, span)
        return [Word(HOLE, source, span, [Segment(0, span, exact=False)], (hole,), splits=True)]
    return [word(literal(text, span), source, span) for text in text_of(value).split()]


def _substituted(chars: Chars, service: Service) -> Chars:
    text = text_of(chars)
    if "$" not in text:
        return chars
    found: list[Char] = []
    at = 0
    while at < len(chars):
        char = chars[at]
        match = _VARIABLE.match(text, at) if char.text == "$" and not char.fixed else None
        if match is not None:
            span = Span(char.start, chars[match.end() - 1].end)
            found += _value(match[1], service, span)
            at = match.end()
        else:
            found.append(char)
            # A dollar sign is written twice.
            at += 2 if text[at : at + 2] == "$$" and not char.fixed else 1
    return tuple(found)


def _value(name: str, service: Service, span: Span) -> Sequence[Char]:
    known = service.variables
    if known is None:
        return (Char(name, *span, why=f"a file of the service may set ${{{name}}}", fixed=True),)
    if name in known:
        return literal(text_of(known[name]), span)
    return (Char(f"${{{name}}}", *span, why=f"${{{name}}} has no value in this unit", fixed=True),)


def word(chars: Sequence[Char], source: Source, span: Span, use: Span | None = None) -> Word:
    """Return characters as a word of a command line, which knows where each of them was written."""
    text: list[str] = []
    segments: list[Segment] = []
    holes: list[Hole] = []
    for char in chars:
        place = Span(char.start, char.end)
        if char.why is not None:
            holes.append(Hole(len(text), char.why, _name_of(char), place))
        shown = HOLE if char.why is not None else "\ufffd" if char.text == HOLE else char.text
        last = segments[-1] if segments else None
        exact = char.end - char.start == 1 and char.why is None
        if last is not None and exact and last.exact and last.span.end == char.start:
            segments[-1] = Segment(last.start, Span(last.span.start, char.end))
        elif last is None or exact or last.exact or last.span != place or char.why is not None:
            segments.append(Segment(len(text), place, exact))
        text.append(shown)
    return Word("".join(text), source, span, segments or None, tuple(holes), use=use)


def _name_of(char: Char) -> str | None:
    """Return the variable that an unknown part is: `%h` is what $HOME is elsewhere."""
    if char.text == "h":
        return "HOME"
    return char.text[2:-1] if char.text.startswith("${") else None
