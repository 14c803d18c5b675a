"""Where reports go: `--format`, and `--output FORMAT:FILE` as often as one likes. All of them come from one lint."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence

from lintainer.engine import Report
from lintainer.reporters import REPORTERS, Format, Render, View
from lintainer.settings import Settings, SettingsError, hint
from lintainer.tuples import NamedTuple

STDOUT = "-"


class Target(NamedTuple):
    """One report to write: the name of its format, what makes it, and the file (`-`: standard output)."""

    format: str
    render: Render
    path: str


def targets_of(settings: Settings) -> list[Target]:
    """Return the reports that were asked for. Raises `SettingsError` and `PluginError`.

    Without `--output` it is one, on standard output; with it, standard output gets what `--format` or `-` asks for.
    """
    asked = [] if settings.format is None and settings.output else [(settings.format or "text", STDOUT, "--format")]
    for given in settings.output:
        name, colon, path = given.partition(":")
        if not colon or not path:
            raise SettingsError(f"--output: {given!r} is not FORMAT:FILE, as in sarif:lintainer.sarif or text:-")
        asked.append((name, path, "--output"))
    if settings.sarif_root is not None and not os.path.isdir(settings.sarif_root):
        raise SettingsError(f"--sarif-root: there is no folder {settings.sarif_root!r}")
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
    render: Render | None = REPORTERS.get(name)
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


def deliver(report: Report, targets: Sequence[Target], settings: Settings) -> bool:
    """Write all reports, standard output last. Return False where one could not be written; the others are."""
    done = True
    for target in sorted(targets, key=lambda one: one.path == STDOUT):
        view = _view(target, settings)
        made = target.render.pieces(report, view) if isinstance(target.render, Format) else (target.render(report, view),)
        if target.path == STDOUT:
            write_all(made)
            continue
        try:
            _write_file(target.path, b"".join(_encoded(made)))
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


def _view(target: Target, settings: Settings) -> View:
    to_terminal = target.path == STDOUT
    return View(
        color=wants_color(settings.color) if to_terminal else settings.color == "always",
        excerpt=settings.excerpt,
        show_suppressed=settings.show_suppressed,
        show_unknown=settings.show_unknown,
        quiet=settings.quiet,
        options={
            "sarif.root": settings.sarif_root,
            "sarif.category": settings.sarif_category,
            "sarif.include-suppressed": settings.sarif_include_suppressed,
        },
    )


def wants_color(choice: str | None) -> bool:
    """Tell whether to colour standard output: by the option, NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, the terminal."""
    if choice not in (None, "auto"):
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def write(text: str) -> None:
    """Write `text` to standard output as UTF-8, whatever the locale."""
    write_all((text,))


def write_all(pieces: Iterable[str]) -> None:
    """Write the `pieces` of a text to standard output as UTF-8, whatever the locale."""
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.writelines(pieces)
    else:
        buffer.writelines(_encoded(pieces))
        buffer.flush()


def _encoded(pieces: Iterable[str]) -> Iterator[bytes]:
    return (piece.encode("utf-8", "backslashreplace") for piece in pieces)
