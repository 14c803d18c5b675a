"""The front end for makefiles."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from lintainer.model import Project
from lintainer.parsers import Context, Parsed
from lintainer.parsers._shell import CLIENTS, SHELLS, program
from lintainer.parsers.docker_run.embedded import Commands
from lintainer.parsers.makefile.expansion import Expander, reference_end
from lintainer.parsers.makefile.lines import Lines, read_lines
from lintainer.source import Source, Span

SYNTAX = "makefile"
_NAME = re.compile(r"(?:gnu)?makefile(?:[._-].*)?\Z|.*\.(?:mk|mak|make)\Z", re.IGNORECASE)
_USE = re.compile(r"\$[({](?:call[ \t]+)?([^\s(){},$]+)")
_SHELL = re.compile(r"\$[({]shell[ \t]+")


class MakefileParser:
    """Reads makefiles, known by their names."""

    syntax = SYNTAX

    def claims(self, source: Source, context: Context) -> bool:  # noqa: ARG002
        """Tell by its name whether `source` is a makefile."""
        return _NAME.match(source.name.rpartition("/")[2]) is not None

    def parse(self, source: Source, context: Context) -> Parsed:
        """Read every recipe, and what `$(shell …)` runs, into one project."""
        lines = read_lines(source)
        expander = Expander(source, lines)
        commands = Commands(SYNTAX, source, context, os.path.dirname(context.path) if context.path else None)
        commands.comments += lines.comments
        for place in lines.includes:
            commands.draws(place.start, source.text[slice(*place)])
        shell = program((expander.value("SHELL") or "sh").split())
        if shell not in SHELLS:
            commands.skip(0, f"recipes for the shell {shell}")
            return commands.parsed()
        given = expander.exported()
        for recipe in [*lines.recipes, *_unused(source, lines)]:
            # What cannot name a client is not expanded.
            if any(CLIENTS.search(source.text, *line) or source.text.find("$", *line) >= 0 for line in recipe):
                for fragment in expander.recipe(recipe):
                    commands.read(fragment, given=given)
        for span in _shells(source, lines):
            commands.read(expander.shell(span))
        return commands.parsed()

    def assemble(self, parsed: Sequence[Parsed], *, complete: bool) -> Sequence[Project]:  # noqa: ARG002
        """Return one project for each makefile."""
        return [project for one in parsed for project in one.projects]


def _unused(source: Source, lines: Lines) -> list[list[Span]]:
    """Return the lines of each `define` that neither a recipe nor another `define` uses: `eval` may get it, or nothing."""
    used = _used(source, [line for recipe in lines.recipes for line in recipe])
    within = [_used(source, define.lines) for define in lines.defines]
    used |= {name for define, names in zip(lines.defines, within, strict=True) for name in names - {define.name}}
    return [define.lines for define in lines.defines if define.name not in used]


def _used(source: Source, lines: Sequence[Span]) -> set[str]:
    return {found[1] for line in lines for found in _USE.finditer(source.text, *line)}


def _shells(source: Source, lines: Lines) -> list[Span]:
    """Return what stands behind the word in each `$(shell …)` that names a client."""
    found = []
    for call in _SHELL.finditer(source.text):
        span = Span(call.end(), reference_end(source.text, call.start(), len(source.text)) - 1)
        commented = any(comment.start <= span.start < comment.end for comment in lines.comments)
        if not commented and CLIENTS.search(source.text, *span):
            found.append(span)
    return found
