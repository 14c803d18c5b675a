"""`docker run` and its relatives: command lines in, workloads out.

`parse_argv` reads one command line that a shell has already taken apart (`lintainer check -- docker run …`). `parse_command`
reads the words of one command from any front end: words know where each of their characters was written, and may be unknown
in part (`lintainer.parsers.words`).

Not understood: what a variable of the environment, the output of a command, a brace expansion or a pattern of file names
stands for; what an alias or a function that wraps a client is called with; scripts that others source; `find -exec`; `docker
service` and `stack`.
podman's and nerdctl's values are read, but not checked as those clients check them.
"""

from __future__ import annotations

from collections.abc import Sequence

from lintainer.model import Project
from lintainer.parsers import Context, Parsed, Problem
from lintainer.parsers.docker_run.assemble import SYNTAX, CommandResult, parse_command
from lintainer.parsers.words import quote
from lintainer.source import Location, Span

__all__ = ["SYNTAX", "CommandResult", "parse_argv", "parse_command"]


def parse_argv(argv: Sequence[str], context: Context | None = None) -> Parsed:
    """Read one command line, which names its files relative to the working directory.

    Its source, called `<command>`, is the line as a POSIX shell would have it.
    A command that starts no container is a problem of kind `config`.
    """
    source, words = quote(argv)
    result = parse_command(words, files=context.files if context else None, exact=True) if words else None
    if result is None:
        location = Location(source, Span(0, len(source.text)))
        reason = "not a command that starts a container: docker, podman or nerdctl with run, create, exec or update"
        return Parsed(syntax=SYNTAX, source=source, problems=(Problem("config", reason, source.name, location),))
    project = Project(kind="commands", name=source.name, workloads=(result.workload,), complete=True, sources=(source,))
    return Parsed(syntax=SYNTAX, source=source, workloads=(result.workload,), projects=(project,), drawn=result.drawn)
