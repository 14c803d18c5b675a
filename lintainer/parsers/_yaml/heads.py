"""A look at a document before it is parsed: most of a tree's bytes can be in documents that nobody wants."""

from __future__ import annotations

import re
from functools import cache

from lintainer.parsers._yaml.nodes import Mapping, Node, Scalar, deref
from lintainer.tuples import NamedTuple


class DocHead(NamedTuple):
    """What is known of a document: the names of its top-level keys, in order, and what it says it is.

    `kind` and `api_version` are None unless there is exactly one such key, with a plain or simply quoted value.
    """

    keys: tuple[str, ...] = ()
    kind: str | None = None
    api_version: str | None = None


@cache
def _first_column() -> re.Pattern[str]:
    # Begins with a literal newline, which the engine finds fast. Items of a list and comments are no keys.
    return re.compile(r"\n([^\s#-][^\n]*|-[^\s-][^\n]*)")


@cache
def _simple_entry() -> re.Pattern[str]:
    return re.compile(r"([A-Za-z_][A-Za-z0-9_./-]*):(?:[ \t]+(.*))?\r?", re.ASCII)


@cache
def _simple_value() -> re.Pattern[str]:
    return re.compile(
        r"""(?:([A-Za-z][A-Za-z0-9_./-]*)|"([A-Za-z0-9_./-]*)"|'([A-Za-z0-9_./-]*)')[ \t]*(?:[ \t]#.*)?""", re.ASCII
    )


def scan_head(text: str, start: int, end: int) -> DocHead | None:
    """Return the head of the document at `text[start:end]`, read from its text; None where only a parser can tell.

    A wrong answer would hide a workload, so anything out of the ordinary in the first column gives None: flow style
    and JSON, quoted or tagged keys, strings that run over lines, other line breaks than `\\n`, indented roots.
    """
    at = _content(text, start, end)
    if at < 0 or _other_breaks(text, start, end):
        return None
    lines = [text[at : _line_end(text, at, end)], *(line[1] for line in _first_column().finditer(text, at, end))]
    entries: list[tuple[str, str]] = []
    for line in lines:
        entry = _simple_entry().fullmatch(line)
        if entry is None:
            return None
        entries.append((entry[1], (entry[2] or "").strip()))
    told = [_told(entries, "kind"), _told(entries, "apiVersion")]
    if None in told:
        return None
    return DocHead(tuple(key for key, _ in entries), told[0] or None, told[1] or None)


def _content(text: str, start: int, end: int) -> int:
    """Return where the first line of content begins, if it does so in the first column; -1 otherwise."""
    at = start
    while at < end:
        line_end = _line_end(text, at, end)
        line = text[at:line_end]
        if at == start and line.startswith("---"):
            line = line[3:]
            if line.strip() and not line.lstrip().startswith("#"):
                return -1
        elif line.strip() and not line.lstrip().startswith("#"):
            return at if line[0] not in " \t-" else -1
        at = line_end + 1
    return -1


def _line_end(text: str, at: int, end: int) -> int:
    newline = text.find("\n", at, end)
    return end if newline < 0 else newline


def _other_breaks(text: str, start: int, end: int) -> bool:
    """Tell whether the text has line breaks that the parser knows and `_first_column` does not."""
    if not text.isascii() and any(text.find(character, start, end) >= 0 for character in "\x85\u2028\u2029"):
        return True
    return text.find("\r", start, end) >= 0 and text.count("\r", start, end) != text.count("\r\n", start, end)


def _told(entries: list[tuple[str, str]], key: str) -> str | None:
    """Return the one value of `key`, "" where there is none; None where that takes a parser to tell."""
    values = [value for name, value in entries if name == key]
    if not values:
        return ""
    match = _simple_value().fullmatch(values[0])
    if match is None or len(values) > 1:
        return None
    return match[1] or match[2] or match[3]


def head_of(root: Node | None) -> DocHead:
    """Return the head of a document that was parsed."""
    mapping = None if root is None else deref(root)
    if not isinstance(mapping, Mapping):
        return DocHead()
    items = mapping.items()
    texts = [(name, content.value) for name, _, value in items if isinstance(content := deref(value), Scalar)]
    return DocHead(
        tuple(name for name, _, _ in items),
        _single([text for name, text in texts if name == "kind"]),
        _single([text for name, text in texts if name == "apiVersion"]),
    )


def _single(texts: list[str]) -> str | None:
    return texts[0] if len(texts) == 1 else None
