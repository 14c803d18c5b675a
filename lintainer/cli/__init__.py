"""The command line.

Each command is a module with `configure(parser)` and `run(arguments) -> int`; only the one that is called is imported.
Exit codes: 0 clean, 1 findings at or above the threshold, 2 lintainer could not do its work.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

import lintainer
from lintainer import __version__
from lintainer.hints import Any, NoReturn, Protocol, cast

COMMANDS = {
    "check": "lint files, folders, standard input or one command line",
    "fix": "show the edits that take findings away, or make them",
    "show": "print the normalized container spec of a file or a command line",
    "explain": "print the page of a policy",
    "policies": "list the policies",
    "config": "print the configuration in force, or its JSON Schema",
    "completion": "print the completion script of a shell",
}


# Programs and prefixes that begin a command line.
_STARTERS = frozenset({"docker", "podman", "nerdctl", "docker-compose", "sudo", "doas", "env", "exec", "time", "nohup"})


class Command(Protocol):
    """What the module of a command offers."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the options of the command."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it, and return the exit code."""


def _formatter(prog: str) -> argparse.HelpFormatter:
    # argparse makes a formatter for every option that is added, and each asks for the terminal's width, for which it
    # imports the modules of archives: only help needs to know it.
    helping = any(word in ("-h", "--help") for word in sys.argv)
    return argparse.HelpFormatter(prog, width=None if helping else 100)


class _Parser(argparse.ArgumentParser):
    """Errors are one line and end with exit code 2."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - those of argparse
        super().__init__(*arguments, **{"formatter_class": _formatter, **options})

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: error: {message}\n")


def build(command: str | None) -> argparse.ArgumentParser:
    """Return the parser; only the options of `command` are built, since each costs start-up time."""
    parser = _Parser(
        prog="lintainer",
        description="A policy-as-code linter for the ways containers are started: docker run, Compose, Kubernetes.",
        epilog="lintainer COMMAND --help says more of each. "
        "Exit codes: 0 clean, 1 findings at or above --fail-on, 2 something could not be linted.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"lintainer {__version__}")
    # With `prog` given argparse need not format its usage, for which it imports more modules.
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands", required=True, prog="lintainer")
    for name, summary in COMMANDS.items():
        one = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".", allow_abbrev=False)
        if name == command:
            _module(name).configure(one)
    return parser


def _module(name: str) -> Command:
    from importlib import import_module

    return cast("Command", import_module(f"lintainer.cli.{name}"))


def split_command(argv: Sequence[str]) -> tuple[list[str], list[str]]:
    """Split what follows a `--` off where it is a command line and not a list of files.

    `check -- docker run …` is a command line; `check -- a.yaml b.yaml`, as pre-commit calls it, names files.
    """
    words = list(argv)
    if "--" not in words:
        return words, []
    at = words.index("--")
    rest = words[at + 1 :]
    # A file may be called `env`, and many repositories have a folder `docker`: whoever passes files passes such as exist.
    if rest and is_command(rest) and not all(os.path.exists(word) for word in rest):
        return words[:at], rest
    return words, []


def is_command(words: Sequence[str]) -> bool:
    """Tell whether `words` are a command line that starts a container, by its first word."""
    return words[0].rpartition("/")[2] in _STARTERS


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line `argv` (without the program's name) and return the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    own, command_line = split_command(words)
    name = next((word for word in own if not word.startswith("-")), None)
    try:
        parser = build(name if name in COMMANDS else None)
        arguments = parser.parse_args(own)
        if command_line:
            paths = getattr(arguments, "paths", None)
            if paths is None:
                parser.error(f"{arguments.command} takes no command line")
            if paths:
                # A gate would pass what it never read.
                parser.error(f"paths and a command line do not go together: {paths[0]!r} stands before '--'")
        arguments.command_line = command_line
        return _module(arguments.command).run(arguments)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader went away (`| head`): nothing is wrong, and nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def entry() -> NoReturn:
    """Run as the program `lintainer`."""
    # The process ends now: taking every node apart again only costs time.
    import gc

    gc.disable()
    lintainer.OWN_PROCESS = True
    code = main()
    gc.freeze()
    sys.exit(code)
