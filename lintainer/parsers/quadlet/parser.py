"""The front end: units become the commands that quadlet generates from them, and those what they start."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from lintainer.files import Files, Unreadable
from lintainer.hints import Any
from lintainer.messages import printable
from lintainer.model import Build, Container, Contents, Origin, Project, Resource, Workload
from lintainer.parsers import Context, Parsed, Problem, Remark, Skipped
from lintainer.parsers.docker_run.assemble import CommandResult, parse_command, parse_pod
from lintainer.parsers.quadlet.commands import Command, play_of, pod_of, run_of
from lintainer.parsers.quadlet.expansion import expanded
from lintainer.parsers.quadlet.keys import KNOWN
from lintainer.parsers.quadlet.pods import SHARED, shared_by
from lintainer.parsers.quadlet.projects import SYNTAX, played, pod_workload, project_of
from lintainer.parsers.quadlet.remarks import remarks_of
from lintainer.parsers.quadlet.unit import text_of
from lintainer.parsers.quadlet.units import MAX_CHARACTERS, SECTIONS, Unit, Units
from lintainer.parsers.quadlet.volumes import described, with_volumes
from lintainer.parsers.words import Word
from lintainer.source import Location, Source, Span


class QuadletParser:
    """Reads units, known by their names and sections, and drop-ins, known by the folder that they lie in."""

    syntax = SYNTAX

    def claims(self, source: Source, context: Context) -> bool:
        """Tell whether `source` is a unit of quadlet: systemd-networkd has files called `.network` with a [Network], too."""
        kind = _kind(_name(source, context)) or _kind(_above(context))
        return kind is not None and f"[{SECTIONS[kind]}]" in source.text and "[Match]" not in source.text

    def parse(self, source: Source, context: Context) -> Parsed:
        """Read a unit with its drop-ins and with what the units say that it names. A drop-in stands for its unit."""
        name, folder = _name(source, context), os.path.dirname(context.path) if context.path is not None else None
        if _kind(name) is None:
            inside = os.path.dirname(os.path.abspath(context.path or ""))
            folder, name = os.path.split(inside.removesuffix(".d"))
            missing = not context.files.exists(os.path.join(folder, name))
            if not context.named:
                reason = (
                    _NO_UNIT
                    if missing and _kind(name) and not name.rpartition(".")[0].endswith(("-", "@"))
                    else "a drop-in, read as a part of its unit"
                )
                return Parsed(syntax=SYNTAX, source=source, skipped=(Skipped(source.name, reason),))
            if missing:
                reason = f"{_NO_UNIT}: name the units that it belongs to"
                return Parsed(syntax=SYNTAX, source=source, problems=(Problem("config", reason, source.name),))
            try:
                source = context.files.read(os.path.join(folder, name))
            except Unreadable as error:
                return Parsed(syntax=SYNTAX, source=source, problems=(Problem(error.kind, error.message, name),))
        if len(source.text) > MAX_CHARACTERS:
            reason = f"holds {len(source.text)} characters, more than the limit of {MAX_CHARACTERS} for a unit"
            return Parsed(syntax=SYNTAX, source=source, problems=(Problem("limit", reason, source.name),))
        read = []
        for one in (name, *_instances(name, folder, context)):
            units = Units(context.files, folder)
            read.append(_Reading(units.given(one, source), units, context).parsed(source))
        return read[0] if len(read) == 1 else _together(read)

    def assemble(self, parsed: Sequence[Parsed], *, complete: bool) -> Sequence[Project]:
        """Return a project for each folder: its units run together. Containers of one pod become one workload."""
        folders: dict[str, list[Parsed]] = {}
        for one in parsed:
            folders.setdefault(one.source.name.rpartition("/")[0], []).append(one)
        return [project_of(folder, group, complete=complete) for folder, group in folders.items()]


def _instances(name: str, folder: str | None, context: Context) -> list[str]:
    """Return the instances of a template: links to it, which have drop-ins of their own and are no files to be found."""
    stem, _, kind = name.rpartition(".")
    if not stem.endswith("@") or folder is None:
        return []
    template = os.path.realpath(os.path.join(folder, name))
    names = (one for one in context.files.names(folder) if one != name and one.startswith(stem) and one.endswith(f".{kind}"))
    return [one for one in names if os.path.realpath(os.path.join(folder, one)) == template]


def _together(read: Sequence[Parsed]) -> Parsed:
    """Return what a template and its instances start as one."""
    return read[0].replace(
        **{
            name: tuple(dict.fromkeys(found for one in read for found in getattr(one, name)))
            for name in ("problems", "skipped", "remarks", "drawn")
        },
        **{
            name: tuple(found for one in read for found in getattr(one, name))
            for name in ("workloads", "resources", "projects")
        },
    )


_NO_UNIT = "a drop-in whose unit does not lie beside its folder"


def _name(source: Source, context: Context) -> str:
    return (context.path or source.name).replace(os.sep, "/").rpartition("/")[2]


def _kind(name: str) -> str | None:
    kind = "." + name.rpartition(".")[2]
    return kind if kind in SECTIONS and len(name) > len(kind) else None


def _above(context: Context) -> str:
    """Return the name of the unit whose drop-ins lie where the input does: of several units only what their names end with."""
    if context.path is None or not context.path.endswith(".conf"):
        return ""
    folder = os.path.basename(os.path.dirname(os.path.abspath(context.path)))
    return f"x.{folder[:-2]}" if folder.endswith(".d") else ""


class _Reading:
    def __init__(self, unit: Unit, units: Units, context: Context) -> None:
        self._unit = unit
        self._units = units
        self._context = context
        self._problems: list[Problem] = []
        self._skipped: list[Skipped] = []
        self._remarks: list[Remark] = []

    def parsed(self, source: Source) -> Parsed:
        unit, units = self._unit, self._units
        for part in unit.parts:
            for span, reason in part.broken:
                self._problem(span, reason)
        head = unit.head
        if head is None:
            self._problem(Span(0, 0), f"a unit without a section [{SECTIONS[unit.kind]}]")
            return Parsed(syntax=SYNTAX, source=source, problems=tuple(self._problems))
        if unit.kind == ".kube":
            return self._kube(source, head)
        if unit.kind == ".container":
            return self._result(source, workloads=(self._container(head),))
        if unit.kind == ".pod":
            return self._result(source, workloads=(pod_workload((self._pod(unit, head, pod_of(unit, units, head)),)),))
        place = unit.places.locate(head)
        origin, extent = Origin(place.source, place.span), Span(0, len(source.text))
        resource = Resource(
            origin=origin,
            kind=unit.kind[1:],
            name=unit.resource_name(),
            syntax=SYNTAX,
            extent=extent,
            contents=Contents.of(described(unit, units)),
        )
        _check_keys(unit)
        if not unit.notes:
            return self._result(source, resources=(resource,))
        # What is wrong with a unit that starts nothing is said by a container that is none.
        said = unit.places.located(unit.notes)
        outside = Container(origin=origin, role="pod", syntax=SYNTAX, platform="podman", notes=said)
        workload = Workload(
            origin=origin, kind=resource.kind, name=resource.name, syntax=SYNTAX, containers=(outside,), extent=extent
        )
        return self._result(source, resources=(resource,), workloads=(workload,))

    def _result(self, source: Source, **found: Any) -> Parsed:  # noqa: ANN401 - the fields of Parsed have their own types
        commands = self._commands()
        drawn = tuple(dict.fromkeys(one for one in self._units.drawn if one is not source))
        units = {one: None for unit in self._units.all() for one in unit.sources}
        remarks = (*self._remarks, *(remark for one in units for remark in remarks_of(one)))
        # What is a project already stays one, and so do the commands then.
        key = "projects" if found.get("projects") else "workloads"
        more = commands if key == "workloads" else [_commands_alone(source, commands)] if commands else []
        found[key] = (*found.get(key, ()), *more)
        problems, skipped = tuple(self._problems), tuple(self._skipped)
        return Parsed(syntax=SYNTAX, source=source, problems=problems, skipped=skipped, remarks=remarks, drawn=drawn, **found)

    def _commands(self) -> list[Workload]:
        """Return what the commands of the service start: those of ExecStartPre= and its like, which run on the host."""
        if not self._unit.of("Service").entries:
            return []
        from lintainer.parsers.systemd.parser import SystemdParser

        path = os.path.join(self._units.folder or "", f"{self._unit.service.name}.service")
        context = self._context.replace(path=path)
        found = [SystemdParser().parse(source, context) for source in self._unit.sources]
        self._units.drawn += [source for one in found for source in one.drawn]
        return [workload for one in found for workload in one.workloads]

    def _problem(self, span: Span, reason: str) -> None:
        place = self._unit.places.locate(span)
        self._problems.append(Problem("syntax", reason, place.source.name, place))

    def _container(self, head: Span) -> Workload:
        unit = self._unit
        command = run_of(unit, self._units, head)
        container = self._read(unit, head, command, _run)
        # Units run at the same time; that a service removes what it leaves behind says nothing else.
        container = container.replace(auto_remove=None)
        if container.name is None:
            container = container.replace(name=unit.shown(command.words[2].text))
        container = self._grouped(self._built(container))
        if command.pod is None or command.pod.head is None:
            return Workload(
                origin=Origin(container.origin.source, container.origin.span),
                kind="container",
                name=container.name,
                syntax=SYNTAX,
                containers=(container,),
                extent=Span(0, len(container.origin.source.text)),
            )
        pod, head = command.pod, command.pod.head
        return pod_workload((self._pod(pod, head, pod_of(pod, self._units, head)), container))

    def _pod(self, unit: Unit, head: Span, command: Command) -> Container:
        made = self._read(unit, head, command, _create)
        return made.replace(
            name=unit.shown(unit.resource_name() or ""), rest={**made.rest, SHARED: sorted(shared_by(command.words))}
        )

    def _read(self, unit: Unit, head: Span, command: Command, parse: Callable[..., CommandResult | None]) -> Container:
        _check_keys(unit)
        words = [Word("podman", unit.source, head)]
        for one in command.words:
            words += expanded(one.chars, unit.service, unit.source, one.span, one.use)
        result = parse(words, self._context.files, self._units.folder)
        assert result is not None, "the words begin with the subcommand"
        (container,) = result.workload.containers
        self._units.drawn += result.drawn
        open_fields = container.incomplete
        if any(one.text.startswith("--module") for one in command.general):
            # A module of containers.conf(5) may set nearly everything.
            open_fields |= {"*"}
        container = container.replace(notes=(*container.notes, *unit.notes), incomplete=open_fields)
        return with_volumes(unit.places.located(container), unit, self._units)

    def _grouped(self, container: Container) -> Container:
        """Return a container whose group has its own place: the option for it is the user's."""
        group = self._unit.section.value("Group")
        if group is None or container.group is None:
            return container
        origin = container.origin
        written = {**origin.written, "group": self._unit.places.locate(group.written)}
        return container.replace(origin=Origin(origin.source, origin.span, written, origin.related))

    def _built(self, container: Container) -> Container:
        """Return a container whose image a `.build` unit makes with that build."""
        named = self._unit.section.text("Image")
        build = self._units.named(named) if named.endswith(".build") else None
        if build is None or build.head is None or container.image is None:
            return container
        written: dict[str, Span | Location] = {}
        network = build.section.value("Network")
        if network is not None:
            written["network"] = build.places.locate(network.written)
        head = build.places.locate(build.head)
        mode = None if network is None else text_of(network.chars)
        made = Build(origin=Origin(head.source, head.span, written), network=mode)
        return container.replace(build=made, image=container.image.replace(built=True))

    def _kube(self, source: Source, head: Span) -> Parsed:
        """Read the YAML that a `.kube` unit names, with what the unit adds to its pods."""
        from lintainer.parsers.kubernetes import KubernetesParser

        unit = self._unit
        command = play_of(unit, self._units, head)
        pod = self._pod(unit, head, command)
        entries = unit.section.every("Yaml")
        if not entries:
            unit.refuse(head, "no Yaml is given")
        parser, found = KubernetesParser(), []
        for entry in entries:
            name = text_of(entry.chars)
            path = os.path.join(self._units.folder or "", name)
            try:
                yaml = self._context.files.read(path)
            except Unreadable as error:
                # It may lie on the host that the unit is for.
                self._skipped.append(Skipped(source.name, f"the YAML that it plays, {printable(name)}: {error.message}"))
                continue
            one = parser.parse(yaml, self._context.replace(path=path))
            found.append(one)
            self._units.drawn.append(yaml)
            self._remarks += [remark._replace(source=remark.source or yaml) for remark in one.remarks]
        projects = tuple(
            project.replace(workloads=tuple(played(one, pod) for one in project.workloads), complete=False)
            for project in parser.assemble(found, complete=False)
        )
        self._problems += [problem for one in found for problem in one.problems]
        self._skipped += [skipped for one in found for skipped in one.skipped]
        pod = pod.replace(notes=tuple(dict.fromkeys((*pod.notes, *unit.places.located(unit.notes)))))
        alone = () if any(project.workloads for project in projects) else (pod_workload((pod,)),)
        return self._result(source, workloads=alone, projects=projects if not alone else ())


def _run(words: Sequence[Word], files: Files, folder: str | None) -> CommandResult | None:
    """Read the words of a `podman run`."""
    return parse_command(words, files=files, folder=folder, syntax=SYNTAX)


def _create(words: Sequence[Word], files: Files, folder: str | None) -> CommandResult | None:
    """Read the words of a `podman pod create`."""
    return parse_pod(words, files=files, folder=folder, syntax=SYNTAX)


def _commands_alone(source: Source, commands: Sequence[Workload]) -> Project:
    return Project(kind="commands", name=source.name, workloads=tuple(commands), complete=False, sources=(source,))


def _check_keys(unit: Unit) -> None:
    for name in (SECTIONS[unit.kind], "Quadlet"):
        known = KNOWN[name].split()
        for entry in unit.of(name).entries:
            if entry.key not in known:
                unit.refuse(entry.key_span, f"[{name}] has no key `{entry.key}`", entry.key)
