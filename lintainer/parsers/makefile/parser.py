"""The front end for makefiles."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from lintainer.model import Project
from lintainer.parsers import Context, Parsed
from lintainer.parsers._shell import CLIENTS
from lintainer.parsers.docker_run.embedded import Commands
from lintainer.parsers.makefile.expansion import Expander
from lintainer.parsers.makefile.lines import read_lines
from lintainer.source import Source

SYNTAX = "makefile"
_NAME = re.compile(r"(?:gnu)?makefile(?:[._-].*)?\Z|.*\.(?:mk|mak|make)\Z", re.IGNORECASE)


class MakefileParser:
    """Reads makefiles, known by their names."""

    syntax = SYNTAX

    def claims(self, source: Source, context: Context) -> bool:  # noqa: ARG002
        """Tell by its name whether `source` is a makefile."""
        return _NAME.match(source.name.rpartition("/")[2]) is not None

    def parse(self, source: Source, context: Context) -> Parsed:
        """Read every recipe into one project."""
        lines = read_lines(source)
        expander = Expander(source, lines)
        commands = Commands(SYNTAX, source, context, os.path.dirname(context.path) if context.path else None)
        commands.comments += lines.comments
        for recipe in lines.recipes:
            # What cannot name a client is not expanded.
            text = source.text[recipe.start : recipe.end]
            if CLIENTS.search(text) or "$" in text:
                commands.read(expander.recipe(recipe))
        return commands.parsed()

    def assemble(self, parsed: Sequence[Parsed], *, complete: bool) -> Sequence[Project]:  # noqa: ARG002
        """Return one project for each makefile."""
        return [project for one in parsed for project in one.projects]
