"""A document's code blocks, read into one input."""

from __future__ import annotations

from collections.abc import Iterable

from lintainer.parsers import Context, Parsed
from lintainer.parsers._shell import CLIENTS
from lintainer.parsers.docker_run.embedded import Commands
from lintainer.parsers.examples.block import Block
from lintainer.parsers.examples.manifests import Manifests
from lintainer.parsers.examples.transcripts import shell_text
from lintainer.source import Source


def read_blocks(syntax: str, source: Source, context: Context, blocks: Iterable[Block]) -> Parsed:
    """Read the commands of all blocks into one project, and each block of YAML into one of its own."""
    # Where a reader runs an example, no document says: no file is read for one.
    commands = Commands(syntax, source, context, None)
    manifests = Manifests(source)
    found: list[Parsed] = []
    for block in blocks:
        parsed = manifests.read(block)
        found += parsed
        if not parsed and any(CLIENTS.search(source.text, *line) for line in block.lines):
            fragment = shell_text(source, block)
            if fragment is not None:
                commands.read(fragment)
    for one in found:
        # An example that is cut short is no error of whoever wrote it down.
        for problem in one.problems:
            at = problem.location.span.start if problem.location is not None else 0
            commands.skip(at, f"an example that cannot be read: {problem.message}")
        commands.skipped += one.skipped
    own = commands.parsed([remark for one in found for remark in one.remarks])
    return own.replace(
        workloads=(*own.workloads, *(workload for one in found for workload in one.workloads)),
        resources=tuple(resource for one in found for resource in one.resources),
        projects=(*own.projects, *(project for one in found for project in one.projects)),
    )
