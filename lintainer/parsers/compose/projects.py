"""From a project's files to the model: what is left to do once the files are merged."""

from __future__ import annotations

import os

from lintainer.files import Files
from lintainer.model import Container, Contents, Resource, Workload
from lintainer.model import Project as ProjectModel
from lintainer.model.notes import DuplicateKey, InvalidValue, MisplacedKey, Note, UnknownKey, UnreadFile
from lintainer.model.record import Origin
from lintainer.parsers._yaml import Mapping, Scalar
from lintainer.parsers.compose.checks import check_project
from lintainer.parsers.compose.containers import SYNTAX, read_service
from lintainer.parsers.compose.environment import Variables
from lintainer.parsers.compose.loading import Loader, Log
from lintainer.parsers.compose.networks import external_name
from lintainer.parsers.compose.paths import resolve_paths
from lintainer.parsers.compose.scope import Project
from lintainer.parsers.compose.template import TemplateError, substitute
from lintainer.parsers.compose.values import Value, plain
from lintainer.source import Location, Source, Span
from lintainer.tuples import NamedTuple

_KINDS = {"networks": "network", "volumes": "volume", "secrets": "secret", "configs": "config", "models": "model"}


class Read(NamedTuple):
    """A project as read: the model, and what Compose itself would refuse it for."""

    project: ProjectModel
    values: Project | None
    log: Log


def read_project(
    sources: list[tuple[Source, str]],
    files: Files,
    variables: Variables,
    folder: str,
    name: str | None,
    *,
    given: str | None = None,
    partial: bool = False,
    show: bool = False,
) -> Read:
    """Read the project made of `sources`, given with their paths and in order.

    `name` is the project's name where its files give none, `given` the one that stands above theirs. `partial`: the files
    may be completed by others, so a service without an image is not missing one. With `show` the notes of all kinds for
    which Compose refuses a project are given as refused values, and containers hold the whole request that Compose posts.
    """
    log = Log()
    name = given or _given_name([source for source, _ in sources], variables, log) or name
    variables = _named(variables, name)
    root = Loader(files, variables, folder, log).load(sources)
    if root is None:
        main = sources[0][0]
        note = InvalidValue(location=Location(main, Span(0, 0)), reason="the file is empty")
        said = () if log.problems else (note,)
        # Nothing but comments: no service is there to say it.
        empty = ProjectModel(kind="compose", name=name or "", complete=False, sources=(main, *log.drawn), notes=said)
        return Read(empty, None, log)
    resolve_paths(root, ".")
    project = Project(root, name, folder, files, variables)
    for found in log.notes:
        owned = len(found.path) > 1 and found.path[0] in ("services", "jobs")
        project.add_note(found.path[1] if owned else "", found.note)
    check_project(project)
    workloads = tuple(_workload(project, key, service, log, partial=partial) for key, service in root.under("services").items())
    if not show:
        # Jobs are run on triggers; Compose creates no containers for them beforehand.
        jobs = root.under("jobs").items()
        workloads = (*workloads, *(_workload(project, key, job, log, section="jobs") for key, job in jobs))
    workloads = _with_built_images(workloads)
    notes = project.notes.get("", [])
    if show:
        workloads = tuple(_shown(project, workload) for workload in workloads)
    if show:
        notes = _as_refusals(notes)
    if notes:
        workloads = (*workloads, _stand_in(root, notes))
    model = ProjectModel(
        kind="compose",
        name=name or "",
        workloads=workloads,
        resources=tuple(_resources(root)),
        complete=not log.incomplete and not partial,
        sources=tuple(dict.fromkeys((*(source for source, _ in sources), *log.drawn))),
        notes=tuple(notes),
    )
    return Read(model, project, log)


def _stand_in(root: Value, notes: list[Note]) -> Workload:
    """Return what the project says outside of its services as a workload, so that policies see its notes."""
    origin = Origin(root.node.source, Span(root.node.start, root.node.start))
    outside = Container(origin=origin, role="pod", syntax=SYNTAX, notes=tuple(notes))
    return Workload(origin=origin, kind="project", syntax=SYNTAX, containers=(outside,), notes=tuple(notes))


def _with_built_images(workloads: tuple[Workload, ...]) -> tuple[Workload, ...]:
    """Mark the images that another service of the project builds: one builds, the others only run what it made."""
    built = {
        container.image.written
        for workload in workloads
        for container in workload.containers
        if container.build is not None and container.image is not None
    }
    return tuple(_marked(workload, built) for workload in workloads) if built else workloads


def _marked(workload: Workload, built: set[str]) -> Workload:
    return workload.replace(
        containers=tuple(
            container.replace(image=container.image.replace(built=True))
            if container.image is not None and container.build is None and container.image.written in built
            else container
            for container in workload.containers
        )
    )


def _given_name(sources: list[Source], variables: Variables, log: Log) -> str | None:
    """Return the project's name as its files give it: the last one counts. None where they give none that is known."""
    found: str | None = None
    for source in sources:
        for document in log.read(source):
            named = document.root.get("name") if isinstance(document.root, Mapping) else None
            if isinstance(named, Scalar) and named.value:
                found = named.value
    if found is None:
        return None
    try:
        name = substitute(found, variables.lookup, open_world=variables.open_world)
    except TemplateError:
        return None
    return normal_name(name) if isinstance(name, str) else None


def _named(variables: Variables, name: str | None) -> Variables:
    if name is None:
        return variables
    return Variables({**variables.values, "COMPOSE_PROJECT_NAME": name}, open_world=variables.open_world)


def _workload(
    project: Project, name: str, service: Value, log: Log, *, partial: bool = False, section: str = "services"
) -> Workload:
    bare = service.get("image") is None and service.get("build") is None and service.get("provider") is None
    is_open = name in log.open_services
    lacking = bare and not is_open
    workload = read_service(project, name, service, is_open=is_open, partial=partial and lacking, section=section)
    if lacking and not partial and type(service.data) is dict:
        from lintainer.parsers.compose.scope import Scope

        place = service.replaced(service.data)
        if service.key is not None:
            place = Value(None, service.key, None, service.via)
        Scope(project, name, section).invalid((), place, f"service `{name}` has neither an image nor a build")
    notes = project.notes.get(name, [])
    if not notes:
        return workload
    container, *rest = workload.containers
    return workload.replace(containers=(container.replace(notes=tuple(notes)), *rest), notes=tuple(notes))


def normal_name(text: str) -> str:
    """Return a text as Compose makes a project's name of it: lower case letters, digits, dashes and underscores."""
    kept = "".join(
        character for character in text.lower() if character.isascii() and (character.isalnum() or character in "_-")
    )
    return kept.lstrip("_-")


def folder_name(folder: str) -> str:
    """Return the project name that Compose gives to the files of `folder`."""
    return normal_name(os.path.basename(os.path.abspath(folder)))


def _resources(root: Value) -> list[Resource]:
    found: list[Resource] = []
    for section, kind in _KINDS.items():
        for key, value in root.under(section).items():
            written: dict[str, Location] = {}
            _record(value, "", written)
            name = external_name(value, key)
            place = value.key_location
            found.append(
                Resource(
                    origin=Origin(place.source, place.span, written, place.related),
                    kind=kind,
                    name=key,
                    syntax=SYNTAX,
                    contents=Contents.of({**plain_entries(value), "key": key, "external_name": name}),
                )
            )
    return found


def plain_entries(value: Value) -> dict[str, object]:
    """Return a resource as plain values."""
    return {name: plain(entry) for name, entry in value.entries().items()}


def _record(value: Value, path: str, written: dict[str, Location]) -> None:
    for name, entry in value.entries().items():
        inner = f"{path}.{name}" if path else name
        written[inner] = entry.location
        _record(entry, inner, written)


def _shown(project: Project, workload: Workload) -> Workload:
    """Return a service with all that Compose posts for it, or refuses it for."""
    from lintainer.parsers.compose.posted import rest_of

    notes = tuple(_as_refusals(list(workload.notes)))
    container, *others = workload.containers
    name = workload.name or ""
    said = [note for notes_of in project.notes.values() for note in _as_refusals(notes_of)]
    refused = any(isinstance(note, InvalidValue) and note.refused for note in said)
    # Nothing is posted of a project that is refused, and its values may be of any kind.
    rest = {} if refused else rest_of(project, name, project.root.under("services")[name], container)
    return workload.replace(notes=notes, containers=(container.replace(notes=notes, rest=rest), *others))


def _as_refusals(notes: list[Note]) -> list[Note]:
    """Return notes of all kinds for which Compose refuses a project as refused values."""
    found: list[Note] = []
    for note in notes:
        reason = None
        if isinstance(note, UnknownKey | MisplacedKey):
            reason = f"{note.path or 'the top level'}: the key `{note.key}` is not known here"
        elif isinstance(note, DuplicateKey):
            reason = f"{note.path or 'the top level'}: the key `{note.key}` is written twice"
        elif isinstance(note, UnreadFile):
            reason = note.reason
        found.append(note if reason is None else InvalidValue(location=note.location, path=note.path, reason=reason))
    return found
