"""The front end for services: the command lines of `Exec…=`, each of which starts a program without a shell."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence

from lintainer.files import Unreadable
from lintainer.model import Project
from lintainer.parsers import Context, Parsed
from lintainer.parsers.docker_run.embedded import Commands
from lintainer.parsers.systemd.environment import Environment
from lintainer.parsers.systemd.specifiers import specifiers
from lintainer.parsers.units import Entry, comments, drop_ins, read_unit, split
from lintainer.parsers.words import Word
from lintainer.source import Source

SYNTAX = "systemd"
_FILE = re.compile(r"\.service\Z|(?:^|[./])service\.d/[^/]+\.conf\Z")
_SECTION = re.compile(r"^[ \t]*\[Service\][ \t]*\r?$", re.MULTILINE)
_COMMANDS = re.compile(r"Exec(?:Condition|Start|StartPre|StartPost|Reload|Stop|StopPost)\Z")
_PREFIXES = "@-:+!|"


class SystemdParser:
    """Reads services and their drop-ins, known by their names; standard input by the section."""

    syntax = SYNTAX

    def claims(self, source: Source, context: Context) -> bool:
        """Tell whether `source` is a unit with a section `[Service]`."""
        path = (context.path or source.name).replace("\\", "/")
        return (context.path is None or _FILE.search(path) is not None) and _SECTION.search(source.text) is not None

    def parse(self, source: Source, context: Context) -> Parsed:
        """Read the commands of a unit into one project."""
        entries = _service(source)
        known = specifiers((context.path or source.name).replace("\\", "/"))
        environment = Environment(entries, known)
        # Which folder a service runs in is for the machine to say, and so is what lies there.
        commands = Commands(SYNTAX, source, context, None, apart=False)
        commands.comments += comments(source)
        replaced: dict[str, str] = {}
        for drop_in in _drop_ins(context):
            changes = _service(drop_in)
            environment.override(changes, known)
            replaced |= {one.key: drop_in.name for one in changes if _COMMANDS.match(one.key) and not one.text}
        for entry in _in_force(entries):
            if entry.key in replaced:
                commands.skip(entry.key_span.start, f"{replaced[entry.key]} takes this {entry.key}= back")
                continue
            for line in _lines(split(entry.value, known)):
                words = _command(line, environment)
                if words:
                    commands.add(words, given=environment.known)
        return commands.parsed()

    def assemble(self, parsed: Sequence[Parsed], *, complete: bool) -> Sequence[Project]:  # noqa: ARG002
        """Return one project for each unit."""
        return [project for one in parsed for project in one.projects]


def _service(source: Source) -> list[Entry]:
    return [entry for entry in read_unit(source) if entry.section == "Service" and entry.key]


def _drop_ins(context: Context) -> Iterator[Source]:
    """Yield the drop-ins that lie beside a unit, in the order in which they count. They are inputs of their own, too."""
    if context.path is None or not context.path.endswith(".service"):
        return
    folder, name = os.path.split(context.path)
    for path in drop_ins(context.files, folder, name):
        try:
            yield context.files.read(path)
        except Unreadable:
            continue


def _in_force(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries with commands: an empty one takes back those of its key before it."""
    found: list[Entry] = []
    for entry in entries:
        if not _COMMANDS.match(entry.key):
            continue
        if entry.text:
            found.append(entry)
        else:
            found = [one for one in found if one.key != entry.key]
    return found


def _lines(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield the command lines of one entry: a semicolon by itself stands between them, `\\;` for one."""
    line: list[Word] = []
    for word in words:
        written = word.source.text[word.span.start : word.span.end]
        if written == ";":
            yield line
            line = []
        else:
            line.append(word.part(1, 2) if written == "\\;" else word)
    yield line


def _command(line: Sequence[Word], environment: Environment) -> list[Word]:
    """Return the words of a command line without the marks before its program, variables in place."""
    if not line:
        return []
    program = line[0]
    size = len(program.text) - len(program.text.lstrip(_PREFIXES))
    marks, rest = program.text[:size], line[1:]
    if "@" in marks:
        # The second word is what the program is told that its name is.
        rest = rest[1:]
    words = [program.part(size, len(program.text)) if size else program]
    if ":" in marks:
        return [*words, *rest]
    return [*words, *(expanded for word in rest for expanded in environment.expanded(word))]
