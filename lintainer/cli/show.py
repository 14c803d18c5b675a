"""`lintainer show`: the normalized container spec."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator

from lintainer.cli.check import standard_input
from lintainer.cli.options import add_input_options, add_stdin_option, overlaid
from lintainer.cli.outputs import write
from lintainer.messages import printable
from lintainer.model import Container, Project, Record, Unknown
from lintainer.model.notes import InvalidValue
from lintainer.parsers import Problem


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.usage = "lintainer show [OPTIONS] [PATH …]\n       lintainer show [OPTIONS] -- docker run …"
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders, '-' for standard input (default: .)")
    parser.add_argument(
        "--as",
        dest="form",
        choices=("json", "create-request"),
        default="json",
        help="lintainer's own model, or the Docker Engine API's create request (default: json)",
    )
    parser.add_argument("--places", action="store_true", help="add where each value was written (json only)")
    add_stdin_option(add_input_options(parser))


def run(arguments: argparse.Namespace) -> int:
    """Print the spec; exit code 2 where the client would refuse the input, with its reason."""
    import json

    from lintainer.plugins import PluginError
    from lintainer.run import read_command, read_paths
    from lintainer.settings import Settings, SettingsError

    settings = overlaid(Settings(front_ends={"show": True}), arguments)
    try:
        if arguments.command_line:
            reading = read_command(arguments.command_line, settings)
        else:
            data = standard_input() if "-" in arguments.paths else None
            reading = read_paths(arguments.paths or ["."], settings, data, arguments.stdin_filename)
    except (SettingsError, PluginError) as error:
        print(f"lintainer: error: {error}", file=sys.stderr)
        return 2
    problems = [*reading.problems, *refusals(reading.projects)]
    for problem in problems:
        place = printable(problem.name)
        if problem.location is not None:
            region = problem.location.region
            place = f"{place}:{region.line}:{region.column}"
        print(f"lintainer: {place}: {printable(problem.message)}", file=sys.stderr)
    if arguments.form == "create-request":
        if problems:
            return 2
        from lintainer.request import create_request

        shown: object = [create_request(container) for container in started(reading.projects)]
    else:
        shown = [as_json(project, places=arguments.places) for project in reading.projects]
    write(json.dumps(shown, ensure_ascii=False, indent=2) + "\n")
    return 2 if problems else 0


def started(projects: Iterable[Project]) -> Iterator[Container]:
    """Yield the containers that the client would create."""
    for project in projects:
        for workload in project.workloads:
            for container in workload.containers:
                if container.role in ("main", "init", "sidecar", "ephemeral"):
                    yield container


def refusals(projects: Iterable[Project]) -> Iterator[Problem]:
    """Yield the reasons for which the client or the API would refuse the input."""
    for project in projects:
        notes = list(project.notes)
        for workload in project.workloads:
            notes.extend(workload.notes)
            for container in workload.containers:
                notes.extend(container.notes)
        for note in notes:
            if isinstance(note, InvalidValue) and note.refused:
                yield Problem("syntax", note.reason, note.location.source.name, note.location)


# Not part of what was declared: places, the form in which a client sends a value, and what is said of the text.
_HIDDEN = frozenset({"origin", "incomplete", "rest", "pod", "sources", "extent", "notes"})


def as_json(value: object, *, places: bool = False) -> object:
    """Return a record as plain values: what was declared, by field; unknown values as `{"unknown": why}`."""
    if isinstance(value, Unknown):
        return {"unknown": value.why, "written": value.written} if value.written else {"unknown": value.why}
    if isinstance(value, Record):
        fields = {
            name: as_json(held, places=places)
            for name, held in value.__dict__.items()
            if name not in _HIDDEN and held is not None and held != ()
        }
        if places:
            _add_places(value, fields)
        return fields
    if isinstance(value, (tuple, list)):
        return [as_json(one, places=places) for one in value]
    if isinstance(value, frozenset):
        return sorted(str(one) for one in value)
    if isinstance(value, dict):
        return {str(key): as_json(one, places=places) for key, one in value.items()}
    return value


def _add_places(record: Record, fields: dict[str, object]) -> None:
    at = getattr(record, "at", None)
    origin = getattr(record, "origin", None)
    if at is None or origin is None:
        return
    named = {"": at(), **{name: at(name) for name in origin.written if name in record.fields()}}
    shown: dict[str, str] = {}
    for name, location in named.items():
        region = location.region
        shown[name or "self"] = f"{location.source.name}:{region.line}:{region.column}-{region.end_line}:{region.end_column}"
    fields["places"] = shown
