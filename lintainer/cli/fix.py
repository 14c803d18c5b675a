"""`lintainer fix`: the edits that take findings away, as a diff or made in the files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from difflib import unified_diff

from lintainer.cli.options import add_config_options, add_input_options, add_policy_options, settings_of
from lintainer.cli.outputs import write
from lintainer.engine import Report
from lintainer.excerpt import masked_part
from lintainer.fixes import Fix, fixes_of, together
from lintainer.fixes.edit import applied
from lintainer.messages import printable
from lintainer.reporters.text import count, problem_line
from lintainer.settings import Settings, SettingsError
from lintainer.source import Span

# Fixes that touch each other are made one after the other.
_ROUNDS = 10


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.usage = "lintainer fix [OPTIONS] [PATH …]"
    parser.epilog = (
        "Without --apply no file is changed: standard output gets a diff, in which secrets are masked. "
        "Exit codes: 0 done, 2 something could not be linted or written. What is suppressed is left alone."
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: .)")
    parser.add_argument("--apply", action="store_true", help="make the edits in the files")
    parser.add_argument("--unsafe", action="store_true", help="those as well that the program may not work with")
    add_policy_options(parser)
    add_input_options(parser)
    add_config_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Show or make the edits; 2 where something could not be linted or written."""
    from lintainer.plugins import PluginError
    from lintainer.run import check_paths

    try:
        if "-" in arguments.paths or arguments.command_line:
            raise SettingsError("fix takes files and folders, no standard input and no command line")
        settings = settings_of(arguments)
        report = check_paths(arguments.paths or ["."], settings)
    except (SettingsError, PluginError) as error:
        print(f"lintainer: error: {error}", file=sys.stderr)
        return 2
    return _apply(report, arguments, settings) if arguments.apply else _show(report, arguments)


def chosen(report: Report, *, unsafe: bool) -> tuple[list[Fix], int]:
    """Return the fixes to make of findings that count, and the number of those that are left out as unsafe."""
    counted = [finding for finding in report.findings if finding.suppressed is None]
    found = fixes_of(counted)
    safe = [fix for _, fix in sorted(found.items()) if fix.safe or unsafe]
    return safe, len(found) - len(safe)


def by_file(fixes: Sequence[Fix]) -> list[list[Fix]]:
    """Return the fixes by file, those that touch others left out."""
    files: dict[int, list[Fix]] = {}
    for fix in fixes:
        files.setdefault(id(fix.source), []).append(fix)
    return [together(held) for held in files.values()]


def _show(report: Report, arguments: argparse.Namespace) -> int:
    fixes, left = chosen(report, unsafe=arguments.unsafe)
    files = by_file(fixes)
    for held in files:
        source = held[0].source
        old = masked_part(source, Span(0, len(source.text)))
        new = applied(old, {edit for fix in held for edit in fix.edits})
        name = printable(source.name)
        lines = unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), f"a/{name}", f"b/{name}")
        write("".join(printable(line.rstrip("\r\n")) + "\n" for line in lines))
    number = sum(map(len, files))
    _say(f"{count(number, 'finding')} can be fixed in {count(len(files), 'file')}", left, "--apply does it" if number else "")
    return _problems(report)


def _apply(report: Report, arguments: argparse.Namespace, settings: Settings) -> int:
    from lintainer.run import check_paths

    made, changed = 0, set()
    fixes, left = chosen(report, unsafe=arguments.unsafe)
    for _ in range(_ROUNDS):
        files = by_file(fixes)
        for held in files:
            try:
                _write(held)
            except OSError as error:
                reason = error.strerror or str(error)
                print(f"lintainer: error: cannot write {held[0].source.name!r}: {reason}", file=sys.stderr)
                return 2
            made += len(held)
            changed.add(held[0].source.name)
        if not files:
            break
        report = check_paths(arguments.paths or ["."], settings)
        fixes, left = chosen(report, unsafe=arguments.unsafe)
    _say(f"{count(made, 'finding')} fixed in {count(len(changed), 'file')}", left, "")
    return _problems(report)


def _write(fixes: Sequence[Fix]) -> None:
    """Make edits in their file. Raises `OSError`, also where the file is no longer what was linted."""
    from lintainer import atomic

    source = fixes[0].source
    with open(source.name, "rb") as stream:
        data = stream.read()
    mark = b"\xef\xbb\xbf" if source.marked else b""
    if data != mark + source.text.encode():
        raise OSError("it is not UTF-8, or was changed meanwhile")
    text = applied(source.text, {edit for fix in fixes for edit in fix.edits})
    atomic.write(source.name, mark + text.encode())


def _say(done: str, left: int, hint: str) -> None:
    said = [done, *([f"{left} more with --unsafe"] if left else []), *([hint] if hint else [])]
    print("; ".join(said), file=sys.stderr)


def _problems(report: Report) -> int:
    from lintainer.reporters import View

    for problem in report.problems:
        print(problem_line(problem, View()), file=sys.stderr)
    return 2 if report.problems else 0
