"""Front ends: text in, the normalized model out.

A front end is a `Parser`: it says which files it wants and turns one into workloads and resources. `lintainer.parsers.registry`
lists those that come with lintainer; plugins may add others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lintainer.files import Files
from lintainer.hints import Protocol
from lintainer.model import Project, Record, Resource, Workload
from lintainer.source import Location, Source, Span
from lintainer.tuples import NamedTuple


class Problem(NamedTuple):
    """Something that kept a part of the input from being read.

    `kind` is one of `syntax`, `encoding`, `read`, `limit`, `config`, `empty`, `parser-crash`, `policy-crash`. `message` is one
    line without control characters or secrets. `location` is None where only the file is known.
    """

    kind: str
    message: str
    name: str
    location: Location | None = None


class Skipped(NamedTuple):
    """A file, or a part of one, that was not read on purpose, and why."""

    name: str
    reason: str


class Remark(NamedTuple):
    """A comment addressed to lintainer (`# lintainer: …`), and the text that it covers.

    `span` is the comment, from its mark on. `scope` is the line it stands on, with the subtree of the key or the whole of the
    command or the list entry that starts on that line; for a comment alone on its line, of what starts on the next line.
    `source` is the text that it stands in, where that is not the input's own but one that it drew in.
    """

    span: Span
    scope: Span
    source: Source | None = None


class Parsed(Record):
    """What a front end made of one input.

    `projects` is given where one input is a whole project (a Compose file, a script); a front end whose projects span files
    leaves it empty and implements `assemble`.
    """

    syntax: str
    source: Source
    workloads: tuple[Workload, ...] = ()
    resources: tuple[Resource, ...] = ()
    projects: tuple[Project, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    remarks: tuple[Remark, ...] = ()
    # Further sources that this input drew in: places in them occur in findings.
    drawn: tuple[Source, ...] = ()


class Context(Record):
    """What a front end may use besides the text.

    `path` is the file's path on disk, None for standard input or a command line without one. `environment` holds variables
    that the user let in (`--env`), `env_files` those named with `--env-file`. `named` says whether the user named the file or a
    folder that holds it.
    """

    files: Files
    path: str | None = None
    environment: Mapping[str, str] = {}
    env_files: tuple[str, ...] = ()
    named: bool = True
    # Everything a front end lets the user set, by "SYNTAX.option".
    options: Mapping[str, object] = {}


class Parser(Protocol):
    """A front end."""

    syntax: str

    def claims(self, source: Source, context: Context) -> bool:
        """Tell by name and a cheap look at the text whether this front end reads the file. Must not parse it."""

    def parse(self, source: Source, context: Context) -> Parsed:
        """Read the whole input. Bad input becomes problems and notes with their places, never an exception."""

    def assemble(self, parsed: Sequence[Parsed], *, complete: bool) -> Sequence[Project]:
        """Group what was read from all inputs of this syntax into projects.

        `complete` says that whole folders were linted, so that what is missing is missing.
        """
