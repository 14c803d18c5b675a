"""The front end for reStructuredText."""

from __future__ import annotations

from collections.abc import Sequence

from lintainer.model import Project
from lintainer.parsers import Context, Parsed
from lintainer.parsers.examples.reading import read_blocks
from lintainer.parsers.restructuredtext.blocks import blocks
from lintainer.source import Source

SYNTAX = "restructuredtext"
SUFFIXES = (".rst", ".rest")


class RestructuredTextParser:
    """Reads reStructuredText, known by its ending."""

    syntax = SYNTAX

    def claims(self, source: Source, context: Context) -> bool:  # noqa: ARG002
        """Tell by its ending whether `source` is reStructuredText."""
        return source.name.lower().endswith(SUFFIXES)

    def parse(self, source: Source, context: Context) -> Parsed:
        """Read the code blocks of a document."""
        return read_blocks(SYNTAX, source, context, blocks(source))

    def assemble(self, parsed: Sequence[Parsed], *, complete: bool) -> Sequence[Project]:  # noqa: ARG002
        """Return the projects of each document."""
        return [project for one in parsed for project in one.projects]
