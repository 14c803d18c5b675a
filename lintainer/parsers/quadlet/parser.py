"""The front end: the keys of `[Container]` become the options of the `podman run` that quadlet generates."""

from __future__ import annotations

from collections.abc import Sequence

from lintainer.model import Container, Project, Workload
from lintainer.model.notes import UnknownKey
from lintainer.parsers import Context, Parsed, Problem
from lintainer.parsers.docker_run.assemble import parse_command
from lintainer.parsers.units import Entry, read_unit, split, whole
from lintainer.parsers.words import Segment, Word
from lintainer.source import Location, Source, Span

SYNTAX = "quadlet"
# Keys whose whole value is the value of an option.
_WHOLE = {
    "CgroupsMode": "cgroups", "ContainerName": "name", "DNS": "dns", "DNSOption": "dns-option", "DNSSearch": "dns-search",
    "Entrypoint": "entrypoint", "EnvironmentFile": "env-file", "ExposeHostPort": "expose", "GIDMap": "gidmap",
    "GroupAdd": "group-add", "HealthCmd": "health-cmd", "HealthInterval": "health-interval",
    "HealthRetries": "health-retries", "HealthStartPeriod": "health-start-period", "HealthTimeout": "health-timeout",
    "HostName": "hostname", "IP": "ip", "IP6": "ip6", "LogDriver": "log-driver", "LogOpt": "log-opt", "Memory": "memory",
    "Network": "network", "NetworkAlias": "network-alias", "PidsLimit": "pids-limit", "PublishPort": "publish",
    "Pull": "pull", "ShmSize": "shm-size", "StopSignal": "stop-signal", "StopTimeout": "stop-timeout",
    "SubGIDMap": "subgidname", "SubUIDMap": "subuidname", "Timezone": "tz", "Tmpfs": "tmpfs", "UIDMap": "uidmap",
    "Ulimit": "ulimit", "UserNS": "userns", "Volume": "volume", "WorkingDir": "workdir", "AddHost": "add-host",
}  # fmt: skip
# Keys whose value is a list of words, each the value of an option.
_SPLIT = {
    "AddCapability": "cap-add", "DropCapability": "cap-drop", "AddDevice": "device", "Annotation": "annotation",
    "Environment": "env", "Label": "label", "Mount": "mount", "Sysctl": "sysctl", "Secret": "secret",
}  # fmt: skip
_FLAGS = {"ReadOnly": "read-only", "RunInit": "init", "ReadOnlyTmpfs": "read-only-tmpfs", "EnvironmentHost": "env-host"}
_SECURITY = {
    "AppArmor": "apparmor=", "SeccompProfile": "seccomp=", "SecurityLabelFileType": "label=filetype:",
    "SecurityLabelLevel": "label=level:", "SecurityLabelType": "label=type:", "Mask": "mask=", "Unmask": "unmask=",
}  # fmt: skip
_SECURITY_FLAGS = {
    "NoNewPrivileges": "no-new-privileges",
    "SecurityLabelDisable": "label=disable",
    "SecurityLabelNested": "label=nested",
}
# Keys that change nothing of what the model holds.
_OTHERS = frozenset(
    """AutoUpdate ContainersConfModule GlobalArgs HealthLogDestination HealthMaxLogCount HealthMaxLogSize HealthOnFailure
    HealthStartupCmd HealthStartupInterval HealthStartupRetries HealthStartupSuccess HealthStartupTimeout HttpProxy Notify Pod
    ReloadCmd ReloadSignal RemapGid RemapUid RemapUidSize RemapUsers Retry RetryDelay StartWithPod VolatileTmp ServiceName
    DefaultDependencies""".split()
)
_TRUE = frozenset(("1", "yes", "true", "on"))
_REST = frozenset(("Image", "Rootfs", "Exec", "User", "Group", "PodmanArgs"))
_KNOWN = frozenset((*_WHOLE, *_SPLIT, *_FLAGS, *_SECURITY, *_SECURITY_FLAGS, *_OTHERS, *_REST))


class QuadletParser:
    """Reads `.container` units, known by their names."""

    syntax = SYNTAX

    def claims(self, source: Source, context: Context) -> bool:  # noqa: ARG002
        """Tell by its name whether `source` is a unit of quadlet."""
        return source.name.lower().endswith(".container")

    def parse(self, source: Source, context: Context) -> Parsed:
        """Read the one container of a unit."""
        entries = [entry for entry in read_unit(source) if entry.section == "Container"]
        if not entries:
            problem = Problem("syntax", "a unit without a section [Container]", source.name, Location(source, Span(0, 0)))
            return Parsed(syntax=SYNTAX, source=source, problems=(problem,))
        words = _command(source, entries)
        result = parse_command(words, files=context.files, syntax=SYNTAX)
        if result is None:
            return Parsed(syntax=SYNTAX, source=source)
        workload = _named(result.workload, source, entries)
        project = Project(kind="commands", name=source.name, workloads=(workload,), complete=True, sources=(source,))
        return Parsed(syntax=SYNTAX, source=source, workloads=(workload,), projects=(project,), drawn=result.drawn)

    def assemble(self, parsed: Sequence[Parsed], *, complete: bool) -> Sequence[Project]:  # noqa: ARG002
        """Return the projects: one for each unit."""
        return [project for one in parsed for project in one.projects]


def _named(workload: Workload, source: Source, entries: Sequence[Entry]) -> Workload:
    name = workload.name or "systemd-" + source.name.rpartition("/")[2].rpartition(".")[0]
    notes = tuple(
        UnknownKey(location=Location(source, entry.key_span), path="Container", key=entry.key)
        for entry in entries
        if entry.key and entry.key not in _KNOWN
    )
    containers: tuple[Container, ...] = tuple(
        container.replace(name=name, notes=(*container.notes, *notes)) for container in workload.containers
    )
    return workload.replace(name=name, containers=containers, extent=Span(0, len(source.text)))


def _command(source: Source, entries: Sequence[Entry]) -> list[Word]:
    """Return the words of the generated command. What stands for the program is the section's own line."""
    head = next(entry.key_span for entry in entries)
    words = [Word(text, source, head) for text in ("podman", "run")]
    last = {entry.key: entry for entry in entries}
    for entry in entries:
        words += _options(source, entry)
    words += _user(source, last)
    if "PodmanArgs" in last:
        words += [word for entry in entries if entry.key == "PodmanArgs" for word in split(entry.value)]
    image = last.get("Image") or last.get("Rootfs")
    if image is not None:
        words.append(whole(image.value))
    if "Exec" in last:
        words += split(last["Exec"].value)
    return words


def _options(source: Source, entry: Entry) -> list[Word]:
    key = entry.key
    on = entry.text.lower() in _TRUE
    if key in _FLAGS:
        return [Word(f"--{_FLAGS[key]}={str(on).lower()}", source, entry.span)]
    if key in _SECURITY_FLAGS:
        return [Word(f"--security-opt={_SECURITY_FLAGS[key]}", source, entry.span)] if on else []
    if not entry.text:
        return []
    if key in _SECURITY:
        option = Word("--security-opt", source, entry.key_span)
        return [option, _behind(_SECURITY[key], whole(entry.value), entry.key_span)]
    name = _WHOLE.get(key) or _SPLIT.get(key)
    if name is None:
        return []
    values = [whole(entry.value)] if key in _WHOLE else split(entry.value)
    return [part for value in values for part in (Word(f"--{name}", source, entry.key_span), _resolved(key, value))]


def _behind(prefix: str, value: Word, span: Span) -> Word:
    """Return `value` with a prefix that the key stands for."""
    size = len(prefix)
    segments = [Segment(0, span, exact=False), *(one._replace(start=one.start + size) for one in value.segments)]
    holes = tuple(hole._replace(at=hole.at + size) for hole in value.holes)
    return Word(prefix + value.text, value.source, Span(span.start, value.span.end), segments, holes, use=value.span)


_UNITS = {".volume": "systemd-{}", ".network": "systemd-{}", ".container": "container:systemd-{}"}


def _resolved(key: str, value: Word) -> Word:
    """Return a volume or a network with the name that quadlet gives what another unit makes: `data.volume`."""
    first, separator, rest = value.text.partition(":")
    stem, dot, kind = first.rpartition(".")
    if key not in ("Volume", "Network") or dot + kind not in _UNITS or "/" in first or value.holes:
        return value
    name = _UNITS[dot + kind].format(stem)
    end = value.place(0, len(first))
    segments = [Segment(0, end, exact=False), Segment(len(name), Span(end.end, value.span.end), exact=True)]
    return Word(name + separator + rest, value.source, value.span, segments)


def _user(source: Source, last: dict[str, Entry]) -> list[Word]:
    user, group = last.get("User"), last.get("Group")
    if user is None or not user.text:
        return []
    value = whole(user.value)
    if group is not None and group.text and not value.holes:
        both = f"{value.text}:{whole(group.value).text}"
        value = Word(both, source, value.span, [Segment(0, value.span, exact=False)])
    return [Word("--user", source, user.key_span), value]
