"""The front end for Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from lintainer.model import Project
from lintainer.parsers import Context, Parsed
from lintainer.parsers._shell import CLIENTS
from lintainer.parsers.docker_run.embedded import Commands
from lintainer.parsers.markdown.fences import fences, shell_text
from lintainer.source import Source

SYNTAX = "markdown"
SUFFIXES = (".md", ".markdown", ".mdx", ".mdown")


class MarkdownParser:
    """Reads Markdown, known by its ending."""

    syntax = SYNTAX

    def claims(self, source: Source, context: Context) -> bool:  # noqa: ARG002
        """Tell by its ending whether `source` is Markdown."""
        return source.name.lower().endswith(SUFFIXES)

    def parse(self, source: Source, context: Context) -> Parsed:
        """Read every fence of shell text into one project."""
        # Where a reader runs an example, no document says: no file is read for one.
        commands = Commands(SYNTAX, source, context, None)
        for fence in fences(source):
            if any(CLIENTS.search(source.text, *line) for line in fence.lines):
                fragment = shell_text(source, fence)
                if fragment is not None:
                    commands.read(fragment)
        return commands.parsed()

    def assemble(self, parsed: Sequence[Parsed], *, complete: bool) -> Sequence[Project]:  # noqa: ARG002
        """Return one project for each document."""
        return [project for one in parsed for project in one.projects]
