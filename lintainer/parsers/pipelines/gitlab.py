"""The front end for GitLab CI."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from lintainer.model import Container, Project
from lintainer.parsers import Context, Parsed
from lintainer.source import Source

if TYPE_CHECKING:
    from lintainer.parsers._yaml import Node, Scalar
    from lintainer.parsers.docker_run.embedded import Commands
    from lintainer.source import Span

SYNTAX = "gitlab-ci"
_NO_JOBS = frozenset(("include", "stages", "variables", "workflow", "spec", "pages:deploy"))
# All else is for the runner's configuration to say.
_KNOWN = frozenset(("origin", "image", "name", "platform", "dialect", "syntax", "role"))


@cache
def _file() -> re.Pattern[str]:
    return re.compile(r"(?:\.gitlab-ci|/\.gitlab(?:-ci)?/(?:.*/)?[^/]+|^\.gitlab(?:-ci)?/(?:.*/)?[^/]+)\.ya?ml\Z")


@cache
def _content() -> re.Pattern[str]:
    return re.compile(r"^stages[ \t]*:.*^[ ]+(?:before_|after_)?script[ \t]*:", re.MULTILINE | re.DOTALL)


class GitlabParser:
    """Reads `.gitlab-ci.yml` and the files that it is made of."""

    syntax = SYNTAX

    def claims(self, source: Source, context: Context) -> bool:
        """Tell by its name, or by its stages and scripts, whether `source` belongs to GitLab CI."""
        path = (context.path or source.name).replace("\\", "/")
        return _file().search(path) is not None or _content().search(source.text) is not None

    def parse(self, source: Source, context: Context) -> Parsed:
        """Read the defaults and all jobs into one project."""
        from lintainer.parsers._yaml.remarks import remarks
        from lintainer.parsers.docker_run.embedded import Commands
        from lintainer.parsers.mappings import entries, read

        folder = os.path.dirname(context.path) if context.path else None
        commands = Commands(SYNTAX, source, context, folder)
        documents = read(source, commands.problems)
        for document in documents:
            _job(commands, source, context, "default", document.root)
            for name, _, job in entries(document.root):
                if name not in _NO_JOBS:
                    _job(commands, source, context, name, job)
        return commands.parsed(remarks(source, documents))

    def assemble(self, parsed: Sequence[Parsed], *, complete: bool) -> Sequence[Project]:  # noqa: ARG002
        """Return one project for each file."""
        return [project for one in parsed for project in one.projects]


def _job(commands: Commands, source: Source, context: Context, name: str, job: Node | None) -> None:
    from lintainer.parsers.mappings import entries, items, scalars

    keys = {key: (span, node) for key, span, node in entries(job)}
    # One shell runs the first two, another one the third.
    for group in (("before_script", "script"), ("after_script",)):
        _script(commands, [scalar for key in group if key in keys for scalar in scalars(keys[key][1])])
    if "image" in keys:
        _image(commands, source, context, name, *keys["image"])
    for service in items(keys["services"][1]) if "services" in keys else ():
        _image(commands, source, context, f"{name}/services", keys["services"][0], service)


def _script(commands: Commands, lines: Sequence[Scalar]) -> None:
    from lintainer.parsers._shell import CLIENTS
    from lintainer.parsers.pipelines.weave import GITLAB, woven

    if not any(CLIENTS.search(line.value) for line in lines):
        return
    fragment = woven(lines, GITLAB)
    if fragment is None:
        commands.skip(lines[0].start, "the text of this script cannot be traced")
    else:
        commands.read(fragment)


def _image(commands: Commands, source: Source, context: Context, name: str, key: Span, node: Node) -> None:
    from lintainer.parsers.mappings import scalars, value
    from lintainer.parsers.pipelines.started import Definition
    from lintainer.parsers.pipelines.weave import GITLAB_FIELD, woven
    from lintainer.source import Span

    found = ([*scalars(node)] if not value(node, "name") else scalars(value(node, "name")))[:1]
    extent = Span(min(key.start, node.start), max(key.end, node.end)) if name.count("/") == 0 else node.span
    started = Definition(source, key, GITLAB_FIELD).started(woven(found, GITLAB_FIELD), name, extent, SYNTAX, context)
    if started is None:
        return
    unknown = frozenset(Container.fields()) - _KNOWN
    containers = tuple(one.replace(incomplete=one.incomplete | unknown) for one in started.containers)
    commands.workloads.append(started.replace(containers=containers))
