"""Go templates in the texts of a Taskfile: what `{{…}}` puts there, as far as the file says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lintainer.parsers.weaving import MAX_LENGTH, Allowance, Piece, Weaver
from lintainer.source import Fragment
from lintainer.tuples import NamedTuple

_STRING = r'"(?:[^"\\\n]|\\.)*"|`[^`]*`'
_ACTION = re.compile(
    r"\{\{(?P<left>-(?=\s))?"
    rf"(?P<body>\s*/\*.*?\*/\s*|(?:{_STRING}|'(?:[^'\\\n]|\\.)*'|(?!\}}\}}|\{{\{{)[^\"'`])*?)"
    r"(?P<right>(?<=\s)-)?\}\}",
    re.DOTALL,
)
_NAME = re.compile(r"\.([A-Za-z_]\w*)\Z")
_LITERAL = re.compile(_STRING + r"|-?\d+(?:\.\d+)?|true|false")
_DEFAULT = re.compile(rf"\s*(?:\.(?P<name>[A-Za-z_]\w*)\s*\|\s*default\s+(?P<behind>{_STRING}|\d+)"
                      rf"|default\s+(?P<before>{_STRING}|\d+)\s+\.(?P<other>[A-Za-z_]\w*))\s*\Z", re.DOTALL)  # fmt: skip
_OPENING = frozenset(("if", "range", "with", "block", "define"))
_SILENT = frozenset(("end", "else", "break", "continue"))
_FOLDERS = frozenset(("ROOT_DIR", "TASKFILE_DIR", "USER_WORKING_DIR", "TASK_DIR", "PWD"))

# What a variable is worth; None where nothing in the file sets it.
Lookup = Callable[[str], Piece | None]


class Part(NamedTuple):
    """A part of a text, `[start:end]` of it: plain text, or with `value` what stands for it."""

    start: int
    end: int
    value: Piece | None = None


def woven(fragment: Fragment, lookup: Lookup, allowance: Allowance) -> Fragment:
    """Return a text as the shell gets it."""
    weaver = Weaver(fragment.source)
    for part in _parts(fragment, lookup):
        place = fragment.span(part.start, part.end)
        if part.value is None:
            weaver.weave(fragment, part.start, part.end)
        elif allowance.grants(part.value):
            weaver.take(part.value, *place)
        else:
            weaver.unknown("more text than is made of one file", None, *place)
    return weaver.fragment()


def value_of(fragment: Fragment, lookup: Lookup) -> Piece:
    """Return the value that a text stands for."""
    piece = Piece()
    for part in _parts(fragment, lookup):
        if part.value is None:
            piece.weave(fragment, part.start, part.end)
        else:
            piece.take(part.value.at(fragment.span(part.start, part.end)))
        if len(piece.written) > MAX_LENGTH:
            return unknown("a value that grows without bound", None)
    return piece


def unknown(why: str, name: str | None) -> Piece:
    """Return a value that is not known."""
    piece = Piece()
    piece.unknown(why, name)
    return piece


def _parts(fragment: Fragment, lookup: Lookup) -> Iterator[Part]:
    text, at = fragment.text, 0
    actions = list(_ACTION.finditer(text))
    number = 0
    while number < len(actions):
        first = last = actions[number]
        words = first["body"].split(None, 1)
        if words and words[0] in _OPENING:
            closing = _closing(actions, number)
            if closing is not None and "\n" not in text[first.start() : actions[closing].end()]:
                number, last = closing, actions[closing]
        value = _value(fragment, first, lookup) if first is last else unknown("a part that a template decides", None)
        end = first.start()
        yield Part(at, len(text[:end].rstrip()) if first["left"] and at <= len(text[:end].rstrip()) else end)
        if value is not None:
            yield Part(first.start(), last.end(), value)
        at = last.end()
        while last["right"] and at < len(text) and text[at].isspace():
            at += 1
        number += 1
    yield Part(at, len(text))


def _closing(actions: list[re.Match[str]], number: int) -> int | None:
    """Return the number of the action that ends the one at `number`."""
    depth = 0
    for index in range(number, len(actions)):
        words = actions[index]["body"].split(None, 1)
        if words and words[0] in _OPENING:
            depth += 1
        elif words == ["end"]:
            depth -= 1
            if not depth:
                return index
    return None


def _value(fragment: Fragment, action: re.Match[str], lookup: Lookup) -> Piece | None:
    """Return what an action puts in its place, None for nothing."""
    body, start = action["body"].strip(), action.start("body")
    words = body.split(None, 1)
    if not words or body.startswith("/*") or words[0] in _OPENING or words[0] in _SILENT or ":=" in body:
        return None
    if name := _NAME.match(body):
        return _variable(name[1], lookup)
    if _LITERAL.fullmatch(body):
        return _literal(fragment, start + action["body"].index(body), body)
    if found := _DEFAULT.match(action["body"]):
        value = lookup(found["name"] or found["other"])
        if value is not None and (value.value is None or value.value):
            return value
        group = "behind" if found["behind"] else "before"
        return _literal(fragment, start + found.start(group), found[group])
    return unknown(f"`{{{{{' '.join(body.split())}}}}}` is not known from this file", None)


def _variable(name: str, lookup: Lookup) -> Piece:
    value = lookup(name)
    if value is not None:
        return value
    if name in _FOLDERS:
        return unknown("the working directory", "PWD")
    return unknown("the user's home folder" if name == "HOME" else f"`{{{{.{name}}}}}` is not known from this file", name)


def _literal(fragment: Fragment, at: int, text: str) -> Piece:
    """Return the value of a string or a number at the offset `at` of the fragment."""
    piece = Piece()
    if text[0] == '"' and "\\" in text:
        return unknown("a string with escapes", None)
    quote = 1 if text[0] in '"`' else 0
    piece.weave(fragment, at + quote, at + len(text) - quote)
    return piece
