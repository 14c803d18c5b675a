"""The front end: a request's body, or a list of what `docker inspect` or `podman inspect` prints."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lintainer.hints import Any
from lintainer.model import Container, Project, Workload
from lintainer.model.notes import InvalidValue
from lintainer.parsers import Context, Parsed, Problem, Skipped
from lintainer.parsers.create_request import keys
from lintainer.parsers.create_request.filesystems import read_file_systems
from lintainer.parsers.create_request.host import read_host_config, read_networks, read_ports
from lintainer.parsers.create_request.process import read_config
from lintainer.parsers.create_request.reading import Object, Reader
from lintainer.parsers.create_request.security import CONFINED, read_confinement, read_security
from lintainer.parsers.create_request.text import JsonError, read_json
from lintainer.source import Location, Source, Span

SYNTAX = "create-request"
_MARK = re.compile(r'"HostConfig"\s*:')
_INSPECTED = ("Config", "HostConfig", "NetworkSettings", "NetworkingConfig", "Name", "Platform", "OCIRuntime", *CONFINED)
# What podman's inspections hold and docker's do not (podman v5.5, libpod/define/container_inspect.go).
_PODMAN = ("OCIRuntime", "EffectiveCaps", "BoundingCaps", "OCIConfigPath")


class CreateRequestParser:
    """The front end for JSON. With `forced` the text is the body of one request, whatever it looks like."""

    syntax = SYNTAX

    def __init__(self, *, forced: bool = False) -> None:
        self._forced = forced

    def claims(self, source: Source, context: Context) -> bool:  # noqa: ARG002
        """Tell whether the text is JSON with a `HostConfig`, as requests and inspections have it."""
        text = source.text
        return self._forced or (text.lstrip()[:1] in ("{", "[") and _MARK.search(text) is not None)

    def parse(self, source: Source, context: Context) -> Parsed:  # noqa: ARG002
        """Read every container of the text. JSON that is none is one problem, and nothing of it is read."""
        try:
            data, span = read_json(source.text)
        except JsonError as error:
            location = Location(source, Span(error.at, min(error.at + 1, len(source.text))))
            problem = Problem("syntax", f"no JSON: {error.reason}", source.name, location)
            return Parsed(syntax=SYNTAX, source=source, problems=(problem,))
        return read_data(source, data, span, body_only=self._forced)

    def assemble(self, parsed: Sequence[Parsed], *, complete: bool) -> Sequence[Project]:  # noqa: ARG002
        """Return the projects: one for each text."""
        return [project for one in parsed for project in one.projects]


def read_data(source: Source, data: object, span: Span, *, body_only: bool) -> Parsed:
    """Read what a text holds. With `body_only` it is the body of one request; else inspections are read, too."""
    problems: list[Problem] = []
    skipped: list[Skipped] = []
    entries: list[tuple[Any, Span]] = [(data, span)]
    if isinstance(data, list) and not body_only:
        spans = getattr(data, "spans", None) or [span] * len(data)
        entries = list(zip(data, spans, strict=True))
    workloads: list[Workload] = []
    for entry, place in entries:
        if not isinstance(entry, Mapping):
            location = Location(source, place)
            problems.append(Problem("syntax", "a create request is a JSON object", source.name, location))
            continue
        if not body_only and len(entries) > 1 and "HostConfig" not in entry:
            skipped.append(Skipped(source.name, "an object without HostConfig is no container"))
            continue
        inspected = not body_only and isinstance(entry.get("Config"), Mapping)
        workload, twice = _workload(source, entry, place, inspected=inspected)
        problems += [
            Problem(
                "syntax", f"the key `{key}` stands twice in one object, in two spellings", source.name, Location(source, at)
            )
            for key, at in twice
        ]
        if not twice:
            workloads.append(workload)
    project = Project(kind="commands", name=source.name, workloads=tuple(workloads), complete=True, sources=(source,))
    return Parsed(
        syntax=SYNTAX,
        source=source,
        workloads=tuple(workloads),
        projects=(project,),
        problems=tuple(problems),
        skipped=tuple(skipped),
    )


def _outside(reader: Reader, stray: Object, host: Object | None) -> Object:
    """Return what is the `HostConfig` where its keys stand outside of it: older engines read them if it is not there at all."""
    for key in stray.data:
        who = "engines from 27.0 on read" if host is None else "the engine reads"
        reason = f"{who} `{key}` under `HostConfig` alone"
        reader.notes.append(
            InvalidValue(location=Location(reader.source, stray.at(key)), path=key, reason=reason, refused=False)
        )
    return stray if host is None else host


def _workload(
    source: Source, data: Mapping[str, Any], span: Span, *, inspected: bool
) -> tuple[Workload, list[tuple[str, Span]]]:
    podman = inspected and any(key in data for key in _PODMAN)
    reader = Reader(source, podman=podman)
    body = Object(reader, data, _INSPECTED if inspected else keys.BODY_AND_HOST, "", span, open_=inspected)
    stray = body.without(keys.STRAY)
    config = body.inner("Config", keys.CONFIG, open_=podman) if inspected else body
    if config is None:
        config = Object(reader, {}, keys.CONFIG, "Config", span)
    host = body.inner("HostConfig", keys.HOST_CONFIG, open_=podman)
    if stray.data:
        host = _outside(reader, stray, host)
    read_config(reader, config)
    if host is not None:
        read_host_config(reader, host)
        read_security(reader, host)
    read_file_systems(reader, config, host)
    read_ports(reader, config, host)
    key, inner = (
        ("NetworkSettings", "Networks")
        if inspected and "NetworkSettings" in body.data
        else ("NetworkingConfig", "EndpointsConfig")
    )
    read_networks(reader, body.inner(key, (inner,), open_=inspected))
    named = "Name" if inspected else "name"
    name = (body.text(named) or "").lstrip("/") or None
    if name is not None:
        from lintainer.parsers.engine import name_fault

        reader.put("name", name, body.at(named))
        if (fault := name_fault(name)) is not None:
            reader.notes.append(
                InvalidValue(location=Location(source, body.at(named)), path=named, reason=fault, refused=False)
            )
    if inspected:
        read_confinement(reader, body)
        if (runtime := body.text("OCIRuntime")) is not None and "runtime" not in reader.fields:
            reader.put("runtime", runtime, body.at("OCIRuntime"))
    platform = body.text("Platform" if inspected else "platform")
    if platform is not None and platform.lower().startswith("windows"):
        reader.fields["os"] = "windows"
    rest: dict[str, Any] = {"Config": config.rest(), "HostConfig": {} if host is None else host.rest()}
    if platform is not None and not inspected:
        rest["platform"] = platform
    if not inspected and "NetworkingConfig" in body.data:
        rest["NetworkingConfig"] = body.data["NetworkingConfig"]
    # What is said of the whole is said at the bracket that opens it: a request is often one long line.
    bracket = Span(span.start, min(span.start + 1, span.end))
    container = Container(
        origin=reader.origin(bracket, reader.written),
        platform="podman" if podman else "docker",
        syntax=SYNTAX,
        notes=tuple(reader.notes),
        incomplete=frozenset(reader.incomplete),
        rest={part: values for part, values in rest.items() if values},
        **reader.fields,
    )
    workload = Workload(
        origin=reader.origin(bracket), kind="container", name=name, syntax=SYNTAX, containers=(container,), extent=span
    )
    return workload, reader.twice
