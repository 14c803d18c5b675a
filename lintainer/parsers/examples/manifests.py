"""YAML and units of systemd in documents: read by the front ends for them, at their places in the document."""

from __future__ import annotations

import os
import re

from lintainer.files import NoFiles
from lintainer.parsers import Context, Parsed, Parser, Skipped
from lintainer.parsers.examples.block import Block
from lintainer.parsers.registry import PARSERS, parser_for
from lintainer.source import Source, Span

LANGUAGES = frozenset(("yaml", "yml", "compose", "docker-compose", "kubernetes", "ini", "systemd", "service", "unit"))
_SYNTAXES = ("compose", "kubernetes", "github-workflow", "gitlab-ci", "systemd")
# Where a block names no language, it must begin like one of these.
_LOOKS = re.compile(
    r"(?:[ \t]*(?:#[^\n]*|---)?\r?\n)*[ \t]*(?:apiVersion:|kind:|services:|version:[^\n]*\n|\[(?:Unit|Service)\])"
)
# The text before a block is scanned with it: this many characters altogether are enough for any document that is read.
_MOST = 50_000_000


class Manifests:
    """Reads the YAML and the units of one document."""

    def __init__(self, source: Source) -> None:
        self._source = source
        # Everything but line breaks as blanks: what stands between these is read at its own place.
        self._blank: str | None = None
        self._left = _MOST
        # Lines are counted before the text is masked: what is read of it ends with the block.
        source.line_of(0)

    def read(self, block: Block) -> list[Parsed]:
        """Return what a block holds, nothing where no front end wants it. An indented one is read document by document."""
        if block.language not in LANGUAGES and (block.language or not self._looks_like_one(block)):
            return []
        found = [self._document(part) for part in self._parts(block)]
        return [one for one in found if one is not None]

    def _looks_like_one(self, block: Block) -> bool:
        return _LOOKS.match(self._text(block.lines)) is not None

    def _text(self, lines: list[Span]) -> str:
        return "".join(f"{self._source.text[start:end]}\n" for start, end in lines)

    def _parts(self, block: Block) -> list[list[Span]]:
        text = self._source.text
        if all(start == 0 or text[start - 1] == "\n" for start, _ in block.lines):
            return [block.lines]
        parts: list[list[Span]] = [[]]
        for start, end in block.lines:
            # `---` ends a document in the first column only.
            if text.startswith("---", start) and not text[start + 3 : end].strip():
                parts.append([])
            else:
                parts[-1].append(Span(start, end))
        return [part for part in parts if part]

    def _document(self, lines: list[Span]) -> Parsed | None:
        source, context = self._source, Context(files=NoFiles())
        entries = [entry for entry in PARSERS if entry.syntax in _SYNTAXES]
        parser = parser_for(Source("example", self._text(lines)), context, entries)
        if parser is None:
            return None
        self._left -= lines[-1].end
        if self._left < 0:
            line = source.line_of(lines[0].start)
            skipped = Skipped(source.name, f"{source.name}:{line}: an example behind more text than is read with examples")
            return Parsed(syntax=parser.syntax, source=source, skipped=(skipped,))
        whole = source.text
        masked = self._masked(lines)
        # What is wrong with YAML is found where it ends: at the end of the block. Units are read line by line, to the last.
        source.text = masked if parser.syntax != "systemd" else masked.ljust(len(whole))
        try:
            return self._assembled(_parse(parser, source, context), parser)
        finally:
            source.text = whole

    def _assembled(self, found: Parsed, parser: Parser) -> Parsed:
        # A document shows parts: nothing is said of what is missing.
        projects = found.projects or tuple(parser.assemble([found], complete=False))
        return found.replace(projects=tuple(project.replace(complete=False) for project in projects))

    def _masked(self, lines: list[Span]) -> str:
        """Return the text up to the end of `lines`, with everything else as blanks."""
        text = self._source.text
        if self._blank is None:
            self._blank = re.sub(r"[^\r\n]", " ", text)
        parts, at = [], 0
        for start, end in lines:
            parts += [self._blank[at:start], text[start:end]]
            at = end
        return "".join((*parts, self._blank[at : text.find("\n", at) + 1 or None]))


def _parse(parser: Parser, source: Source, context: Context) -> Parsed:
    if parser.syntax != "compose":
        return parser.parse(source, context)
    from lintainer.parsers.compose.environment import Variables
    from lintainer.parsers.compose.parser import parsed

    # What is shown of a project goes with other parts of it: a service without an image is no error.
    return parsed([(source, source.name)], context, Variables({}, open_world=True), os.getcwd(), [], partial=True)
