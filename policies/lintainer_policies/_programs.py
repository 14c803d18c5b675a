"""Which programs a command starts, as far as its words tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lintainer.model import Container, Text, Unknown
from lintainer.tuples import NamedTuple

_SHELLS = frozenset("sh bash ash dash zsh ksh busybox".split())
# Programs that start another one: what follows their options is a command.
_WRAPPERS = frozenset(
    "exec nohup env sudo doas nice ionice setsid stdbuf time timeout tini tini-static dumb-init catatonit gosu su-exec setpriv "
    "docker-entrypoint.sh entrypoint.sh /entrypoint.sh command then do else ! {".split()
)
# Of these the first plain word is not the command: a user, a duration.
_WITH_ARGUMENT = frozenset({"gosu", "su-exec", "timeout"})
_ENDS = re.compile(r"&&|\|\||[;|&()\n]")


class Program(NamedTuple):
    """A program as started: the last part of its path, its path as written, and the word of the command that names it."""

    name: str
    path: str
    word: Text


def programs(container: Container) -> Iterator[Program]:
    """Yield the programs that the entrypoint and the command start, through wrappers and shells."""
    # An empty entrypoint takes that of the image away: the command is the program.
    entrypoint = [word for word in container.entrypoint or () if word.value != ""]
    words = [*entrypoint, *(container.cmd or ())]
    for start, text in _commands(words):
        yield Program(text.rpartition("/")[2], text, start)


def script_programs(words: Iterable[str | Unknown]) -> Iterator[str]:
    """Yield the names of the programs that a plain command (of a probe, of a health check) starts."""
    known = [word for word in words if isinstance(word, str)]
    for name in _of_words(known):
        yield name.rpartition("/")[2]


def _commands(words: Sequence[Text]) -> Iterator[tuple[Text, str]]:
    values = [word.value if isinstance(word.value, str) else "" for word in words]
    for index, name in _positions(values):
        yield words[index], name


def _of_words(values: Sequence[str]) -> Iterator[str]:
    for _, name in _positions(values):
        yield name


def _positions(values: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield where a program is named, and its name; what a shell is given after -c is looked into."""
    at, skip = 0, 0
    while at < len(values):
        word = values[at]
        if not word:
            return
        if skip:
            skip -= 1
        elif word.startswith("-") or "=" in word.partition("/")[0]:
            pass
        elif len(word.split()) > 1 or _ENDS.search(word):
            # One word that is a whole command line.
            for name in _of_script(word):
                yield at, name
            return
        else:
            yield at, word
            base = word.rpartition("/")[2]
            if base in _SHELLS:
                yield from _shell(values, at + 1)
                return
            if base not in _WRAPPERS and word not in _WRAPPERS:
                return
            skip = 1 if base in _WITH_ARGUMENT else 0
        at += 1


def _shell(values: Sequence[str], at: int) -> Iterator[tuple[int, str]]:
    while at < len(values) and values[at].startswith(("-", "+")):
        flag = values[at]
        at += 1
        if not flag.startswith("--") and "c" in flag:
            if at < len(values):
                for name in _of_script(values[at]):
                    yield at, name
            return


def _of_script(script: str) -> Iterator[str]:
    for line in _ENDS.split(re.sub(r"\\\n", " ", script)):
        words = [word.strip("\"'") for word in line.split()]
        for _, name in _positions([word for word in words if word and not _ENDS.search(word)]):
            yield name
