"""`lintainer check`."""

from __future__ import annotations

import argparse
import sys

from lintainer.cli import outputs
from lintainer.cli.options import add_run_options, add_stdin_option, settings_of
from lintainer.cli.progress import progress
from lintainer.engine import Report
from lintainer.files import MAX_BYTES
from lintainer.messages import printable
from lintainer.settings import Settings, SettingsError


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.usage = "lintainer check [OPTIONS] [PATH …]\n       lintainer check [OPTIONS] -- docker run …"
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders, '-' for standard input (default: .)")
    parser.epilog = (
        "Exit codes: 0 clean, 1 findings at or above --fail-on, 2 something could not be linted. "
        "Options have keys in the configuration (lintainer config --show); the command line wins."
    )
    counting, reading = add_run_options(parser)
    counting.add_argument("--write-baseline", metavar="FILE", help="write what is found now as a baseline, and exit with 0")
    add_stdin_option(reading)
    reading.add_argument("--create-request", action="store_true", help="the input is the JSON of an Engine API create request")


def exit_code(report: Report, settings: Settings) -> int:
    """Return 2 where something could not be linted, 1 for findings at or above the threshold, else 0."""
    if report.problems:
        return 2
    counted = any(finding.suppressed is None and finding.severity >= settings.fail_on for finding in report.findings)
    return 1 if counted and not settings.exit_zero else 0


def run(arguments: argparse.Namespace) -> int:
    """Lint, report, and return the exit code."""
    from lintainer.plugins import PluginError
    from lintainer.run import check_command, check_paths

    watch = None
    try:
        settings = settings_of(arguments)
        watch = progress(quiet=settings.quiet)
        if arguments.write_baseline is not None:
            # What an earlier baseline holds and is still found is written again; what was mended is not.
            settings = settings.replace(baseline=None)
        targets = outputs.targets_of(settings)
        if arguments.command_line:
            report = check_command(arguments.command_line, settings)
        else:
            paths = arguments.paths or ["."]
            data = standard_input() if "-" in paths else None
            report = check_paths(
                paths, settings, data, arguments.stdin_filename, watch, create_request=arguments.create_request
            )
    except (SettingsError, PluginError) as error:
        print(f"lintainer: error: {error}", file=sys.stderr)
        return 2
    finally:
        if watch is not None:
            watch.clear()
    if arguments.write_baseline is not None:
        return write_baseline(report, arguments.write_baseline)
    written = outputs.deliver(report, targets, settings)
    return exit_code(report, settings) if written else 2


def write_baseline(report: Report, path: str) -> int:
    """Write the findings of `report` as a baseline, and say so; 2 where something could not be linted or written."""
    from lintainer import atomic, baseline
    from lintainer.reporters.text import count

    counted = [finding for finding in report.findings if finding.suppressed is None]
    try:
        atomic.write(path, baseline.render(counted).encode())
    except OSError as error:
        print(f"lintainer: error: {path}: {(error.strerror or str(error)).lower()}", file=sys.stderr)
        return 2
    for problem in report.problems:
        print(f"lintainer: error: {printable(problem.name)}: {printable(problem.message)}", file=sys.stderr)
    outputs.write(f"{count(len(counted), 'finding')} written to {path}\n")
    return 2 if report.problems else 0


def standard_input() -> bytes:
    """Return what stands on standard input, at most one byte more than may be read."""
    return sys.stdin.buffer.read(MAX_BYTES + 1)
