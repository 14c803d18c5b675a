"""Shell text: its commands as words with exact places.

`read_script` finds the commands that may start containers in a text or in a fragment of one. Where commands begin, what is a
comment, what a heredoc and which variables a script sets is for tree-sitter-bash to say, which is only loaded when the text
names a client; the words of a command are read by `lexer`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lintainer.parsers.words import Word
from lintainer.source import Fragment, Span
from lintainer.tuples import NamedTuple

# Programs that read shell text.
SHELLS = frozenset(("sh", "bash", "dash", "ash", "zsh", "ksh"))
CLIENTS = re.compile(r"(?:docker|podman|nerdctl)")


class Command(NamedTuple):
    """The words of a command, and all of its text."""

    words: list[Word]
    span: Span


class Script(NamedTuple):
    """The commands of a shell text that name a client, in the order in which they stand, and its comments."""

    commands: list[Command]
    comments: list[Span]


def program(words: Sequence[str]) -> str:
    """Return the name of the program that words start, which may stand behind `env` with options and variables of its own."""
    named = [word.replace("\\", "/").rpartition("/")[2].removesuffix(".exe") for word in words]
    if named[:1] == ["env"]:
        named = [name for word, name in zip(words[1:], named[1:], strict=True) if not word.startswith("-") and "=" not in word]
    return named[0] if named else ""


def read_script(fragment: Fragment, *, comments: bool = False, given: Mapping[str, Word] | None = None) -> Script:
    """Return the commands of `fragment` that name a client. With `comments` also every comment.

    `given` are variables of the environment that the text runs in, as far as the file says so.
    """
    if not CLIENTS.search(fragment.text) and not any(CLIENTS.search(word.text) for word in (given or {}).values()):
        return Script([], [])
    from lintainer.parsers._shell.tree import read_tree

    script = read_tree(fragment, comments=comments, given=given)
    script.commands.sort(key=lambda command: command.span)
    return script


def read_command(words: list[Word], given: Mapping[str, Word] | None = None) -> list[Command]:
    """Return a command that is words already, if it names a client, and the commands of a script that it hands to a shell.

    `given` are variables of the environment of such a script.
    """
    if not any(CLIENTS.search(word.text) for word in (*words, *(given or {}).values())):
        return []
    from lintainer.parsers._shell.tree import inner_scripts

    found = [Command(words, Span(words[0].use.start, words[-1].use.end))]
    for script in inner_scripts(words):
        found += read_script(script, given=given).commands
    return found
