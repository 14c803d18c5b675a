"""The front end for Taskfiles."""

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
    from lintainer.parsers.taskfile.scopes import Scope

SYNTAX = "taskfile"


@cache
def _name() -> re.Pattern[str]:
    return re.compile(r"(?:.*/)?\.?taskfile(?:[._-][^/]*)?\.ya?ml\Z", re.IGNORECASE)


@cache
def _content() -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(r"^version[ \t]*:[ \t]*['\"]?[23](?:\.\d+)*['\"]?[ \t]*(?:#.*)?\r?$", re.MULTILINE),
        re.compile(r"^tasks[ \t]*:", re.MULTILINE),
    )


class TaskfileParser:
    """Reads Taskfiles, known by their names or by their version and tasks."""

    syntax = SYNTAX

    def claims(self, source: Source, context: Context) -> bool:  # noqa: ARG002
        """Tell whether `source` is a Taskfile."""
        version, tasks = _content()
        text = source.text
        if tasks.search(text) is None:
            return False
        return _name().match(source.name) is not None or (version.search(text) is not None and "cmd" in text)

    def parse(self, source: Source, context: Context) -> Parsed:
        """Read every task into one project."""
        from lintainer.parsers._yaml.remarks import remarks
        from lintainer.parsers.docker_run.embedded import Commands
        from lintainer.parsers.mappings import entries, read, value
        from lintainer.parsers.taskfile.scopes import Scope, handed_over, hidden

        commands = Commands(SYNTAX, source, context, os.path.dirname(context.path) if context.path else None)
        documents = read(source, commands.problems)
        for document in documents:
            root = document.root
            for name, key, _ in entries(value(root, "includes")):
                commands.draws(key.start, f"includes: {name}")
            scope, env = Scope(value(root, "vars")), value(root, "env")
            _run(commands, source, _computed([value(root, "vars"), env]), scope, [env], elsewhere=False)
            given = handed_over(value(root, "tasks"))
            for name, _, task in entries(value(root, "tasks")):
                _task(commands, source, task, Scope(value(task, "vars"), scope, hidden(name, task, given)), env)
        return commands.parsed(remarks(source, documents))

    def assemble(self, parsed: Sequence[Parsed], *, complete: bool) -> Sequence[Project]:  # noqa: ARG002
        """Return one project for each Taskfile."""
        return [project for one in parsed for project in one.projects]


def _task(commands: Commands, source: Source, task: Node, scope: Scope, env: Node | None) -> None:
    from lintainer.parsers.mappings import items, scalars, value
    from lintainer.parsers.taskfile.scopes import Scope

    elsewhere = value(task, "dir") is not None
    envs = [env, value(task, "env")]
    found = _computed([value(task, "vars"), value(task, "env")])
    for key in ("if", "status", "preconditions"):
        node = value(task, key)
        for one in items(node) if items(node) else (node,):
            found += scalars(one)[:1] or scalars(value(one, "sh"))[:1]
    _run(commands, source, found, scope, envs, elsewhere=elsewhere)
    for node in _lines(task):
        texts = _command(node)
        loop = value(node, "for")
        if loop is not None:
            shown = [scalar.value for scalar in scalars(value(loop, "as"))[:1]]
            inner = Scope(None, scope, frozenset(("ITEM", "KEY", *shown)))
            _run(commands, source, texts, inner, envs, elsewhere=elsewhere)
        else:
            _run(commands, source, texts, scope, envs, elsewhere=elsewhere)


def _lines(task: Node) -> list[Node]:
    """Return the entries of a task's commands, whichever form it has."""
    from lintainer.parsers.mappings import entries, items, value

    if not entries(task):
        return items(task) or [task]
    one = value(task, "cmd")
    return items(value(task, "cmds")) if one is None else [one]


def _command(node: Node) -> list[Scalar]:
    """Return the shell texts of one entry: itself, `cmd:`, `defer:`, and the condition `if:`."""
    from lintainer.parsers.mappings import entries, scalars, value

    if not entries(node):
        return scalars(node)[:1]
    deferred = value(node, "defer")
    found = [value(node, "cmd"), value(node, "if"), deferred, value(deferred, "cmd")]
    return [scalar for one in found for scalar in scalars(one)[:1]]


def _computed(nodes: Sequence[Node | None]) -> list[Scalar]:
    """Return the commands whose output variables are worth: `NAME: {sh: …}`."""
    from lintainer.parsers.mappings import entries, scalars, value

    return [scalar for node in nodes for _, _, found in entries(node) for scalar in scalars(value(found, "sh"))[:1]]


def _run(
    commands: Commands,
    source: Source,
    texts: Sequence[Scalar],
    scope: Scope,
    envs: Sequence[Node | None],
    *,
    elsewhere: bool,
) -> None:
    """Read shell texts, each of which a shell of its own gets."""
    from lintainer.parsers.taskfile.scopes import environment
    from lintainer.parsers.taskfile.templates import woven

    given = environment(source, envs, scope) if texts else {}
    for scalar in texts:
        fragment = scalar.fragment()
        if fragment is None:
            commands.skip(scalar.start, "the text of this command cannot be traced")
        else:
            commands.read(woven(fragment, scope.lookup, scope.allowance), elsewhere=elsewhere, given=given)
