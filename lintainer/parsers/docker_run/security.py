"""Privileges and confinement: `--privileged`, capabilities, `--security-opt`, namespaces, `--user`, `--sysctl`.

Sources: docker/cli v28.2.2, cli/command/container/opts.go (parseSecurityOpts, parseSystemPaths); moby v28,
daemon/daemon_unix.go (parseSecurityOpt); podman v5.5, podman-run(1), --security-opt.
"""

from __future__ import annotations

import re

from lintainer.files import Unreadable
from lintainer.hints import Any
from lintainer.model import AppArmorProfile, Capability, SeccompProfile, SelinuxOptions, Sysctl, Text, Unknown
from lintainer.model.capabilities import ALL_CAPABILITIES, capability_name
from lintainer.model.notes import UnreadFile
from lintainer.parsers.docker_run import go
from lintainer.parsers.docker_run.draft import Draft
from lintainer.parsers.docker_run.flags import Given
from lintainer.parsers.docker_run.go import Refused, go_quote
from lintainer.parsers.docker_run.options import DOCKER
from lintainer.parsers.docker_run.profiles import allows_by_default, compact
from lintainer.parsers.words import Value
from lintainer.source import Source

PHASE = 18
_MODES = (
    # option, field, phase, what the client calls it, the values it knows
    ("pid", "pid_mode", 12, "PID", ("", "host")),
    ("uts", "uts_mode", 13, "UTS", ("", "host")),
    ("userns", "userns_mode", 14, "USER", ("", "host")),
    ("cgroupns", "cgroupns_mode", 15, "CGROUP", ("", "host", "private")),
)


def read_security(draft: Draft) -> None:
    """Read what the container's processes may do."""
    draft.put("privileged", "privileged")
    draft.put("readonly_rootfs", "read-only")
    draft.put("cgroup_parent", "cgroup-parent")
    draft.put("ipc_mode", "ipc")
    for option, field, phase, shown, values in _MODES:
        _mode(draft, option, field, phase, shown, values)
    _id_maps(draft)
    _user(draft)
    for option, field in (("cap-add", "cap_add"), ("cap-drop", "cap_drop")):
        _capabilities(draft, option, field)
    groups = [found for given in draft.all("group-add") for found in _entries(draft, given)]
    draft.entries("group_add", [Text(origin=origin, value=entry.value) for entry, origin in groups], draft.last("group-add"))
    sysctls = []
    for given in draft.all("sysctl"):
        for entry, origin in _entries(draft, given):
            name, content = entry.cut("=")
            sysctls.append(
                Sysctl(origin=origin, name=draft.name(name, "sysctls"), value="" if content is None else content.value)
            )
    draft.entries("sysctls", sysctls, next(draft.all("sysctl"), None))
    _security_options(draft)


def _entries(draft: Draft, given: Given) -> list[tuple[Value, Any]]:
    """The entries of a list option: one for docker, several separated by commas for podman and nerdctl."""
    assert given.value is not None
    values = [given.value] if draft.setting.dialect == DOCKER else given.value.split(",")
    return [(value, draft.origin(value, given)) for value in values]


def _mode(draft: Draft, option: str, field: str, phase: int, name: str, values: tuple[str, ...]) -> None:
    given = draft.last(option)
    draft.put(field, option)
    if given is None or given.value is None or not given.value.known or draft.setting.dialect != DOCKER:
        return
    text = given.value.text
    if text not in values and not (option == "pid" and re.match(r"container:.+\Z", text)):
        draft.refuse(phase, f"--{option}: invalid {name} mode", given.place, f"--{option}")
        del draft.fields[field], draft.written[field]


def _id_maps(draft: Draft) -> None:
    """podman: a map of ids makes a user namespace of its own (podman-run(1), --uidmap, --subuidname)."""
    for option, field in (("uidmap", "uid_map"), ("gidmap", "gid_map")):
        maps = [Text(origin=draft.origin(one.value, one), value=one.value.value) for one in draft.all(option) if one.value]
        draft.entries(field, maps, next(draft.all(option), None))
    first = next(draft.all("uidmap", "gidmap", "subuidname", "subgidname"), None)
    if first is not None and "userns_mode" not in draft.fields:
        draft.fields["userns_mode"] = "private"
        draft.written["userns_mode"] = first.place


def _user(draft: Draft) -> None:
    given = draft.last("user")
    if given is None or given.value is None:
        return
    user, group = given.value.cut(":")
    draft.fields["user_written"] = given.value.text if given.value.known else None
    draft.fields["user"] = numeric(user) if user.text else None
    draft.written["user"] = given.place
    if group is not None and group.text:
        draft.fields["group"] = numeric(group)
        draft.written["group"] = given.place


def numeric(value: Value) -> int | str | Unknown:
    """Return a user or a group: a number where it is one, as strconv.Atoi reads it (moby/sys/user)."""
    return int(value.text) if re.match(r"[+-]?[0-9]+\Z", value.text) else value.value


def _capabilities(draft: Draft, option: str, field: str) -> None:
    nodes, first = [], None
    for given in draft.all(option):
        first = first or given
        for value, origin in _entries(draft, given):
            name = capability_name(value.value)
            nodes.append(Capability(origin=origin, name=name, written=value.shown))
            if not isinstance(name, Unknown) and name != "ALL" and name not in ALL_CAPABILITIES:
                reason = f"unknown capability: {go_quote(value.text)}"
                draft.refused_by_engine(reason, value.span, option)
    draft.entries(field, nodes, first)


def _security_options(draft: Draft) -> None:
    texts: list[Text] = []
    sent: list[str | Unknown] = []
    inlined, first = False, None
    for given in draft.all("security-opt"):
        assert given.value is not None
        first = first or given
        value = given.value
        texts.append(Text(origin=draft.origin(value, given), value=value.value))
        try:
            profile = _security_option(draft, given, value)
        except Refused as refused:
            draft.refuse(PHASE, refused.reason, value.span, "--security-opt")
            continue
        inlined = inlined or profile is not None
        sent.append(value.value if profile is None else f"seccomp={profile}")
    draft.entries("security_opt", texts, first)
    if inlined:
        draft.rest["HostConfig"]["SecurityOpt"] = [text for text in sent if text != "systempaths=unconfined"]


def _split(value: Value) -> tuple[Value, Value | None]:
    """Take `key=value`, or the older `key:value`, apart."""
    key, content = value.cut("=")
    return (key, content) if content is not None else value.cut(":")


def _security_option(draft: Draft, given: Given, value: Value) -> str | None:
    """Read one option into the fields it sets. Return the text of a seccomp profile that the client inlines."""
    key, content = _split(value)
    docker = draft.setting.dialect == DOCKER
    if (content is None and key.text != "no-new-privileges" and value.known and docker) or (
        key.text == "seccomp" and content is not None and not content.text and docker
    ):
        raise Refused(f"Invalid --security-opt: {go_quote(value.text)}")
    name = key.text
    if name == "no-new-privileges":
        _no_new_privileges(draft, given, content)
    elif not key.known:
        draft.incomplete |= {"seccomp", "apparmor", "selinux", "no_new_privileges", "unmasked_paths"}
    elif content is None:
        pass
    elif name == "seccomp":
        return _seccomp(draft, given, content)
    elif name == "apparmor":
        text = content.value
        kind: str | Unknown = "Localhost" if not content.known else _APPARMOR.get(content.text, "Localhost")
        kind = text if isinstance(text, Unknown) else kind
        profile = None if kind != "Localhost" else text
        origin = draft.origin(content, given, {"type": content.span, "profile": content.span})
        draft.fields["apparmor"] = AppArmorProfile(origin=origin, type=kind, profile=profile)
        draft.written["apparmor"] = given.place
    elif name == "label":
        _label(draft, given, content)
    elif (name == "systempaths" and "=" in value.text) or name == "unmask":
        _unmask(draft, given, name, content)
    elif name == "writable-cgroups":
        _boolean(draft, given, "writable_cgroups", content)
    return None


_APPARMOR = {"unconfined": "Unconfined", "": "RuntimeDefault"}


def _boolean(draft: Draft, given: Given, field: str, content: Value) -> None:
    found: bool | Unknown | None
    try:
        found = go.parse_bool(content.text) if content.known else content.unknown()
    except Refused:
        found = None
        reason = f"invalid --security-opt: {go_quote(given.value.text if given.value else '')}"
        draft.refused_by_engine(reason, content.span, "security-opt")
    draft.fields[field] = found
    draft.written[field] = given.place


def _no_new_privileges(draft: Draft, given: Given, content: Value | None) -> None:
    if content is None or (not content.text and draft.setting.dialect != DOCKER):
        draft.fields["no_new_privileges"] = True
        draft.written["no_new_privileges"] = given.place
    else:
        _boolean(draft, given, "no_new_privileges", content)


def _label(draft: Draft, given: Given, content: Value) -> None:
    before = draft.fields.get("selinux")
    fields = {} if before is None else {name: getattr(before, name) for name in ("disable", "user", "role", "type", "level")}
    spans = {} if before is None else {key: span for key, span in before.origin.written.items() if key != "option"}
    key, text = content.cut(":")
    if key.text in ("disable", "nested") and text is None:
        fields["disable"] = key.text == "disable"
        spans["disable"] = content.span
    elif key.text in ("user", "role", "type", "level") and text is not None:
        fields[key.text] = text.value
        spans[key.text] = text.span
    elif not content.known:
        fields["disable"] = content.unknown()
    draft.fields["selinux"] = SelinuxOptions(origin=draft.origin(content, given, spans), **fields)
    draft.written["selinux"] = given.place


def _unmask(draft: Draft, given: Given, name: str, content: Value) -> None:
    paths: tuple[str, ...]
    if not content.known:
        draft.incomplete.add("unmasked_paths")
        return
    if name == "systempaths":
        if content.text != "unconfined":
            return
        paths = ("ALL",)
    else:
        paths = tuple("ALL" if path.upper() == "ALL" else path for path in re.split("[:,]", content.text))
    draft.fields["unmasked_paths"] = (*draft.fields.get("unmasked_paths", ()), *paths)
    draft.written["unmasked_paths"] = given.place


def _seccomp(draft: Draft, given: Given, content: Value) -> str | None:
    origin = draft.origin(content, given, {"type": content.span, "path": content.span})
    draft.written["seccomp"] = given.place
    if not content.known:
        draft.fields["seccomp"] = SeccompProfile(origin=origin, type=content.unknown())
        return None
    if content.text in ("unconfined", "builtin"):
        kind = "Unconfined" if content.text == "unconfined" else "RuntimeDefault"
        draft.fields["seccomp"] = SeccompProfile(origin=origin, type=kind)
        return None
    found = draft.read_file(content)
    if isinstance(found, Source):
        try:
            profile = compact(found.text)
        except Refused as refused:
            draft.fields["seccomp"] = SeccompProfile(origin=origin, type="Localhost", path=content.text)
            raise Refused(f"compacting json for seccomp profile ({content.text}) failed: {refused.reason}") from None
        draft.fields["seccomp"] = SeccompProfile(
            origin=origin, type="Localhost", path=content.text, content=profile, allows_by_default=allows_by_default(profile)
        )
        return profile
    draft.fields["seccomp"] = SeccompProfile(origin=origin, type="Localhost", path=content.text)
    if isinstance(found, Unreadable):
        if draft.setting.exact:
            reason = opened(found, content.text)
            raise Refused(f"opening seccomp profile ({content.text}) failed: {reason}")
        draft.notes.append(UnreadFile(location=draft.at(content.span), path="--security-opt", reason=found.message))
    return None


def opened(error: Unreadable, name: str) -> str:
    """Return why a file could not be read, as Go's os package says it."""
    verb = "read" if error.message == "is a directory" else "open"
    return f"{verb} {name}: {error.message}"
