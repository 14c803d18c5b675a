"""How far a service's container is kept apart: privilege, capabilities, namespaces, security options."""

from __future__ import annotations

import os

from lintainer.files import Unreadable
from lintainer.model import Capability, Origin, Sysctl, Text, Unknown
from lintainer.model.capabilities import capability_name
from lintainer.parsers.compose.draft import Draft, origin, text_of
from lintainer.parsers.compose.process import pairs
from lintainer.parsers.compose.scope import Scope
from lintainer.parsers.compose.values import Value
from lintainer.parsers.security_options import read_security_options

_PLAIN = (
    ("privileged", "privileged"),
    ("readonly_rootfs", "read_only"),
    ("use_api_socket", "use_api_socket"),
    ("oom_kill_disable", "oom_kill_disable"),
)
_NAMESPACES = (
    ("pid_mode", "pid"),
    ("ipc_mode", "ipc"),
    ("uts_mode", "uts"),
    ("userns_mode", "userns_mode"),
    ("cgroupns_mode", "cgroup"),
    ("cgroup_parent", "cgroup_parent"),
)


def read_isolation(scope: Scope, service: Value, draft: Draft) -> None:
    """Read what keeps the container apart, and what gives that up."""
    data = service.entries()
    for field, key in _PLAIN:
        value = data.get(key)
        if value is not None and isinstance(value.data, bool | Unknown):
            draft.put(field, value.data, value)
    for field, key in _NAMESPACES:
        value = data.get(key)
        if value is not None and isinstance(value.data, str | Unknown) and value.data != "":
            draft.put(field, value.data, value)
    for key in ("cap_add", "cap_drop"):
        listed = data.get(key)
        if listed is not None and type(listed.data) is list:
            entries = [entry for entry in listed.data if isinstance(entry.data, str | Unknown)]
            draft.put(key, tuple(_capability(entry) for entry in entries), listed)
    for field, key in (("group_add", "group_add"), ("device_cgroup_rules", "device_cgroup_rules")):
        listed = data.get(key)
        if listed is not None and type(listed.data) is list:
            texts = (Text(origin=origin(entry), value=text_of(entry.data)) for entry in listed.data)
            draft.put(field, tuple(texts), listed)
    sysctls = data.get("sysctls")
    if sysctls is not None:
        found = (Sysctl(origin=origin(e), name=n, value="" if v is None else v) for n, v, e in pairs(sysctls) if type(n) is str)
        draft.put("sysctls", tuple(found), sysctls)
        _sysctls(scope, sysctls)
    options = data.get("security_opt")
    if options is not None and type(options.data) is list:
        _security_options(scope, options, draft)


def _sysctls(scope: Scope, sysctls: Value) -> None:
    from lintainer.parsers.engine import sysctl_fault

    for name, _, entry in pairs(sysctls):
        if type(name) is str and (fault := sysctl_fault(name)) is not None:
            scope.invalid(("sysctls",), entry, fault, refused=False)


def _capability(entry: Value) -> Capability:
    data: str | Unknown = entry.data
    return Capability(
        origin=origin(entry), name=capability_name(data), written=data.written if isinstance(data, Unknown) else data
    )


def _security_options(scope: Scope, options: Value, draft: Draft) -> None:
    entries = [(entry, origin(entry)) for entry in options.data if isinstance(entry.data, str | Unknown)]
    values = {id(place): entry for entry, place in entries}

    def profile(path: str) -> str | None:
        full = os.path.join(scope.folder, os.path.expanduser(path))
        try:
            return scope.files.read(full).text
        except Unreadable as error:
            scope.unread(("security_opt",), options, f"the seccomp profile `{path}` could not be read: {error.message}")
            return None

    def refuse(place: Origin, reason: str) -> None:
        scope.invalid(("security_opt",), values[id(place)], f"security_opt: {reason}")

    fields, places, complete = read_security_options(((entry.data, place) for entry, place in entries), profile, refuse)
    draft.fields.update(fields)
    draft.written.update({name: place.location for name, place in places.items()})
    if not complete:
        draft.incomplete.update(
            ("seccomp", "apparmor", "selinux", "no_new_privileges", "unmasked_paths", "writable_cgroups", "security_opt")
        )
    draft.put("security_opt", tuple(Text(origin=place, value=entry.data) for entry, place in entries), options)
