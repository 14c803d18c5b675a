"""The front end for GitLab CI."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from functools import cache

from lintainer.hints import TYPE_CHECKING
from lintainer.model import Container, Project
from lintainer.parsers import Context, Parsed
from lintainer.source import Source

if TYPE_CHECKING:
    from lintainer.parsers._yaml import Node, Scalar
    from lintainer.parsers.docker_run.embedded import Commands
    from lintainer.parsers.pipelines.jobs import Job
    from lintainer.parsers.pipelines.weave import Values
    from lintainer.parsers.words import Word
    from lintainer.source import Span

SYNTAX = "gitlab-ci"
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
        from lintainer.parsers.mappings import read
        from lintainer.parsers.pipelines.jobs import jobs

        commands = Commands(SYNTAX, source, context, os.path.dirname(context.path) if context.path else None)
        documents = read(source, commands.problems)
        for document in documents:
            reader = _Reader(commands, source, context, document.root)
            reader.included()
            for job in jobs(document.root):
                reader.job(job)
        return commands.parsed(remarks(source, documents))

    def assemble(self, parsed: Sequence[Parsed], *, complete: bool) -> Sequence[Project]:  # noqa: ARG002
        """Return one project for each file."""
        return [project for one in parsed for project in one.projects]


class _Reader:
    """Reads the jobs of one document."""

    def __init__(self, commands: Commands, source: Source, context: Context, root: Node | None) -> None:
        self._commands = commands
        self._source = source
        self._context = context
        self._root = root
        self._missed: set[int] = set()

    def included(self) -> None:
        """Note the files that the pipeline is made of, too."""
        from lintainer.parsers.mappings import entries, items, scalars, value

        for word, key, node in entries(self._root):
            if word == "include":
                for one in items(node) or [node]:
                    named = scalars(one)[:1] or [found for _, _, part in entries(one) for found in scalars(part)[:1]][:1]
                    self._commands.draws(
                        one.start if items(node) else key.start, f"include: {named[0].value if named else '?'}"
                    )
            else:
                called = value(node, "trigger", "include")
                if called is not None:
                    self._commands.draws(called.start, f"trigger of {word}")

    def job(self, job: Job) -> None:
        """Read the scripts, the image and the services of a job."""
        from lintainer.parsers.mappings import scalars, value
        from lintainer.parsers.pipelines.jobs import followed, lines
        from lintainer.parsers.pipelines.variables import GitlabVariables, environment
        from lintainer.parsers.pipelines.weave import GITLAB

        nodes = [*self._inherited(job), *(one for node in job.variables for one in followed(self._root, node, self._missing))]
        values = GitlabVariables(nodes, self._hidden(job), GITLAB).values()
        given = environment(self._source, values, nodes, "CI_PROJECT_DIR")
        # One shell runs the first two, another one the third.
        for group in (("before_script", "script"), ("after_script",)):
            found = [job.keys[key][1] for key in group if key in job.keys]
            self._script([line for node in found for line in lines(followed(self._root, node, self._missing))], given)
        hooks = value(job.keys["hooks"][1], "pre_get_sources_script") if "hooks" in job.keys else None
        self._script(scalars(hooks), given)
        for word, name in (("image", job.name), ("services", f"{job.name}/services")):
            if word in job.keys:
                key, node = job.keys[word]
                for one in followed(self._root, node, self._missing):
                    self._image(name, key, one, values)

    def _missing(self, node: Node, path: str) -> None:
        if node.start not in self._missed:
            self._missed.add(node.start)
            self._commands.draws(node.start, f"!reference [{path}]")

    def _inherited(self, job: Job) -> list[Node | None]:
        """Return the variables of all jobs, as far as this one takes them over."""
        from lintainer.parsers.mappings import scalars, value

        wanted = scalars(value(job.keys["inherit"][1], "variables")) if "inherit" in job.keys else []
        # A list of names is rare: what it leaves out is not known to be set otherwise.
        return [] if [one.value for one in wanted] == ["false"] else [value(self._root, "variables")]

    def _hidden(self, job: Job) -> frozenset[str]:
        """Return the variables that rules or a matrix set, for some runs of the job."""
        from lintainer.parsers.mappings import entries, items, value

        rules = [value(self._root, "workflow", "rules"), job.keys["rules"][1] if "rules" in job.keys else None]
        sets = [value(rule, "variables") for node in rules for rule in items(node)]
        sets += items(value(job.keys["parallel"][1], "matrix")) if "parallel" in job.keys else []
        return frozenset(name for node in sets for name, _, _ in entries(node))

    def _script(self, lines: Sequence[Scalar], given: Mapping[str, Word]) -> None:
        from lintainer.parsers._shell import CLIENTS
        from lintainer.parsers.pipelines.weave import GITLAB, woven

        texts = [line.value for line in lines] + [word.text for word in given.values()]
        if not lines or not any(map(CLIENTS.search, texts)):
            return
        fragment = woven(lines, GITLAB)
        if fragment is None:
            self._commands.skip(lines[0].start, "the text of this script cannot be traced")
        else:
            self._commands.read(fragment, given=given)

    def _image(self, name: str, key: Span, node: Node, values: Values) -> None:
        from lintainer.parsers.mappings import scalars, value
        from lintainer.parsers.pipelines.started import Definition
        from lintainer.parsers.pipelines.weave import GITLAB_FIELD, woven
        from lintainer.source import Span

        found = (scalars(value(node, "name")) or scalars(node))[:1]
        extent = Span(min(key.start, node.start), max(key.end, node.end)) if name.count("/") == 0 else node.span
        definition = Definition(self._source, key, GITLAB_FIELD, values)
        definition.option("--user", value(node, "docker", "user"))
        definition.option("--platform", value(node, "docker", "platform"))
        definition.variables(value(node, "variables"))
        definition.entrypoint(value(node, "entrypoint"))
        definition.arguments(value(node, "command"))
        started = definition.started(woven(found, GITLAB_FIELD, values), name, extent, SYNTAX, self._context)
        if started is None:
            return
        unknown = frozenset(Container.fields()) - _KNOWN
        containers = tuple(one.replace(incomplete=one.incomplete | unknown) for one in started.containers)
        self._commands.workloads.append(started.replace(containers=containers))
