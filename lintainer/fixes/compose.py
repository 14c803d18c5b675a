"""Changes of the model as edits of Compose files."""

from __future__ import annotations

import re

from lintainer.finding import Finding
from lintainer.fixes.edit import Edit
from lintainer.fixes.short import port_edit, volume_edit
from lintainer.fixes.yaml import Trail, Tree, inner_text, inserted, is_own, removed, replaced, text_replaced
from lintainer.model import Container, Image, LogConfig, Mount, Port
from lintainer.parsers._yaml import Mapping, Node, Scalar, Sequence
from lintainer.policy import Change

# Keys of a service (or of a hook) whose value is a field of the model.
_KEYS = {
    "privileged": "privileged",
    "network_mode": "network_mode",
    "pid_mode": "pid",
    "ipc_mode": "ipc",
    "uts_mode": "uts",
    "userns_mode": "userns_mode",
    "cgroupns_mode": "cgroup",
    "oom_kill_disable": "oom_kill_disable",
    "oom_score_adj": "oom_score_adj",
    "readonly_rootfs": "read_only",
}
# Fields that an entry of security_opt sets, and what turns them on.
_OPTIONS = {"no_new_privileges": "no-new-privileges:true", "writable_cgroups": "", "unmasked_paths": ""}
# Lists whose entries may be left out one by one.
_LISTS = ("cap_add", "group_add", "ports", "links", "external_links", "volumes_from")
# What is written into a service that says nothing of a field.
_MISSING = {
    "pids_limit": ("pids_limit", "{}"),
    "no_new_privileges": ("security_opt", '["no-new-privileges=true"]'),
    "readonly_rootfs": ("read_only", "true"),
    "cap_drop": ("cap_drop", "[{}]"),
}


class ComposeWriter:
    """Writes changes into one Compose file."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def write(self, change: Change, finding: Finding) -> list[Edit] | None:  # noqa: ARG002
        """Return the edits that make `change`; None where it cannot be written with certainty."""
        owner, place = change.place.owner, change.place
        if isinstance(owner, Mount) and place.field:
            return self._mount(owner, change)
        if isinstance(owner, Port) and place.field == "host_ip":
            return self._port(owner, str(change.value))
        at = self._tree.find(place.span)
        if at is None:
            return None
        if isinstance(owner, LogConfig):
            driver = at.node.get("driver") if isinstance(at.node, Mapping) and at.key == "logging" else None
            return replaced(at.child(driver), str(change.value)) if isinstance(driver, Scalar) and is_own(driver) else None
        if isinstance(owner, Image):
            return text_replaced(at, str(change.value)) if at.key == "image" else None
        if isinstance(owner, Container) and not owner.wrote(place.field):
            return _added(owner, at, change)
        if isinstance(owner, Container) and place.field in _KEYS:
            return _key(at, change)
        if isinstance(owner, Container) and place.field in _OPTIONS:
            if not _is_entry(at, "security_opt") or not _is_alone(at):
                return None
            return replaced(at, _OPTIONS[place.field]) if change.value is True else removed(at)
        # An entry of a list that is to be left out; what the runtime does by itself needs no entry.
        is_default = place.field == "type" and change.value == "RuntimeDefault"
        if change.value is not None and not is_default:
            return None
        if _is_entry(at, *_LISTS) or (_is_entry(at, "security_opt") and _is_alone(at)):
            return removed(at)
        return None

    def _mount(self, mount: Mount, change: Change) -> list[Edit] | None:
        field, value = change.place.field, change.value
        read_only = field == "read_only" and value is True
        if mount.via != "volumes" or not (read_only or (field == "propagation" and isinstance(value, str))):
            return None
        at = self._tree.find(mount.at().span)
        if at is None or not _is_entry(at, "volumes"):
            return None
        if isinstance(at.node, Scalar):
            inside = inner_text(at.node)
            edit = None if inside is None else volume_edit(mount, change, inside.end)
            return None if edit is None else [edit]
        if mount.wrote(field):
            known = self._tree.find(change.place.span)
            return None if known is None else replaced(known, "true" if read_only else str(value))
        if read_only:
            return inserted(at.node, "true", "read_only")
        held = at.node.get("bind") if isinstance(at.node, Mapping) else None
        if held is not None:
            return inserted(held, str(value), "propagation")
        return inserted(at.node, str(value), "bind", "propagation")

    def _port(self, port: Port, address: str) -> list[Edit] | None:
        at = self._tree.find(port.at().span)
        if at is None or not _is_entry(at, "ports"):
            return None
        if isinstance(at.node, Scalar):
            inside = inner_text(at.node)
            edit = None if inside is None else port_edit(port, at.node.value, inside.start, address)
            return None if edit is None else [edit]
        if not port.wrote("host_ip"):
            return inserted(at.node, address, "host_ip")
        known = self._tree.find(port.at("host_ip").span)
        return None if known is None else replaced(known, address)


def _key(at: Trail, change: Change) -> list[Edit] | None:
    """Change a key of a service, or leave it out."""
    value = change.value
    if at.key != _KEYS[change.place.field] or "$" in at.node.text:
        return None
    if value is None:
        return removed(at)
    return replaced(at, "true" if value else "false") if isinstance(value, bool) else None


def _added(container: Container, at: Trail, change: Change) -> list[Edit] | None:
    """Add what a service lacks: its own place is its key."""
    held = at.parent
    if container.role != "main" or held is None or held.key != "services" or change.place.field not in _MISSING:
        return None
    key, text = _MISSING[change.place.field]
    service = at.value
    if key == "pids_limit" and isinstance(service, Mapping):
        limits = _below(service, "deploy", "resources", "limits")
        if limits is not None:
            return inserted(limits, str(change.value), "pids")
        # Limits that another file adds would have to agree (compose-go, loader/validate.go), and are not here to be seen.
        limited = container.memory is not None and service.get("mem_limit") is None
        if limited or service.get("deploy") is not None or service.get("extends") is not None:
            return None
    return inserted(service, text.format(change.value), key)


def _below(mapping: Mapping, *keys: str) -> Node | None:
    """Return what stands under `keys`, each below the one before, where it stands there itself."""
    found: Node | None = mapping
    for key in keys:
        if not isinstance(found, Mapping) or not is_own(found):
            return None
        found = found.get(key)
    return found


def _is_entry(at: Trail, *lists: str) -> bool:
    """Tell whether a node is an entry of one of these lists of a service."""
    held = at.parent
    return held is not None and isinstance(held.node, Sequence) and held.key in lists


def _is_alone(at: Trail) -> bool:
    """Tell whether no other security option has the same key: of several the last counts, or they add up."""
    held = at.parent
    items = held.node.items if held is not None and isinstance(held.node, Sequence) else []
    # An alias may stand for any option.
    keys = [re.split("[=:]", item.value)[0] if isinstance(item, Scalar) else None for item in items]
    own = keys[items.index(at.node)]
    return None not in keys and keys.count(own) == 1
