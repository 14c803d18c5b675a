"""A command's words in, a workload of the model out."""

from __future__ import annotations

from collections.abc import Sequence

from lintainer.files import Files
from lintainer.model import Container, Origin, Unknown, Workload
from lintainer.model.notes import InvalidValue, Note, OptionAfterImage, UnresolvedVariable
from lintainer.parsers.docker_run.devices import read_devices
from lintainer.parsers.docker_run.draft import Draft, Setting, scalar
from lintainer.parsers.docker_run.environment import read_environment
from lintainer.parsers.docker_run.flags import Line, Refusal, parse
from lintainer.parsers.docker_run.invocation import Invocation, find
from lintainer.parsers.docker_run.kinds import read_with
from lintainer.parsers.docker_run.networks import read_networks
from lintainer.parsers.docker_run.options import AMBIGUOUS, DOCKER, ISOLATING, MISPLACED, POD, PODMAN, table
from lintainer.parsers.docker_run.ports import read_ports
from lintainer.parsers.docker_run.process import read_command, read_process
from lintainer.parsers.docker_run.references import normal_platform
from lintainer.parsers.docker_run.resources import read_resources
from lintainer.parsers.docker_run.secrets import read_secrets
from lintainer.parsers.docker_run.security import read_security
from lintainer.parsers.docker_run.volumes import read_volumes
from lintainer.parsers.words import Word
from lintainer.source import Location, Source, Span
from lintainer.tuples import NamedTuple

SYNTAX = "docker-run"
# What only an engine on Windows takes is looked for before the client says what is wrong with a flag, and once all are read.
WINDOWS_PHASE, FLAG_PHASE, LATE_WINDOWS_PHASE, COUNT_PHASE = -1, 0, 1, 2


class CommandResult(NamedTuple):
    """What a command starts, and the further files that it drew in."""

    workload: Workload
    drawn: tuple[Source, ...] = ()


def parse_command(
    words: Sequence[Word], *, files: Files | None = None, folder: str | None = None, exact: bool = False, syntax: str = SYNTAX
) -> CommandResult | None:
    """Read the words of one command; None where it starts no container and changes none.

    The words begin with the program; prefixes such as `sudo` and `env A=b` may stand before it. `folder` is where the command
    runs, against which it names files; with `exact` it is known to run there, so that a file that is missing is refused.
    """
    invocation = find(words)
    if invocation is None:
        return None
    return _parsed(invocation, words, files, folder, exact=exact, syntax=syntax)


def parse_pod(words: Sequence[Word], *, files: Files, folder: str | None, syntax: str) -> CommandResult | None:
    """Read the words of a `podman pod create` into a container of the role `pod`: what the containers of the pod share."""
    invocation = Invocation(PODMAN, POD, words[0].span, words[3:])
    return _parsed(invocation, words, files, folder, exact=False, syntax=syntax)


def _parsed(
    invocation: Invocation, words: Sequence[Word], files: Files | None, folder: str | None, *, exact: bool, syntax: str
) -> CommandResult | None:
    setting = Setting(invocation.dialect, files or Files(), folder, exact=exact)
    read = read_with(invocation.dialect)
    closed = invocation.dialect == DOCKER and not invocation.command.startswith("compose")
    line = parse(
        invocation.words,
        table(invocation.dialect, invocation.command),
        read,
        interspersed=invocation.command == "update",
        closed=closed,
    )
    if line.help or any(given.option.name == "help" and scalar(given) is True for given in line.given):
        return None
    source = words[0].source
    draft = Draft(line, source, setting)
    _read(draft, invocation)
    return _result(draft, invocation, words, syntax)


def _read(draft: Draft, invocation: Invocation) -> None:
    words = draft.line.words
    kind = invocation.command
    read_security(draft)
    read_resources(draft)
    read_volumes(draft)
    read_ports(draft)
    read_devices(draft)
    read_environment(draft)
    read_secrets(draft)
    read_networks(draft)
    read_process(draft)
    _windows_only(draft)
    name = draft.plain("name")
    draft.fields["name"] = name if isinstance(name, str) and name else None
    if isinstance(name, Unknown):
        draft.incomplete.add("name")
    elif isinstance(name, str) and name and draft.setting.dialect == DOCKER:
        _name_for_the_engine(draft, name)
    if kind == POD:
        draft.fields["role"] = "pod"
        return
    if kind in ("run", "create"):
        read_command(draft, words)
        _options_behind(draft, words[1:])
        if not words and draft.setting.dialect == DOCKER and not draft.line.open_words:
            draft.refuse(COUNT_PHASE, f"'docker {kind}' requires at least 1 argument", invocation.span)
        return
    if kind != "update" and len(words) > 1:
        from lintainer.model import Text

        origin = Origin(draft.source, words[1].span)
        draft.fields["cmd"] = tuple(Text(origin=origin, value=word.all.value) for word in words[1:])
        draft.written["cmd"] = words[1].span
    if words and draft.fields["name"] is None and words[0].all.known:
        draft.fields["name"] = words[0].text
    if kind.endswith("exec"):
        draft.fields["role"] = "exec"
        # Everything else is what the running container has.
        draft.incomplete |= set(Container.fields()) - {"privileged", "origin"}
    else:
        draft.incomplete.add("*")


def _name_for_the_engine(draft: Draft, name: str) -> None:
    from lintainer.parsers.engine import name_fault

    fault, given = name_fault(name), draft.last("name")
    if fault is not None and given is not None and given.value is not None:
        draft.notes.append(InvalidValue(location=draft.at(given.value.span), path="--name", reason=fault, refused=False))


def _windows_only(draft: Draft) -> None:
    isolation = draft.plain("isolation")
    if isolation in ("process", "hyperv"):
        draft.fields["os"] = "windows"
        return
    refused = min((one.span.start for one in draft.refusals if one.phase == FLAG_PHASE), default=None)
    # The client goes through the flags that it has read so far in the order of their names: the first is the reason it gives.
    for given in sorted(draft.line.given, key=lambda given: given.option.name):
        if given.option.windows and not given.refused and draft.setting.dialect == DOCKER:
            reason = (
                f'"--{given.option.name}" is only supported on a Docker daemon running on windows, '
                "but the Docker daemon is running on linux"
            )
            phase = WINDOWS_PHASE if refused is None or given.place.start < refused else LATE_WINDOWS_PHASE
            draft.refuse(phase, reason, given.place, f"--{given.option.name}")


def _options_behind(draft: Draft, words: Sequence[Word]) -> None:
    """Note the options behind the image that concern isolation only: there they are arguments of the command."""
    long, _ = table(draft.setting.dialect, "run")
    plain = True
    for word in words:
        text = word.text
        if text == "--" or text.rpartition("/")[2] in ("docker", "podman", "nerdctl"):
            return
        if not text.startswith("--"):
            # Behind a word of the command's own, options with common names are the command's own.
            plain = plain and text.startswith("-")
            continue
        name = text[2:].partition("=")[0]
        if name in long and (name in MISPLACED or (plain and name in AMBIGUOUS)):
            note = OptionAfterImage(location=draft.at(word.span), path=f"--{name}", option=f"--{name}")
            draft.notes.append(note)
            plain = True


_FIELDS = {
    "volume": "mounts",
    "mount": "mounts",
    "tmpfs": "mounts",
    "publish": "ports",
    "publish-all": "publish_all_ports",
    "network": "network_mode",
    "pid": "pid_mode",
    "ipc": "ipc_mode",
    "uts": "uts_mode",
    "userns": "userns_mode",
    "cgroupns": "cgroupns_mode",
    "read-only": "readonly_rootfs",
    "device": "devices",
    "gpus": "device_requests",
    "device-cgroup-rule": "device_cgroup_rules",
    "sysctl": "sysctls",
    "cpus": "nano_cpus",
}


def _unresolved(line: Line, source: Source) -> list[Note]:
    notes: list[Note] = []
    for word in line.open_words:
        for hole in word.holes:
            if hole.name is not None and hole.name != "[@]":
                location = Location(source, hole.span)
                notes.append(UnresolvedVariable(location=location, variable=hole.name, field="*"))
    for given in line.given:
        if given.value is None or given.option.name not in ISOLATING:
            continue
        field = _FIELDS.get(given.option.name, given.option.name.replace("-", "_"))
        for hole in given.value.holes:
            if hole.name is not None and hole.name not in ("HOME", "PWD", "pwd"):
                notes.append(
                    UnresolvedVariable(
                        location=Location(source, hole.span), path=f"--{given.option.name}", variable=hole.name, field=field
                    )
                )
    return notes


def _order(refusal: Refusal) -> tuple[int, int]:
    """The client's order: what is wrong with an option as it comes, the rest check by check."""
    return refusal.phase, refusal.span.start if refusal.phase == FLAG_PHASE else 0


def _result(draft: Draft, invocation: Invocation, words: Sequence[Word], syntax: str) -> CommandResult:
    refused = [
        InvalidValue(location=draft.at(refusal.span), path=refusal.option, reason=refusal.reason)
        for refusal in sorted(draft.refusals, key=_order)
    ]
    notes = (*refused, *draft.notes, *_unresolved(draft.line, draft.source))
    if draft.line.open_words:
        draft.incomplete.add("*")
    rest = {part: values for part, values in draft.rest.items() if values}
    platform = draft.plain("platform")
    if isinstance(platform, Unknown) or platform:
        rest["platform"] = platform if isinstance(platform, Unknown) else normal_platform(str(platform))  # type: ignore[assignment]
        known = platform.prefix if isinstance(platform, Unknown) else str(platform)
        if known.partition("/")[0].lower() == "windows":
            draft.fields["os"] = "windows"
    origin = Origin(draft.source, invocation.span, draft.written)
    container = Container(
        origin=origin,
        incomplete=frozenset(draft.incomplete),
        platform=invocation.dialect,  # type: ignore[arg-type]
        dialect=invocation.dialect,
        syntax=syntax,
        notes=notes,
        rest=rest,
        **draft.fields,
    )
    workload = Workload(
        origin=Origin(draft.source, invocation.span, {}),
        kind="container",
        name=container.name,
        syntax=syntax,
        containers=(container,),
        extent=Span(words[0].use.start, words[-1].use.end),
    )
    return CommandResult(workload, tuple(draft.drawn))
