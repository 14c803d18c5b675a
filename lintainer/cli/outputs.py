"""Where reports go: `--format`, and `--output FORMAT:FILE` as often as one likes. All of them come from one lint."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NamedTuple

from lintainer.engine import Report
from lintainer.reporters import REPORTERS, Render, View
from lintainer.settings import Settings, SettingsError, hint

STDOUT = "-"


class Target(NamedTuple):
    """One report to write: the name of its format, what makes it, and the file (`-`: standard output)."""

    format: str
    render: Render
    path: str


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how and where reports are written."""
    output = parser.add_argument_group("output")
    output.add_argument("--format", metavar="FORMAT", help=f"on standard output: {', '.join(REPORTERS)} (default: text)")
    output.add_argument(
        "--output",
        "-o",
        metavar="FORMAT:FILE",
        action="append",
        default=[],
        help="write a report to a file, '-' for standard output; may be repeated",
    )
    output.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="colours (default: auto)")
    output.add_argument("--no-excerpt", action="store_true", help="leave the lines of the files out")
    output.add_argument("--show-suppressed", action="store_true", help="show suppressed findings as well")
    output.add_argument("--show-unknown", action="store_true", help="list what could not be decided")
    output.add_argument("--quiet", "-q", action="store_true", help="findings and errors only, no summary and no progress")
    sarif = parser.add_argument_group("SARIF")
    sarif.add_argument("--sarif-root", metavar="FOLDER", help="what paths are relative to (default: the git root)")
    sarif.add_argument("--sarif-category", metavar="NAME", help="tells several uploads for one commit apart")
    sarif.add_argument(
        "--sarif-include-suppressed", action="store_true", help="with suppressed findings, which GitHub shows as open"
    )


def targets_of(arguments: argparse.Namespace, settings: Settings) -> list[Target]:
    """Return the reports that were asked for. Raises `SettingsError` and `PluginError`.

    Without `--output` it is one, on standard output; with it, standard output gets what `--format` or `-` asks for.
    """
    asked = [] if arguments.format is None and arguments.output else [(arguments.format or "text", STDOUT, "--format")]
    for given in arguments.output:
        name, colon, path = given.partition(":")
        if not colon or not path:
            raise SettingsError(f"--output: {given!r} is not FORMAT:FILE, as in sarif:lintainer.sarif or text:-")
        asked.append((name, path, "--output"))
    if arguments.sarif_root is not None and not os.path.isdir(arguments.sarif_root):
        raise SettingsError(f"--sarif-root: there is no folder {arguments.sarif_root!r}")
    targets = [Target(name, renderer(name, settings, option), path) for name, path, option in asked]
    seen: set[str] = set()
    for target in targets:
        place = STDOUT if target.path == STDOUT else os.path.realpath(target.path)
        if place in seen:
            raise SettingsError(f"--output: two reports for {'standard output' if place == STDOUT else repr(target.path)}")
        seen.add(place)
        _check(target.path)
    return targets


def renderer(name: str, settings: Settings, option: str = "--format") -> Render:
    """Return the format called `name`, of lintainer or of a plugin. Raises `SettingsError` and `PluginError`."""
    render = REPORTERS.get(name)
    if render is None:
        from lintainer.plugins import load

        others = load(settings.plugins, installed=settings.installed_plugins).reporters
        render = others.get(name)
        if render is None:
            known = (*REPORTERS, *others)
            raise SettingsError(f"{option}: no format {name!r}{hint(name, set(known)) or ': ' + ', '.join(known)}")
    return render


def _check(path: str) -> None:
    """Say before the work is done that a report cannot be written. Raises `SettingsError`."""
    if path == STDOUT:
        return
    folder = os.path.dirname(os.path.realpath(path))
    if os.path.isdir(path):
        raise SettingsError(f"--output: {path!r} is a folder")
    if not os.path.isdir(folder):
        raise SettingsError(f"--output: there is no folder {folder!r}")


def deliver(report: Report, targets: Sequence[Target], arguments: argparse.Namespace) -> bool:
    """Write all reports, standard output last. Return False where one could not be written; the others are."""
    done = True
    for target in sorted(targets, key=lambda one: one.path == STDOUT):
        text = target.render(report, _view(target, arguments))
        if target.path == STDOUT:
            write(text)
            continue
        try:
            _write_file(target.path, text.encode("utf-8", "backslashreplace"))
        except OSError as error:
            print(f"lintainer: error: cannot write {target.path!r}: {error.strerror or error}", file=sys.stderr)
            done = False
    return done


def _write_file(path: str, data: bytes) -> None:
    from lintainer import atomic

    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary and os.path.realpath(path) == os.path.realpath(summary):
        # All commands of a step share that file: each adds to it.
        atomic.append(path, data)
    else:
        atomic.write(path, data)


def _view(target: Target, arguments: argparse.Namespace) -> View:
    to_terminal = target.path == STDOUT
    return View(
        color=wants_color(arguments.color) if to_terminal else arguments.color == "always",
        excerpt=not arguments.no_excerpt,
        show_suppressed=arguments.show_suppressed,
        show_unknown=arguments.show_unknown,
        quiet=arguments.quiet,
        options={
            "sarif.root": arguments.sarif_root,
            "sarif.category": arguments.sarif_category,
            "sarif.include-suppressed": arguments.sarif_include_suppressed,
        },
    )


def wants_color(choice: str) -> bool:
    """Tell whether to colour standard output: by the option, NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, the terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def write(text: str) -> None:
    """Write `text` to standard output as UTF-8, whatever the locale."""
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(text)
    else:
        buffer.write(text.encode("utf-8", "backslashreplace"))
        buffer.flush()
