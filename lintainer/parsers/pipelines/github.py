"""The front end for GitHub workflows and composite actions."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import cache

from lintainer.hints import TYPE_CHECKING
from lintainer.model import Project
from lintainer.parsers import Context, Parsed
from lintainer.source import Source

if TYPE_CHECKING:
    from lintainer.parsers._yaml import Node, Scalar
    from lintainer.parsers.docker_run.embedded import Commands
    from lintainer.parsers.pipelines.weave import Values
    from lintainer.source import Span

SYNTAX = "github-workflow"
_IMAGE = "docker://"


@cache
def _folder() -> re.Pattern[str]:
    return re.compile(r"(?:^|(?P<root>.*)/)\.(?:github|gitea|forgejo)/workflows/[^/]+\.ya?ml\Z")


@cache
def _keys() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"^(?:{key}|[\"']{key}[\"'])[ \t]*:", re.MULTILINE) for key in ("on", "jobs", "runs"))


@cache
def _telling() -> re.Pattern[str]:
    """What a workflow holds that starts a container, that another workflow may start one for, or that speaks to lintainer.

    A client's name may also be written with escapes, or over the end of a line.
    """
    return re.compile(r"docker|podman|nerdctl|container|services|/workflows/|lintainer:|\\[xuU]|\w\\\r?\n")


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
        """Read all jobs of a workflow, or the steps or the container of an action, into one project.

        Most workflows of a repository start no container: those that nobody named are then not parsed.
        """
        if not context.named and _telling().search(source.text) is None:
            return Parsed(syntax=self.syntax, source=source)
        from lintainer.parsers._yaml.remarks import remarks
        from lintainer.parsers.docker_run.embedded import Commands
        from lintainer.parsers.mappings import entries, read, text, value

        commands = Commands(SYNTAX, source, context, _root(context.path))
        documents = read(source, commands.problems)
        for document in documents:
            root = document.root
            reader = _Reader(commands, source, context, [value(root, "env")])
            reader.action(value(root, "runs"))
            default = _shell_of(root)
            for name, _, job in entries(value(root, "jobs")):
                called = value(job, "uses")
                if called is not None:
                    commands.draws(called.start, f"uses: {text(called) or '?'}")
                reader.containers(name, job)
                reader.steps(value(job, "steps"), _shell_of(job) or default or _runner(job), [value(job, "env")])
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


class _Reader:
    """Reads the jobs of a workflow; `envs` are the variables that it sets for all of them."""

    def __init__(self, commands: Commands, source: Source, context: Context, envs: Sequence[Node | None]) -> None:
        self._commands = commands
        self._source = source
        self._context = context
        self._envs = envs

    def action(self, runs: Node | None) -> None:
        """Read the steps of a composite action, or the container that an action is."""
        from lintainer.parsers.mappings import entries, scalars, value
        from lintainer.parsers.pipelines.weave import NONE

        self.steps(value(runs, "steps"), "bash", ())
        for word, key, node in entries(runs):
            if word == "image":
                programs = (value(runs, "entrypoint"), value(runs, "args"))
                self._image(key, scalars(node), programs, value(runs, "env"), NONE)

    def steps(self, steps: Node | None, default: str, envs: Sequence[Node | None]) -> None:
        """Read the scripts of steps, and the steps that are images: `uses: docker://alpine:3`."""
        from lintainer.parsers._shell import CLIENTS, program
        from lintainer.parsers.mappings import entries, items, scalars, value
        from lintainer.parsers.pipelines.variables import environment, read_env, without
        from lintainer.parsers.pipelines.weave import GITHUB, NONE, woven

        rewritten = _rewritten(steps)
        values: Values = NONE
        for env in (*self._envs, *envs):
            values = read_env(env, values, GITHUB)
        values = without(values, rewritten)
        for step in items(steps):
            keys = {name: (key, found) for name, key, found in entries(step)}
            env = keys["env"][1] if "env" in keys else None
            inner = read_env(env, values, GITHUB)
            if "uses" in keys:
                key, node = keys["uses"]
                programs = (value(step, "with", "entrypoint"), value(step, "with", "args"))
                self._image(key, scalars(node), programs, env, inner)
            found = scalars(keys["run"][1])[:1] if "run" in keys else []
            texts = [scalar.value for scalar in found] + ["".join(piece.text) for piece in inner.values()]
            if not found or not any(map(CLIENTS.search, texts)):
                continue
            shells = scalars(keys["shell"][1]) if "shell" in keys else []
            shell = program((shells[0].value if shells else default).split())
            fragment = woven(found, GITHUB, inner)
            if shell not in ("bash", "sh"):
                self._commands.skip(found[0].start, f"a step for the shell {shell or '?'}")
            elif fragment is None:
                self._commands.skip(found[0].start, "the text of this step cannot be traced")
            else:
                given = environment(self._source, inner, [*self._envs, *envs, env], "GITHUB_WORKSPACE")
                self._commands.read(fragment, elsewhere="working-directory" in keys, given=given)

    def containers(self, name: str, job: Node) -> None:
        """Read the container of a job, and its services."""
        from lintainer.parsers.mappings import entries, extent, scalars, value
        from lintainer.parsers.pipelines.started import Definition
        from lintainer.parsers.pipelines.weave import GITHUB, woven

        wanted = [(name, key, node) for word, key, node in entries(job) if word == "container"]
        wanted += [(f"{name}/{service}", key, node) for service, key, node in entries(value(job, "services"))]
        for shown, key, node in wanted:
            definition = Definition(self._source, key, GITHUB)
            definition.options(value(node, "options"))
            definition.variables(value(node, "env"))
            definition.listed("-v", value(node, "volumes"))
            definition.listed("-p", value(node, "ports"))
            definition.entrypoint(value(node, "entrypoint"))
            definition.arguments(value(node, "command"))
            image = woven((scalars(node) or scalars(value(node, "image")))[:1], GITHUB)
            started = definition.started(image, shown, extent(key, node), SYNTAX, self._context)
            if started is not None:
                self._commands.workloads.append(started)

    def _image(
        self,
        key: Span,
        image: Sequence[Scalar],
        programs: tuple[Node | None, Node | None],
        env: Node | None,
        values: Values,
    ) -> None:
        """Read a container that starts from `docker://IMAGE`; a Dockerfile says itself what it is."""
        from lintainer.parsers.pipelines.started import Definition
        from lintainer.parsers.pipelines.weave import GITHUB, woven
        from lintainer.source import Span

        fragment = woven(image[:1], GITHUB, values)
        if fragment is None or not fragment.text.startswith(_IMAGE):
            return
        name = fragment.sub(len(_IMAGE), len(fragment.text))
        definition = Definition(self._source, key, GITHUB, values)
        definition.variables(env)
        definition.entrypoint(programs[0])
        definition.arguments(programs[1])
        parts = [part for part in (image[0], env, *programs) if part is not None]
        extent = Span(min(key.start, *(part.start for part in parts)), max(part.end for part in parts))
        started = definition.started(name, name.text, extent, SYNTAX, self._context)
        if started is not None:
            self._commands.workloads.append(started)


def _rewritten(steps: Node | None) -> frozenset[str]:
    """Return the variables that steps set for those behind them, by what they write into the file `$GITHUB_ENV`."""
    from lintainer.parsers.mappings import items, text, value

    texts = [text(value(step, "run")) or "" for step in items(steps)]
    pattern = re.compile(r"\b([A-Za-z_]\w*)(?:=|<<)")
    return frozenset(found[1] for shown in texts if "GITHUB_ENV" in shown for found in pattern.finditer(shown))
