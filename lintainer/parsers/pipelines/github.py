"""The front end for GitHub workflows and composite actions."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from lintainer.model import Project
from lintainer.parsers import Context, Parsed
from lintainer.source import Source

if TYPE_CHECKING:
    from lintainer.parsers._yaml import Node
    from lintainer.parsers.docker_run.embedded import Commands
    from lintainer.source import Span

SYNTAX = "github-workflow"
_IMAGE = "docker://"


@cache
def _folder() -> re.Pattern[str]:
    return re.compile(r"(?:^|(?P<root>.*)/)\.(?:github|gitea|forgejo)/workflows/[^/]+\.ya?ml\Z")


@cache
def _keys() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"^(?:{key}|[\"']{key}[\"'])[ \t]*:", re.MULTILINE) for key in ("on", "jobs", "runs"))


class GithubParser:
    """Reads workflows and composite actions."""

    syntax = SYNTAX

    def claims(self, source: Source, context: Context) -> bool:
        """Tell by its folder, or by its top-level keys, whether `source` is a workflow or an action."""
        on, jobs, runs = _keys()
        path = (context.path or source.name).replace("\\", "/")
        if path.rpartition("/")[2] in ("action.yml", "action.yaml"):
            return runs.search(source.text) is not None
        if _folder().search(path) is not None:
            return "jobs" in source.text
        return jobs.search(source.text) is not None and on.search(source.text) is not None

    def parse(self, source: Source, context: Context) -> Parsed:
        """Read all jobs of a workflow, or the steps of an action, into one project."""
        from lintainer.parsers._yaml.remarks import remarks
        from lintainer.parsers.docker_run.embedded import Commands
        from lintainer.parsers.mappings import entries, read, value

        commands = Commands(SYNTAX, source, context, _root(context.path))
        documents = read(source, commands.problems)
        for document in documents:
            root = document.root
            _steps(commands, source, context, value(root, "runs", "steps"), "bash")
            default = _shell_of(root)
            for name, _, job in entries(value(root, "jobs")):
                _containers(commands, source, context, name, job)
                _steps(commands, source, context, value(job, "steps"), _shell_of(job) or default or _runner(job))
        return commands.parsed(remarks(source, documents))

    def assemble(self, parsed: Sequence[Parsed], *, complete: bool) -> Sequence[Project]:  # noqa: ARG002
        """Return one project for each file."""
        return [project for one in parsed for project in one.projects]


def _root(path: str | None) -> str | None:
    """Return the folder that steps run in: that of the repository."""
    found = _folder().search(path.replace(os.sep, "/")) if path else None
    return (found["root"] or ".") if found else None


def _shell_of(node: Node | None) -> str | None:
    from lintainer.parsers.mappings import text, value

    return text(value(node, "defaults", "run", "shell"))


def _runner(job: Node) -> str:
    """Return the shell of steps that name none: on Windows PowerShell."""
    from lintainer.parsers.mappings import scalars, value

    labels = [scalar.value.lower() for scalar in scalars(value(job, "runs-on"))]
    return "pwsh" if any(label.startswith("windows") for label in labels) else "bash"


def _steps(commands: Commands, source: Source, context: Context, steps: Node | None, default: str) -> None:
    from lintainer.parsers._shell import CLIENTS
    from lintainer.parsers.mappings import entries, items, scalars
    from lintainer.parsers.pipelines.weave import GITHUB, woven

    for step in items(steps):
        keys = {name: (key, found) for name, key, found in entries(step)}
        if "uses" in keys:
            _image_step(commands, source, context, *keys["uses"])
        found = scalars(keys["run"][1]) if "run" in keys else []
        if not found or not CLIENTS.search(found[0].value):
            continue
        shells = scalars(keys["shell"][1]) if "shell" in keys else []
        shell = shells[0].value if shells else default
        if shell.split()[:1] not in (["bash"], ["sh"], ["/bin/bash"], ["/bin/sh"]):
            commands.skip(found[0].start, f"a step for the shell {shell.split()[:1] or ['?']}")
            continue
        fragment = woven(found[:1], GITHUB)
        if fragment is None:
            commands.skip(found[0].start, "the text of this step cannot be traced")
            continue
        commands.read(fragment, elsewhere="working-directory" in keys)


def _image_step(commands: Commands, source: Source, context: Context, key: Span, node: Node) -> None:
    """Read a step that is an image: `uses: docker://alpine:3`."""
    from lintainer.parsers.mappings import extent, scalars
    from lintainer.parsers.pipelines.started import Definition
    from lintainer.parsers.pipelines.weave import GITHUB, woven

    fragment = woven(scalars(node)[:1], GITHUB)
    if fragment is None or not fragment.text.startswith(_IMAGE):
        return
    image = fragment.sub(len(_IMAGE), len(fragment.text))
    started = Definition(source, key, GITHUB).started(image, image.text, extent(key, node), SYNTAX, context)
    if started is not None:
        commands.workloads.append(started)


def _containers(commands: Commands, source: Source, context: Context, name: str, job: Node) -> None:
    from lintainer.parsers.mappings import entries, extent, scalars, value
    from lintainer.parsers.pipelines.started import Definition
    from lintainer.parsers.pipelines.weave import GITHUB, woven

    wanted = [(name, key, node) for word, key, node in entries(job) if word == "container"]
    wanted += [(f"{name}/{service}", key, node) for service, key, node in entries(value(job, "services"))]
    for shown, key, node in wanted:
        definition = Definition(source, key, GITHUB)
        definition.options(value(node, "options"))
        definition.variables(value(node, "env"))
        definition.listed("-v", value(node, "volumes"))
        definition.listed("-p", value(node, "ports"))
        image = woven((scalars(node) or scalars(value(node, "image")))[:1], GITHUB)
        started = definition.started(image, shown, extent(key, node), SYNTAX, context)
        if started is not None:
            commands.workloads.append(started)
