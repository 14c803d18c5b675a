"""JSON with comments: read as YAML, which takes commas behind the last entry, once the comments are out of the way.

Source: microsoft/node-jsonc-parser, with which devcontainers/cli v0.80 reads the file.
"""

from __future__ import annotations

import re

from lintainer.parsers import Remark
from lintainer.parsers._yaml import Document, documents
from lintainer.source import Source, Span

_TOKEN = re.compile(r"\"(?:[^\"\\\r\n]|\\.)*\"?|//[^\r\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_MARKER = "lintainer:"


def read(source: Source) -> tuple[list[Document], list[Span]]:
    """Return the documents of a text, the only one as a rule, and its comments."""
    text = source.text
    comments = [Span(*found.span()) for found in _TOKEN.finditer(text) if found[0][0] == "/"]
    parts, at = [], 0
    for start, end in comments:
        parts += [text[at:start], re.sub(r"[^\r\n]", " ", text[start:end])]
        at = end
    # Each comment becomes blanks of its length, so that what is read has the places of the text with its comments.
    source.text = "".join((*parts, text[at:]))
    try:
        return list(documents(source)), comments
    finally:
        source.text = text


def remarks(source: Source, comments: list[Span], parsed: list[Document]) -> tuple[Remark, ...]:
    """Return the comments that begin with `lintainer:`, each with what it covers, as in YAML."""
    if _MARKER not in source.text:
        return ()
    from lintainer.parsers._yaml.remarks import covering

    spoken: list[Span] = []
    for start, end in comments:
        body = source.text[start:end].removesuffix("*/")
        if body.lstrip("/* \t").startswith(_MARKER):
            spoken.append(Span(start, start + len(body.rstrip())))
    return covering(source, spoken, parsed, "//")
