"""The process and its life: image, command, entrypoint, terminal, health, restarts, logging, and what else is sent.

Sources: docker/cli v28.2.2, cli/command/container/{opts,create,run}.go and opts/parse.go; distribution/reference v0.6.
"""

from __future__ import annotations

from lintainer.hints import Any
from lintainer.model import Handler, Healthcheck, LogConfig, Origin, RestartPolicy, Text, Unknown
from lintainer.model.image import parse_image
from lintainer.model.notes import InvalidValue
from lintainer.parsers.docker_run import go
from lintainer.parsers.docker_run.draft import Draft, scalar
from lintainer.parsers.docker_run.go import Refused, go_quote
from lintainer.parsers.docker_run.options import DOCKER, PODMAN
from lintainer.parsers.docker_run.references import check_image, check_platform
from lintainer.parsers.docker_run.volumes import read_root
from lintainer.parsers.words import HOLE, Word

PULL_PHASE, RESTART_PHASE, LOG_PHASE, STORAGE_PHASE, HEALTH_PHASE, RM_PHASE = 3, 16, 17, 19, 20, 21
ATTACH_PHASE, IMAGE_PHASE, PLATFORM_PHASE = 23, 24, 25


def read_process(draft: Draft) -> None:
    """Read everything that concerns the process and its life."""
    for option, field in (
        ("workdir", "working_dir"),
        ("hostname", "hostname"),
        ("tty", "tty"),
        ("interactive", "open_stdin"),
        ("init", "init"),
        ("runtime", "runtime"),
        ("rm", "auto_remove"),
        ("pull", "image_pull_policy"),
    ):
        draft.put(field, option)
    for part, key, option in (
        ("Config", "Domainname", "domainname"),
        ("Config", "StopTimeout", "stop-timeout"),
        ("HostConfig", "ContainerIDFile", "cidfile"),
        ("HostConfig", "VolumeDriver", "volume-driver"),
    ):
        draft.keep(part, key, option)
    if draft.plain("stop-signal") not in (None, ""):
        draft.keep("Config", "StopSignal", "stop-signal")
    _entrypoint(draft)
    _attached(draft)
    _restart(draft)
    _logging(draft)
    _health(draft)
    _startup(draft)
    _names(draft)
    if draft.setting.dialect == DOCKER:
        _pull_and_platform(draft)


# What documents write for the rest of a command.
_ELISIONS = ("...", "\u2026")


def read_command(draft: Draft, words: list[Word]) -> None:
    """Read the image and the words behind it."""
    if not words or words[0].text in _ELISIONS:
        # A command that is cut short, as texts about an option show it: nobody knows what else it is started with.
        draft.incomplete.add("*")
    if not words:
        return
    image = words[0]
    if draft.plain("rootfs") is True:
        read_root(draft, image)
        _arguments(draft, words[1:])
        return
    span = image.all.inner if image.all.known else image.span
    from lintainer.model import Origin

    exact = image.source.text[span.start : span.end] == image.text
    if image.text not in _ELISIONS:
        draft.fields["image"] = parse_image(image.all.value, Origin(draft.source, span), exact=exact)
        draft.written["image"] = span
    if draft.setting.dialect == DOCKER and image.all.known:
        try:
            check_image(image.text)
        except Refused as refused:
            draft.refuse(IMAGE_PHASE, refused.reason, image.span)
    _arguments(draft, words[1:])
    _image_named_like_a_boolean(draft, image)


def _arguments(draft: Draft, words: list[Word]) -> None:
    if not words:
        return
    from lintainer.model import Origin

    draft.fields["cmd"] = tuple(Text(origin=Origin(draft.source, word.span), value=word.all.value) for word in words)
    draft.written["cmd"] = words[0].span
    if any(word.splits for word in words):
        draft.incomplete.add("cmd")


def _image_named_like_a_boolean(draft: Draft, image: Word) -> None:
    if image.text not in ("true", "false") or not draft.line.given:
        return
    last = max(draft.line.given, key=lambda given: given.flag.start)
    if last.option.kind == "bool" and last.value is None:
        reason = (
            f"`--{last.option.name} {image.text}` runs an image named {image.text}: write --{last.option.name}={image.text}"
        )
        draft.notes.append(
            InvalidValue(location=draft.at(image.span), path=f"--{last.option.name}", reason=reason, refused=False)
        )


def _entrypoint(draft: Draft) -> None:
    given = draft.last("entrypoint")
    if given is not None and given.value is not None:
        draft.fields["entrypoint"] = (Text(origin=draft.origin(given.value, given), value=given.value.value),)
        draft.written["entrypoint"] = given.place


def _attached(draft: Draft) -> None:
    """What the client attaches: its standard streams, unless they are chosen or it detaches."""
    streams = {given.parsed for given in draft.all("attach")}
    opened = draft.plain("interactive") is True
    config = draft.rest["Config"]
    detached = draft.plain("detach") is True
    if streams:
        if detached:
            given = draft.last("attach")
            assert given is not None
            reason = "conflicting options: cannot specify both --attach and --detach"
            draft.refuse(ATTACH_PHASE, reason, given.place, "--attach")
        config["AttachStdin"] = opened or "stdin" in streams
        config["AttachStdout"] = "stdout" in streams
        config["AttachStderr"] = "stderr" in streams
    elif detached:
        config.update(AttachStdin=False, AttachStdout=False, AttachStderr=False)
    elif opened:
        config["AttachStdin"] = True
    if opened and not detached:
        config["StdinOnce"] = True


def _restart(draft: Draft) -> None:
    given = draft.last("restart")
    if given is None or given.value is None:
        return
    name, count = given.value.cut(":")
    number: int | Unknown = 0
    reason = None
    if count is not None and not name.text:
        reason = "invalid restart policy format: no policy provided before colon"
    elif count is not None and count.text:
        try:
            number = go.parse_int(count.text, 10) if count.known else count.unknown()
        except Refused:
            reason = "invalid restart policy format: maximum retry count must be an integer"
    if reason is not None:
        draft.refuse(RESTART_PHASE, reason, given.place, "--restart")
        return
    spans = {"name": name.span} | ({} if count is None else {"maximum_retry_count": count.span})
    origin = draft.origin(given.value, given, spans)
    draft.fields["restart_policy"] = RestartPolicy(origin=origin, name=name.value, maximum_retry_count=number)
    draft.written["restart_policy"] = given.place
    remove = draft.last("rm")
    if remove is not None and scalar(remove) is True and name.known and name.text not in ("", "no"):
        draft.refuse(RM_PHASE, "conflicting options: cannot specify both --restart and --rm", given.place, "--restart")


def _pairs(draft: Draft, option: str) -> dict[str, str | Unknown]:
    pairs: dict[str, str | Unknown] = {}
    for given in draft.all(option):
        assert given.value is not None
        name, value = given.value.cut("=")
        pairs[name.shown] = "" if value is None else value.value
    return pairs


def _logging(draft: Draft) -> None:
    driver, options = draft.last("log-driver"), _pairs(draft, "log-opt")
    first = driver or draft.last("log-opt")
    if first is None or first.value is None:
        return
    name = draft.plain("log-driver")
    if name == "none" and options:
        last = draft.last("log-opt")
        assert last is not None
        draft.refuse(LOG_PHASE, "invalid logging opts for driver none", last.place, "--log-opt")
    assert name is None or isinstance(name, str | Unknown)
    origin = draft.origin(first.value, first, {"type": first.value.span} if driver else {})
    draft.fields["log_config"] = LogConfig(origin=origin, type=name, config=tuple(options.items()))
    draft.written["log_config"] = first.place


_HEALTH = (
    ("health-interval", "interval"),
    ("health-timeout", "timeout"),
    ("health-retries", "retries"),
    ("health-start-period", "start_period"),
    ("health-start-interval", "start_interval"),
)


def _health(draft: Draft) -> None:
    fields: dict[str, Any] = {}
    first = None
    for option, field in _HEALTH:
        given = draft.last(option)
        if given is None or given.parsed in (0, None):
            continue
        first = first or given
        fields[field] = given.parsed
    command = draft.last("health-cmd")
    if command is not None and draft.setting.dialect == PODMAN and command.parsed == "none":
        # podman-run(1), --health-cmd: "A value of none disables existing healthchecks".
        first, fields = command, {"disabled": True}
    elif command is not None and command.value is not None and command.value.text:
        first = command
        fields["test"] = ("CMD-SHELL", command.value.value)
    disabled = draft.last("no-healthcheck")
    if disabled is not None and scalar(disabled) is not False:
        if first is not None:
            reason = "--no-healthcheck conflicts with --health-* options"
            draft.refuse(HEALTH_PHASE, reason, disabled.place, "--no-healthcheck")
        first, fields = disabled, {"disabled": scalar(disabled)}
    elif first is not None:
        for option, field in _HEALTH:
            number, given = fields.get(field), draft.last(option)
            if isinstance(number, int) and number < 0 and given is not None:
                draft.refuse(HEALTH_PHASE, f"--{option} cannot be negative", given.place, f"--{option}")
                return
    if first is None:
        return
    place = draft.origin_of_flag(first)
    if "test" in fields and first.value is not None:
        place = Origin(place.source, place.span, {**place.written, "test": first.value.span, "test.1": first.value.span})
    draft.fields["healthcheck"] = Healthcheck(origin=place, **fields)
    draft.written["healthcheck"] = first.place


def _startup(draft: Draft) -> None:
    """podman: a check that comes before the health check, as a startup probe does before the others."""
    command = draft.last("health-startup-cmd")
    if command is None or command.value is None or command.value.text in ("", "none"):
        return
    origin = draft.origin(command.value, command, {"command": command.value.span, "command.2": command.value.span})
    probe = Handler(origin=origin, purpose="startupProbe", action="exec", command=("/bin/sh", "-c", command.value.value))
    draft.entries("handlers", [probe], command)


def _names(draft: Draft) -> None:
    """What no policy reads: resolvers, storage options."""
    host = draft.rest["HostConfig"]
    for option, key in (("dns", "Dns"), ("dns-search", "DnsSearch"), ("dns-option", "DnsOptions")):
        found = [scalar(given) for given in draft.all(option)]
        if found:
            host[key] = found
    for given in draft.all("storage-opt"):
        assert given.value is not None
        if "=" not in given.value.text and HOLE not in given.value.text:
            draft.refuse(STORAGE_PHASE, "invalid storage option", given.place, "--storage-opt")
    storage = _pairs(draft, "storage-opt")
    if storage:
        host["StorageOpt"] = storage


def _pull_and_platform(draft: Draft) -> None:
    pull = draft.last("pull")
    if pull is not None and pull.value is not None and pull.value.known:
        text = pull.value.text
        if text not in ("", "always", "missing", "never"):
            reason = f'invalid pull option: \'{text}\': must be one of {go_quote("always")}, "missing" or "never"'
            draft.refuse(PULL_PHASE, reason, pull.place, "--pull")
    platform = draft.last("platform")
    if platform is None or platform.value is None or not platform.value.known or not platform.value.text:
        return
    try:
        check_platform(platform.value.text)
    except Refused as refused:
        draft.refuse(PLATFORM_PHASE, refused.reason, platform.place, "--platform")
