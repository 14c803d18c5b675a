"""Shell text inside another file: its commands collected into one input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lintainer.files import NoFiles
from lintainer.model import Project, Workload
from lintainer.parsers import Context, Parsed, Problem, Remark, Skipped
from lintainer.parsers._shell import Command, read_command, read_script
from lintainer.parsers.docker_run.assemble import parse_command
from lintainer.parsers.docker_run.script import remarks
from lintainer.parsers.docker_run.together import seen_together
from lintainer.parsers.words import Word
from lintainer.source import Fragment, Source, Span


class Commands:
    """Collects what the commands of an input start.

    `folder` is where they run, against which they name files ("" for the working directory). None: nobody knows where, or on
    which machine, and no file is read. `apart`: they are started piece by piece.
    """

    def __init__(self, syntax: str, source: Source, context: Context, folder: str | None, *, apart: bool = True) -> None:
        self.workloads: list[Workload] = []
        self.comments: list[Span] = []
        self.skipped: list[Skipped] = []
        self.problems: list[Problem] = []
        self._syntax = syntax
        self._source = source
        self._context = context
        self._folder = folder
        self._commands: list[Command] = []
        self._drawn: list[Source] = []
        self._complete = True
        self._apart = apart
        self._wants_comments = "lintainer:" in source.text

    def read(self, fragment: Fragment, *, elsewhere: bool = False, given: Mapping[str, Word] | None = None) -> None:
        """Read the commands of a shell text.

        `elsewhere`: it runs in another folder than the others, which is not known. `given`: what the outer file says of the
        environment that it runs in.
        """
        folder = None if elsewhere else self._folder
        script = read_script(fragment, comments=self._wants_comments, given=given)
        self.comments += script.comments
        for command in script.commands:
            self._start(command, folder)

    def add(self, words: list[Word], *, given: Mapping[str, Word] | None = None) -> None:
        """Read one command that some other program than a shell has taken apart, and the script that it hands to one."""
        for command in read_command(words, given):
            self._start(command, self._folder)

    def _start(self, command: Command, folder: str | None) -> None:
        self._commands.append(command)
        files = self._context.files if folder is not None else NoFiles()
        result = parse_command(command.words, files=files, folder=folder or None, syntax=self._syntax)
        if result is not None:
            self.workloads.append(result.workload)
            self._drawn += [found for found in result.drawn if found not in self._drawn]

    def skip(self, at: int, reason: str) -> None:
        """Note that what begins at the offset `at` is not read, and why."""
        self.skipped.append(Skipped(self._source.name, f"{self._source.name}:{self._source.line_of(at)}: {reason}"))

    def draws(self, at: int, what: str) -> None:
        """Note that `what`, at the offset `at`, draws in other files: they are read only where they are inputs themselves."""
        self._complete = False
        self.skip(at, f"`{what}` is not followed")

    def parsed(self, further: Sequence[Remark] = ()) -> Parsed:
        """Return everything as one project; `further` are remarks that the outer language holds."""
        source = self._source
        workloads = seen_together(self.workloads, [command.words for command in self._commands])
        project = Project(
            kind="commands",
            name=source.name,
            workloads=workloads,
            complete=self._complete,
            apart=self._apart,
            sources=(source,),
        )
        return Parsed(
            syntax=self._syntax,
            source=source,
            workloads=workloads,
            projects=(project,),
            problems=tuple(self.problems),
            skipped=tuple(self.skipped),
            remarks=(*further, *remarks(source, self.comments, self._commands)),
            drawn=tuple(self._drawn),
        )
