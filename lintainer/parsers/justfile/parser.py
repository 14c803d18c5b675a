"""The front end for justfiles."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from lintainer.model import Project
from lintainer.parsers import Context, Parsed
from lintainer.parsers.docker_run.embedded import Commands
from lintainer.parsers.justfile.items import read_items
from lintainer.parsers.justfile.recipes import Recipes
from lintainer.source import Source

SYNTAX = "justfile"
_NAME = re.compile(r"\.?justfile\Z|.*\.just(?:file)?\Z", re.IGNORECASE)
_SHEBANG = re.compile(r"#![^\n]*\bjust\b")


class JustfileParser:
    """Reads justfiles, known by their names or by a first line that names `just`."""

    syntax = SYNTAX

    def claims(self, source: Source, context: Context) -> bool:  # noqa: ARG002
        """Tell whether `source` is a justfile."""
        return _NAME.match(source.name.rpartition("/")[2]) is not None or _SHEBANG.match(source.text) is not None

    def parse(self, source: Source, context: Context) -> Parsed:
        """Read every recipe into one project."""
        items = read_items(source)
        recipes = Recipes(source, items)
        commands = Commands(SYNTAX, source, context, os.path.dirname(context.path) if context.path else None)
        commands.comments += items.comments
        recipes.evaluate()
        for recipe in items.recipes:
            for text in recipes.texts(recipe):
                commands.read(text.fragment, elsewhere=text.elsewhere, given=text.given)
        for fragment in recipes.commands:
            commands.read(fragment)
        commands.comments += recipes.comments
        for place in items.drawn:
            commands.draws(place.start, source.text[slice(*place)])
        for at, reason in recipes.skipped:
            commands.skip(at, reason)
        return commands.parsed()

    def assemble(self, parsed: Sequence[Parsed], *, complete: bool) -> Sequence[Project]:  # noqa: ARG002
        """Return one project for each justfile."""
        return [project for one in parsed for project in one.projects]
