"""Changes of the model as edits of `docker run` in shell scripts."""

from __future__ import annotations

import re

from lintainer.finding import Finding
from lintainer.fixes.edit import Edit
from lintainer.fixes.short import port_edit, volume_edit
from lintainer.model import Container, Image, LogConfig, Mount, Node, Port
from lintainer.patterns import pattern
from lintainer.policy import Change
from lintainer.source import Span

# One logical line: up to a line break that no backslash takes away.
_LINE = pattern(r"(?:[^\\\n]|\\.)*", re.DOTALL)
_GAP = pattern(r"(?:[ \t]|\\\r?\n)+")
_NAME = pattern(r"--?[a-zA-Z][a-z-]*")
# Options of which only the last counts, under all their names, by the field that they set.
_SCALARS = {
    "privileged": "--privileged",
    "network_mode": "--network --net",
    "pid_mode": "--pid",
    "ipc_mode": "--ipc",
    "uts_mode": "--uts",
    "userns_mode": "--userns",
    "cgroupns_mode": "--cgroupns",
    "oom_kill_disable": "--oom-kill-disable",
    "oom_score_adj": "--oom-score-adj",
}
# Fields that `--security-opt KEY=…` sets, of which the last counts as well.
_OPTIONS = {
    "no_new_privileges": "no-new-privileges",
    "writable_cgroups": "writable-cgroups",
    "unmasked_paths": "systempaths",
}
_TYPES = {"SeccompProfile": "seccomp", "AppArmorProfile": "apparmor", "SelinuxOptions": "label"}
# What is written into a command that says nothing of a field.
_MISSING = {
    "pids_limit": "--pids-limit {}",
    "no_new_privileges": "--security-opt no-new-privileges",
    "readonly_rootfs": "--read-only",
    "cap_drop": "--cap-drop {}",
}
# Commands that take these: `docker compose run` does not, and `docker exec` neither.
_STARTS = pattern(r"(?:docker|podman|nerdctl)(?: container)? (?:run|create)")


def write(change: Change, finding: Finding) -> list[Edit] | None:
    """Return the edits that make `change` in a command; None where it cannot be written with certainty."""
    owner, place = change.place.owner, change.place
    command = _command(finding)
    # What stands before the command was a variable's value.
    if command is None or not (command.start <= place.span.start and place.span.end <= command.end):
        return None
    text = place.source.text
    if isinstance(owner, Container):
        return _scalar(owner, change, text, command)
    if isinstance(owner, Image):
        inside = _inside(text, place.span)
        return None if inside is None or "$" in text[inside.start : inside.end] else [Edit(inside, str(change.value))]
    option = owner.origin.written.get("option") if isinstance(owner, Node) else None
    if not isinstance(option, Span) or not option.start <= place.span.start <= place.span.end <= option.end:
        return None
    if isinstance(owner, Mount):
        return _mount(owner, change, text)
    if isinstance(owner, Port) and place.field == "host_ip":
        return _port(owner, text, str(change.value))
    if isinstance(owner, LogConfig):
        inside = _inside(text, place.span)
        return None if inside is None else [Edit(inside, str(change.value))]
    key = _TYPES.get(type(owner).__name__)
    if key is not None and len(re.findall(rf"[\s='\"]{key}[=:]", text[command.start : command.end])) != 1:
        return None
    # podman takes several values in one flag.
    return None if "," in text[option.start : option.end] else _flag_removed(text, option)


def _command(finding: Finding) -> Span | None:
    """Return where the command stands, from its program to the end of its last line."""
    if finding.home is None or finding.home.source is not finding.location.source:
        return None
    found = _LINE.match(finding.home.source.text, finding.home.span.start)
    return None if found is None else Span(found.start(), found.end())


def _scalar(owner: Container, change: Change, text: str, command: Span) -> list[Edit] | None:
    field, span = change.place.field, change.place.span
    if not owner.wrote(field):
        return _added(owner, change, text)
    if field in _OPTIONS:
        key = _OPTIONS[field]
        if len(re.findall(rf"\b{key}\b", text[command.start : command.end])) != 1:
            return None
        if change.value is not True:
            return _flag_removed(text, span)
        value = re.search(rf"{key}[=:]\w+", text[span.start : span.end])
        return None if value is None else [Edit(Span(span.start + value.start(), span.start + value.end()), f"{key}=true")]
    names = _SCALARS.get(field)
    if names is None or change.value not in (None, False):
        return None
    written = "|".join(map(re.escape, names.split()))
    # A second flag of the name would decide instead.
    if len(re.findall(rf"(?<!\S)(?:{written})(?![\w-])", text[command.start : command.end])) != 1:
        return None
    return _flag_removed(text, span)


def _added(owner: Container, change: Change, text: str) -> list[Edit] | None:
    """Add a flag that is missing behind the name of the command, which is the container's own place."""
    start, end = owner.at().span
    field = change.place.field
    if field not in _MISSING or _STARTS.fullmatch(text, start, end) is None or not text[end : end + 1].isspace():
        return None
    return [Edit(Span(end, end), f" {_MISSING[field].format(change.value)}")]


def _flag_removed(text: str, flag: Span) -> list[Edit] | None:
    """Leave out a whole flag with the space behind it, so that what follows takes its place."""
    if not text[flag.start - 1].isspace() or _NAME.match(text, flag.start) is None:
        return None
    gap = _GAP.match(text, flag.end)
    return None if gap is None else [Edit(Span(flag.start, gap.end()), "")]


def _port(port: Port, text: str, address: str) -> list[Edit] | None:
    inside = _inside(text, port.at().span)
    if inside is None or "$" in text[inside.start : inside.end]:
        return None
    edit = port_edit(port, text[inside.start : inside.end], inside.start, address)
    return None if edit is None else [edit]


def _mount(mount: Mount, change: Change, text: str) -> list[Edit] | None:
    field, value = change.place.field, change.value
    inside = _inside(text, mount.at().span)
    if inside is None:
        return None
    if mount.via == "volume":
        edit = volume_edit(mount, change, inside.end)
        return None if edit is None else [edit]
    if mount.via != "mount":
        return None
    if field == "read_only" and value is True:
        word = "readonly"
    elif field == "propagation" and isinstance(value, str):
        word = value if mount.wrote(field) else f"bind-propagation={value}"
    else:
        return None
    return [Edit(change.place.span, word)] if mount.wrote(field) else [Edit(Span(inside.end, inside.end), f",{word}")]


def _inside(text: str, word: Span) -> Span | None:
    """Return where a word stands without the quotes around it; None where others are part of it."""
    start, end = word
    if end - start > 1 and text[start] in "'\"" and text[end - 1] == text[start]:
        start, end = start + 1, end - 1
    return None if any(one in "'\"\\" for one in text[start:end]) else Span(start, end)
