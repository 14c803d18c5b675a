"""The fenced code blocks of a Markdown text, and the shell text in them."""

from __future__ import annotations

import re
from typing import NamedTuple

from lintainer.parsers.weaving import Weaver
from lintainer.source import Fragment, Source, Span

_OPENING = re.compile(r"(?P<lead>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^\n]*)\Z")
_SCRIPTS = frozenset(("", "sh", "bash", "shell", "zsh", "dash", "ksh", "shellscript"))
_CONSOLES = frozenset(("console", "shell-session", "shellsession", "sh-session", "terminal", "text", "txt"))
_PROMPT = re.compile(r"[ \t]*(?:\([\w.-]+\)[ \t]*)?(?:[\w.-]+@[\w.-]+[^$#\n]{0,40})?\$[ \t]+")
_ROOT_PROMPT = re.compile(r"[ \t]*(?:[\w.-]+@[\w.-]+[^$#\n]{0,40})?#[ \t]+")
_CONTINUATION_PROMPT = re.compile(r"[ \t]*>[ \t]")
_PLACEHOLDER = re.compile(r"<([A-Za-z][\w .:/-]{0,60})>")


class Fence(NamedTuple):
    """A fenced block: its language in lower case, and its lines without quote marks and the fence's own indentation."""

    language: str
    lines: list[Span]


def fences(source: Source) -> list[Fence]:
    """Return the fenced blocks of a text; one that is not closed reaches to the end."""
    found: list[Fence] = []
    text, at = source.text, 0
    closing: re.Pattern[str] | None = None
    depth = indent = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        stop = end - 1 if end > at and text[end - 1] == "\r" else end
        if closing is None:
            opening = _OPENING.match(text[at:stop])
            if opening and not (opening["fence"][0] == "`" and "`" in opening["info"]):
                depth, indent = opening["lead"].count(">"), len(opening["lead"].rpartition(">")[2])
                closing = re.compile(rf"[ \t]*{opening['fence'][0]}{{{len(opening['fence'])},}}[ \t]*\Z")
                found.append(Fence(_language(opening["info"]), []))
        else:
            start = _content(text, at, stop, depth)
            if start < 0:
                # A block quote that ends takes its fence along.
                closing = None
                continue
            if closing.match(text[start:stop]):
                closing = None
            else:
                blank = 0
                while blank < indent and start + blank < stop and text[start + blank] in " \t":
                    blank += 1
                found[-1].lines.append(Span(start + blank, stop))
        at = end + 1
    return found


def _content(text: str, at: int, end: int, depth: int) -> int:
    """Return where a line begins behind its `depth` quote marks; -1 where it has fewer."""
    for _ in range(depth):
        while at < end and text[at] in " \t":
            at += 1
        if at >= end or text[at] != ">":
            return -1
        at += 1
    return at


def _language(info: str) -> str:
    words = info.strip().strip("{}").lstrip(".").replace(",", " ").replace("{", " ").split()
    return words[0].lower() if words else ""


def shell_text(source: Source, fence: Fence) -> Fragment | None:
    """Return the commands of a fence as one text; None where its language is no shell's."""
    console = fence.language in _CONSOLES
    if not console and fence.language not in _SCRIPTS:
        return None
    prompt = _prompt(source, fence, console=console)
    weaver = Weaver(source)
    goes_on = False
    for start, end in fence.lines:
        line = source.text[start:end]
        if prompt is not None:
            found = _CONTINUATION_PROMPT.match(line) if goes_on else prompt.match(line)
            if found is None and not goes_on:
                continue
            start += found.end() if found else 0
        _line(weaver, source.text, start, end)
        weaver.put("\n", end, end + 1 if end < len(source.text) else end)
        goes_on = line.endswith("\\")
    return weaver.fragment()


def _prompt(source: Source, fence: Fence, *, console: bool) -> re.Pattern[str] | None:
    """Return the prompt that commands stand behind in this fence; None where there is none."""
    lines = [source.text[start:end] for start, end in fence.lines]
    if any(_PROMPT.match(line) for line in lines):
        return _PROMPT
    return _ROOT_PROMPT if console and any(_ROOT_PROMPT.match(line) for line in lines) else None


def _line(weaver: Weaver, text: str, start: int, end: int) -> None:
    at = start
    for found in _PLACEHOLDER.finditer(text, start, end):
        weaver.copy(at, found.start())
        weaver.unknown(f"`{found.group()}` is a placeholder", None, *found.span())
        at = found.end()
    weaver.copy(at, end)
