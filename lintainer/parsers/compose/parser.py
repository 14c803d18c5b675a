"""The Compose front end: which files it reads, and what it makes of one."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import cache

from lintainer.files import Unreadable
from lintainer.hints import TYPE_CHECKING
from lintainer.model import Project
from lintainer.parsers import Context, Parsed, Problem, Remark, Skipped
from lintainer.parsers.compose.discovery import FILE_NAMES, project_files
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


def _is_overlay(path: str, folder: str, context: Context) -> bool:
    """Tell whether a file by itself looks like one that goes on top of another: a service without an image is no error in it.

    `compose.prod.yaml` and `docker-compose.override.yml` do by their names, any other beside a file that Compose would find.
    """
    name = os.path.basename(path).lower()
    if name in FILE_NAMES:
        return False
    if "override" in name or name.startswith(("compose.", "compose-", "docker-compose.", "docker-compose-")):
        return True
    return any(context.files.exists(os.path.join(folder, usual)) for usual in FILE_NAMES)


class ComposeParser:
    """Reads Compose files."""

    syntax = "compose"

    def claims(self, source: Source, context: Context) -> bool:
        """Tell by name and a look at the top-level keys whether `source` is a Compose file."""
        text = source.text
        is_json = text.lstrip()[:1] == "{"
        if is_json and "json-schema.org/" in text[:500]:
            # What describes Compose files is none.
            return False
        if _name().search(context.path or source.name) is not None:
            return "apiVersion:" not in text or _services().search(text) is not None
        if is_json:
            return '"services"' in text and '"apiVersion"' not in text and '"openapi"' not in text
        # Every other YAML file is asked, and most would be searched to their end.
        if "services" not in text and "include" not in text:
            return False
        return _services().search(text) is not None and _foreign().search(text) is None

    def parse(self, source: Source, context: Context) -> Parsed:
        """Read the project that `source` is, or is the first file of.

        A file that the user named is the whole project (`docker compose -f FILE`); of a folder those files are taken that
        Compose finds there.
        """
        path = context.path
        folder = os.path.dirname(os.path.abspath(path)) if path is not None else os.getcwd()
        problems: list[Problem] = []
        variables = read_variables(context, folder, source.name, problems)
        paths = [path] if path is not None else []
        if path is not None and not context.named:
            found = [os.path.abspath(one) for one in project_files(context.files, folder, variables)]
            here = os.path.abspath(path)
            if here in found[1:] and found[0] != here:
                skipped = Skipped(source.name, f"read as a part of {os.path.basename(found[0])}")
                return Parsed(syntax=self.syntax, source=source, skipped=(skipped,))
            if found and found[0] == here:
                paths = [path, *found[1:]]
        sources = [(source, paths[0] if paths else source.name), *read_sources(paths[1:], context, source.name, problems)]
        alone = len(sources) < 2 and path is not None and not context.options.get("show")
        partial = alone and _is_overlay(path or "", folder, context)
        return parsed(sources, context, variables, folder, problems, partial=partial)

    def assemble(self, parsed: Sequence[Parsed], *, complete: bool) -> Sequence[Project]:  # noqa: ARG002
        """Return nothing: every input is a whole project of its own."""
        return ()


def read_variables(context: Context, folder: str, name: str, problems: list[Problem]) -> Variables:
    """Return the variables of a project in `folder`: what was let in, and the env files that are named or lie there."""
    show = bool(context.options.get("show"))
    given = Variables({} if show else context.environment, open_world=not show)
    failures: list[tuple[str, str]] = []
    paths = context.env_files or default_env_file(context.files, folder)
    variables = given.extended(context.files, paths, failures)
    problems.extend(Problem("read", f"{os.path.basename(path)}: {reason}", name) for path, reason in failures)
    return variables


def read_sources(paths: Sequence[str], context: Context, name: str, problems: list[Problem]) -> list[tuple[Source, str]]:
    """Return the files at `paths`, each with its path; those that cannot be read are problems."""
    found: list[tuple[Source, str]] = []
    for path in paths:
        try:
            found.append((context.files.read(path), path))
        except Unreadable as error:
            problems.append(Problem(error.kind, f"{os.path.basename(path)}: {error.message}", name))
    return found


def parsed(
    sources: list[tuple[Source, str]],
    context: Context,
    variables: Variables,
    folder: str,
    problems: list[Problem],
    *,
    name: str | None = None,
    partial: bool = False,
) -> Parsed:
    """Return the project that `sources` make, in order."""
    from lintainer.parsers.compose.projects import folder_name, read_project

    main = sources[0][0]
    show = bool(context.options.get("show"))
    usual = folder_name(folder) if show else None
    read = read_project(sources, context.files, variables, folder, usual, given=name, partial=partial, show=show)
    problems.extend(read.log.problems)
    return Parsed(
        syntax=ComposeParser.syntax,
        source=main,
        workloads=read.project.workloads,
        resources=read.project.resources,
        projects=(read.project,),
        problems=tuple(problems),
        remarks=tuple(remark for source in read.project.sources for remark in _remarks(source, read.log)),
        drawn=tuple(one for one in read.project.sources if one is not main),
    )


def _remarks(source: Source, log: Log) -> list[Remark]:
    """Return the comments of a project's file that speak to lintainer."""
    if "lintainer:" not in source.text:
        return []
    from lintainer.parsers._yaml.remarks import remarks

    return [remark._replace(source=source) for remark in remarks(source, log.read(source))]
