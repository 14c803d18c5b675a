"""Shell scripts: every command in them that starts a container."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from lintainer.model import Project, Workload
from lintainer.parsers import Context, Parsed, Remark
from lintainer.parsers._shell import CLIENTS, Command, read_script
from lintainer.parsers.docker_run.assemble import SYNTAX, parse_command
from lintainer.parsers.docker_run.together import seen_together
from lintainer.source import Fragment, Source, Span

SUFFIXES = (".sh", ".bash", ".zsh", ".ksh", ".dash", ".bats", ".command")
NAMES = (".envrc", ".bashrc", ".bash_profile", ".bash_aliases", ".profile", ".zshrc", ".zprofile")
_SHEBANG = re.compile(r"#!.*\b(?:sh|bash|dash|ash|zsh|ksh|bats)\b")
_SUBCOMMAND = re.compile(r"\b(?:run|create|exec|update)\b")
_LINE = re.compile(r"^[ \t]*(?:sudo[ \t]+)?(?:docker|podman|nerdctl)[ \t].*\b(?:run|create|exec|update)\b", re.MULTILINE)


class ScriptParser:
    """The front end for shell scripts: by their ending, their first line, or, from standard input, by a command in them."""

    syntax = SYNTAX

    def claims(self, source: Source, context: Context) -> bool:
        """Tell whether the text is a shell script that names a client and one of its subcommands."""
        text = source.text
        if not CLIENTS.search(text) or not _SUBCOMMAND.search(text):
            return False
        base = source.name.rpartition("/")[2].lower()
        if base.endswith(SUFFIXES) or base in NAMES:
            return True
        if _SHEBANG.match(text):
            return True
        return context.path is None and _LINE.search(text) is not None

    def parse(self, source: Source, context: Context) -> Parsed:
        """Read every command of the script into one project."""
        script = read_script(Fragment.whole(source), comments="lintainer:" in source.text)
        workloads: list[Workload] = []
        drawn: list[Source] = []
        folder = os.path.dirname(context.path) if context.path else None
        for command in script.commands:
            result = parse_command(command.words, files=context.files, folder=folder or None)
            if result is not None:
                workloads.append(result.workload)
                drawn += [found for found in result.drawn if found not in drawn]
        started = seen_together(workloads, [command.words for command in script.commands])
        project = Project(kind="commands", name=source.name, workloads=started, complete=True, sources=(source,))
        return Parsed(
            syntax=SYNTAX,
            source=source,
            workloads=started,
            projects=(project,),
            remarks=tuple(remarks(source, script.comments, script.commands)),
            drawn=tuple(drawn),
        )

    def assemble(self, parsed: Sequence[Parsed], *, complete: bool) -> Sequence[Project]:  # noqa: ARG002
        """Return one project for each script."""
        return [project for one in parsed for project in one.projects]


def remarks(source: Source, comments: Sequence[Span], commands: Sequence[Command]) -> list[Remark]:
    """Return the comments addressed to lintainer: each covers its line, or the next one, and the commands on it."""
    remarks: list[Remark] = []
    for comment in comments:
        at = source.text.find("lintainer:", comment.start, comment.end)
        if at < 0:
            continue
        line = source.line_of(comment.start)
        covered = source.line_span(line)
        if not source.text[covered.start : comment.start].strip():
            end = len(source.text)
            while covered.end < end:
                line += 1
                covered = source.line_span(line)
                body = source.text[covered.start : covered.end].strip()
                # Several comments may stand above one command.
                if not body.startswith("#"):
                    break
        start, stop = min(comment.start, covered.start), max(comment.end, covered.end)
        for command in commands:
            # A command that goes on over several lines can have a comment on its last line only: it covers all of it.
            if command.span.start < covered.end and command.span.end > covered.start:
                start, stop = min(start, command.span.start), max(stop, command.span.end)
        remarks.append(Remark(comment, Span(start, stop)))
    return remarks
