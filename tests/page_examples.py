"""The examples of a page: files, options, and the exact output."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

DEFAULT_NAMES = {"compose": "compose.yaml", "kubernetes": "manifest.yaml", "docker-run": "run.sh"}


_FENCE = re.compile(r"^(?P<mark>`{3,}|~{3,})(?P<info>[^\n`]*)\n(?P<text>.*?)^(?P=mark)[ \t]*$", re.MULTILINE | re.DOTALL)


class Fence(NamedTuple):
    """A fenced block: its info string, its text, and the 1-based line of the opening fence."""

    info: str
    text: str
    line: int


def fences(page: str) -> Iterator[Fence]:
    """Yield the fenced blocks of a page in order."""
    for match in _FENCE.finditer(page):
        yield Fence(match["info"].strip(), match["text"], page.count("\n", 0, match.start()) + 1)


class Example(NamedTuple):
    """Some files that are linted together; `expected` is None where the policy must find nothing."""

    line: int
    syntax: str
    files: dict[str, str]
    options: str | None
    expected: Fence | None


def syntax_of(fence: Fence) -> str | None:
    """The front end that the info string names: `yaml compose`, `sh docker-run deploy.sh +`."""
    words = fence.info.split()
    return words[1] if len(words) > 1 and words[1] not in ("options", "+") else None


def examples(page: str) -> list[Example]:
    """Return the examples of a page in order. Fences without a front end in their info string are plain text."""
    found: list[Example] = []
    files: dict[str, str] = {}
    options: str | None = None
    start = 0
    all_fences = list(fences(page))
    lines = page.splitlines()
    for number, fence in enumerate(all_fences):
        if fence.info == "yaml options":
            options = fence.text
            continue
        syntax = syntax_of(fence)
        if syntax is None:
            continue
        words = fence.info.split()
        names = [word for word in words[2:] if word != "+"]
        name = names[0] if names else DEFAULT_NAMES.get(syntax, f"example.{words[0]}")
        if not files:
            start = fence.line
        files[name] = fence.text
        if words[-1] == "+":
            continue
        following = all_fences[number + 1] if number + 1 < len(all_fences) else None
        end = fence.line + fence.text.count("\n") + 1
        directly = following is not None and not any(line.strip() for line in lines[end : following.line - 1])
        expected = following if directly and following is not None and following.info == "text" else None
        found.append(Example(start, syntax, files, options, expected))
        files, options = {}, None
    return found


def rewrite(path: Path, example: Example, shown: str) -> None:
    """Put `shown` into the `text` fence under the example; earlier rewriting may have moved it on the page."""
    now = examples(path.read_text(encoding="utf-8"))
    same = next(one for one in now if one.files == example.files and one.options == example.options)
    assert same.expected is not None
    lines = path.read_text(encoding="utf-8").split("\n")
    first = same.expected.line
    last = next(n for n in range(first, len(lines)) if lines[n].strip() == "```")
    lines[first:last] = shown.split("\n") if shown else []
    path.write_text("\n".join(lines), encoding="utf-8")
