"""`docker compose` on a command line: which files it names, and what it says besides (docker compose 5.6, global options)."""

from __future__ import annotations

import os
from collections.abc import Sequence

from lintainer.hints import Any
from lintainer.parsers import Context, Parsed, Problem
from lintainer.parsers.compose.discovery import find_project
from lintainer.parsers.compose.environment import Variables
from lintainer.parsers.compose.parser import ComposeParser, parsed, read_sources, read_variables
from lintainer.source import Source

_VALUES = {
    "-f": "file",
    "--file": "file",
    "-p": "name",
    "--project-name": "name",
    "--env-file": "env_file",
    "--project-directory": "folder",
    "--profile": "profile",
    "--ansi": "ansi",
    "--progress": "progress",
    "--parallel": "parallel",
}


def options(words: Sequence[str]) -> dict[str, list[str]]:
    """Return the values of the global options: those before the subcommand."""
    rest = list(words[1:] if words[0] == "docker-compose" else words[2:])
    found: dict[str, list[str]] = {}
    while rest and rest[0].startswith("-"):
        flag, sign, value = rest.pop(0).partition("=")
        if len(flag) > 2 and not flag.startswith("--"):
            # A short option with its value: -fFILE.
            flag, sign, value = flag[:2], "=", flag[2:] + sign + value
        name = _VALUES.get(flag)
        if name is not None:
            found.setdefault(name, []).append(value if sign else rest.pop(0) if rest else "")
    return found


def parse_compose(words: Sequence[str], context: Context) -> Parsed:
    """Read the project that `docker compose …` would take, in the working directory."""
    given = options(words)
    # One flag may name several files, separated as COMPOSE_FILE does it.
    paths = list(given.get("file", ()))
    home = given.get("folder", [None])[-1]
    folder = home or (os.path.dirname(paths[0]) if paths else "") or "."
    env_files = tuple(given.get("env_file", ())) or context.env_files
    context = context.replace(env_files=env_files)
    label = Source("<command>", " ".join(words))
    problems: list[Problem] = []
    variables = read_variables(context, folder, label.name, problems)
    if not paths:
        paths = find_project(context.files, folder, variables)
        folder = home or (os.path.dirname(paths[0]) if paths else folder)
        if paths and not env_files and os.path.abspath(folder) != os.path.abspath("."):
            variables = read_variables(context, folder, label.name, problems)
    sources = read_sources(paths, context, label.name, problems)
    if not sources:
        if not paths:
            problems.append(Problem("config", "no Compose file here or in a folder above", label.name))
        return Parsed(syntax=ComposeParser.syntax, source=label, problems=tuple(problems))
    return parsed(sources, context, variables, os.path.abspath(folder), problems, name=_name(given, variables))


def _name(given: dict[str, list[str]], variables: Variables) -> str | None:
    named: Any = given.get("name", [None])[-1] or variables.lookup("COMPOSE_PROJECT_NAME")
    return named if isinstance(named, str) and named else None
