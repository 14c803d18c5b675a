"""The front end for the scripts of package.json."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from lintainer.model import Project
from lintainer.parsers import Context, Parsed
from lintainer.source import Source

SYNTAX = "package-json"
_SCRIPTS = re.compile(r'"scripts"\s*:\s*\{')
_STARTS = re.compile(r"(?:docker|podman|nerdctl)[^\n]{0,200}?\b(?:run|create|exec|update)\b")


class PackageJsonParser:
    """Reads files called package.json that have a script in which a client starts something."""

    syntax = SYNTAX

    def claims(self, source: Source, context: Context) -> bool:  # noqa: ARG002
        """Tell by its name, and by a client's command behind the word scripts, whether `source` is worth reading."""
        if source.name.rpartition("/")[2].lower() != "package.json":
            return False
        scripts = _SCRIPTS.search(source.text)
        return scripts is not None and _STARTS.search(source.text, scripts.end()) is not None

    def parse(self, source: Source, context: Context) -> Parsed:
        """Read every script into one project."""
        from lintainer.parsers.docker_run.embedded import Commands
        from lintainer.parsers.package_json.strings import members, string
        from lintainer.parsers.weaving import word

        commands = Commands(SYNTAX, source, context, os.path.dirname(context.path) if context.path else None)
        found = members(source, ("scripts", "config"))
        given = {
            f"npm_package_{re.sub(r'[^a-zA-Z0-9_]', '_', '_'.join(path))}": word(string(source, span))
            for path, span in found.items()
            if path in (("name",), ("version",)) or path[0] == "config"
        }
        for path, span in found.items():
            if len(path) == 2 and path[0] == "scripts":
                commands.read(string(source, span), given=given)
        return commands.parsed()

    def assemble(self, parsed: Sequence[Parsed], *, complete: bool) -> Sequence[Project]:  # noqa: ARG002
        """Return one project for each file."""
        return [project for one in parsed for project in one.projects]
