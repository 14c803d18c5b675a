"""A command means the same in every file that holds shell text, and its values stand at the same text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from lintainer.model import Container, Node
from tests.parsers.front_ends import (
    DOCKER_RUN,
    GITHUB,
    GITLAB,
    JUSTFILE,
    MAKEFILE,
    MARKDOWN,
    PACKAGE_JSON,
    TASKFILE,
    FrontEnd,
)

LINES = [
    line
    for line in (Path(__file__).parents[1] / "oracle" / "run_lines.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def unquoted(text: str) -> str:
    """Return what the inside of a JSON string stands for."""
    return str(json.loads(f'"{text}"'))


# How a file holds the command, and how text of the file reads without the file's own escapes.
WRAPPED: dict[FrontEnd, tuple[Callable[[str], str], Callable[[str], str]]] = {
    MAKEFILE: (lambda line: f"a:\n\t@{line.replace('$', '$$')}\n", lambda text: text.replace("$$", "$")),
    JUSTFILE: (lambda line: f"a:\n  @{line.replace('{{', '{{{{')}\n", lambda text: text.replace("{{{{", "{{")),
    TASKFILE: (lambda line: f"version: '3'\ntasks:\n  a:\n    cmds:\n      - |\n        {line}\n", lambda text: text),
    PACKAGE_JSON: (lambda line: json.dumps({"scripts": {"a": line}}), unquoted),
    GITHUB: (
        lambda line: f"on: push\njobs:\n  a:\n    steps:\n      - run: {json.dumps(line)}\n",
        unquoted,
    ),
    GITLAB: (lambda line: f"a:\n  script:\n    - |-\n      {line}\n", lambda text: text),
    MARKDOWN: (lambda line: f"- Run\n\n  ```console\n  $ {line}\n  ```\n", lambda text: text),
}


def written(container: Container, plain: Callable[[str], str]) -> list[tuple[str, str]]:
    """Return each value of a container with the text that stands at its place."""
    found: list[tuple[str, str]] = []
    for name in Container.fields():
        value = getattr(container, name)
        if name in ("origin", "within", "notes") or value is None:
            continue
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Node):
                found.append((name, plain(one.at().text)))
            elif container.wrote(name):
                found.append((name, plain(container.at(name).text)))
    return found


@pytest.mark.parametrize("front_end", [pytest.param(one, id=one.syntax) for one in WRAPPED])
@pytest.mark.parametrize(
    "lines",
    [pytest.param(LINES[::12], id="some lines"), pytest.param(LINES, id="all lines", marks=pytest.mark.slow)],
)
def test_a_command_is_the_same_in_every_file(front_end: FrontEnd, lines: list[str]) -> None:
    wrap, plain = WRAPPED[front_end]
    compared = 0
    for line in lines:
        if (front_end is TASKFILE and "{{" in line) or (front_end is MARKDOWN and re.search(r"<\w", line)):
            continue
        here, there = DOCKER_RUN.containers(line), front_end.containers(wrap(line))
        assert here == there, line
        assert [one.incomplete for one in here] == [one.incomplete for one in there], line
        assert [written(one, str) for one in here] == [written(one, plain) for one in there], line
        compared += len(here)
    assert compared > len(lines) // 2
