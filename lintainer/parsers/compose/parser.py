"""The Compose front end: which files it reads, and what it makes of one."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from lintainer.model import Project
from lintainer.parsers import Context, Parsed, Problem, Remark, Skipped
from lintainer.parsers.compose.discovery import project_files
from lintainer.parsers.compose.environment import Variables, default_env_file
from lintainer.source import Source

if TYPE_CHECKING:
    from lintainer.parsers.compose.loading import Log


@cache
def _services() -> re.Pattern[str]:
    # A mapping under `services:` at the top level: continuous integration systems write a list there.
    return re.compile(
        r"^(?:(?:[\"']?services[\"']?)[ \t]*:[ \t]*(?:&\S+[ \t]*)?(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]+[^\s#-]"
        r"|[\"']?(?:services|include)[\"']?[ \t]*:[ \t]*(?:\{|\*)|include[ \t]*:)",
        re.MULTILINE,
    )


@cache
def _foreign() -> re.Pattern[str]:
    return re.compile(r"^(?:apiVersion|kind|stages|pipeline|steps|on|\"on\"|jobs)[ \t]*:", re.MULTILINE)


@cache
def _name() -> re.Pattern[str]:
    return re.compile(r"(?:^|[/._-])(?:docker-)?compose(?:[._-][^/]*)?\.(?:ya?ml|json)$", re.IGNORECASE)


class ComposeParser:
    """Reads Compose files."""

    syntax = "compose"

    def claims(self, source: Source, context: Context) -> bool:
        """Tell by name and a look at the top-level keys whether `source` is a Compose file."""
        text = source.text
        if _name().search(context.path or source.name) is not None:
            return "apiVersion:" not in text or _services().search(text) is not None
        if text.lstrip()[:1] == "{":
            return '"services"' in text and '"apiVersion"' not in text and '"openapi"' not in text
        return _services().search(text) is not None and _foreign().search(text) is None

    def parse(self, source: Source, context: Context) -> Parsed:
        """Read the project that `source` is, or is the first file of."""
        from lintainer.parsers.compose.projects import folder_name, read_project

        path = context.path
        folder = os.path.dirname(os.path.abspath(path)) if path is not None else os.getcwd()
        show = bool(context.options.get("show"))
        problems: list[Problem] = []
        variables = self._variables(source, context, folder, problems, show=show)
        paths = [path] if path is not None else []
        if path is not None and (not context.named or context.options.get("compose.discover")):
            found = project_files(context.files, folder, variables)
            here = os.path.abspath(path)
            if here in map(os.path.abspath, found[1:]) and os.path.abspath(found[0]) != here:
                return Parsed(
                    syntax=self.syntax,
                    source=source,
                    skipped=(Skipped(source.name, f"read as a part of {os.path.basename(found[0])}"),),
                )
            if found and os.path.abspath(found[0]) == here:
                paths = found
        listed = context.options.get("compose.files")
        if isinstance(listed, list | tuple):
            paths = [str(one) for one in listed]
        sources = self._sources(source, paths, context, problems)
        base = os.path.basename(path or "").lower()
        alone = len(paths) < 2 and base not in _WHOLE and path is not None and not show
        name = folder_name(folder) if show else None
        read = read_project(sources, context.files, variables, folder, name, partial=alone, show=show)
        problems.extend(read.log.problems)
        return Parsed(
            syntax=self.syntax,
            source=source,
            workloads=read.project.workloads,
            resources=read.project.resources,
            projects=(read.project,),
            problems=tuple(problems),
            remarks=_remarks(source, read.log),
            drawn=tuple(one for one in read.project.sources if one is not source),
        )

    def _variables(self, source: Source, context: Context, folder: str, problems: list[Problem], *, show: bool) -> Variables:
        given = Variables({} if show else context.environment, open_world=not show)
        failures: list[tuple[str, str]] = []
        paths = context.env_files or default_env_file(context.files, folder)
        variables = given.extended(context.files, paths, failures)
        problems.extend(Problem("read", f"{os.path.basename(path)}: {reason}", source.name) for path, reason in failures)
        return variables

    def _sources(self, source: Source, paths: list[str], context: Context, problems: list[Problem]) -> list[tuple[Source, str]]:
        from lintainer.files import Unreadable

        if len(paths) < 2:
            return [(source, paths[0] if paths else source.name)]
        found: list[tuple[Source, str]] = []
        for path in paths:
            if context.path is not None and os.path.abspath(path) == os.path.abspath(context.path):
                found.append((source, path))
                continue
            try:
                found.append((context.files.read(path), path))
            except Unreadable as error:
                problems.append(Problem(error.kind, f"{os.path.basename(path)}: {error.message}", source.name))
        return found

    def assemble(self, parsed: Sequence[Parsed], *, complete: bool) -> Sequence[Project]:  # noqa: ARG002
        """Return nothing: every input is a whole project of its own."""
        return ()


# The names under which a file is a project by itself; others may be made to change one of these.
_WHOLE = frozenset(("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"))


def _remarks(source: Source, log: Log) -> tuple[Remark, ...]:
    """Return the comments that speak to lintainer."""
    if "lintainer:" not in source.text:
        return ()
    from lintainer.parsers._yaml.remarks import remarks

    return remarks(source, log.read(source))
