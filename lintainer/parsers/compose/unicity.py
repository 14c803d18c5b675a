"""Entries of lists that stand for one thing: the last one takes effect, at the place of the first (override/uncity.go)."""

from __future__ import annotations

from collections.abc import Callable

from lintainer.hints import Any
from lintainer.model.unknown import Unknown
from lintainer.parsers.compose.partial import cut, split
from lintainer.parsers.compose.short import VolumeError, parse_volume
from lintainer.parsers.compose.values import Value

Index = Callable[[Value], object]


def unique(entries: list[Value], index: Index) -> list[Value]:
    """Return one entry for each key that `index` gives."""
    found: dict[object, Value] = {}
    for entry in entries:
        found[index(entry)] = entry
    return list(found.values())


def _known(text: Any, entry: Value) -> object:  # noqa: ANN401
    """Return what to compare by: an unknown text is like no other, and neither is what is no text."""
    return text if isinstance(text, str) else id(entry)


def _key_value(entry: Value) -> object:
    data = entry.data
    if type(data) is not str and not isinstance(data, Unknown):
        return id(entry)
    return _known(cut(data, "=")[0], entry)


def _target(entry: Value) -> object:
    target = entry.get("target")
    return None if target is None else _known(target.data, entry)


def _volume(entry: Value) -> object:
    if type(entry.data) is dict:
        target = _target(entry)
        return id(entry) if target is None else target
    if type(entry.data) is not str and not isinstance(entry.data, Unknown):
        return id(entry)
    try:
        return _known(parse_volume(entry.data).target, entry)
    except VolumeError:
        return id(entry)


def _device(entry: Value) -> object:
    if type(entry.data) is dict:
        target = _target(entry)
        return id(entry) if target is None else target
    if type(entry.data) is not str and not isinstance(entry.data, Unknown):
        return id(entry)
    parts = split(entry.data, ":")
    return _known(parts[1] if len(parts) > 1 else parts[0], entry)


def _mount(folder: str) -> Index:
    def index(entry: Value) -> object:
        if type(entry.data) is dict:
            target = entry.get("target")
            if target is not None:
                return _known(target.data, entry)
            source = entry.get("source")
            return id(entry) if source is None or isinstance(source.data, Unknown) else f"{folder}/{source.data}"
        return id(entry) if type(entry.data) is not str else f"{folder}/{entry.data}"

    return index


def _expose(entry: Value) -> object:
    return id(entry) if isinstance(entry.data, Unknown) or type(entry.data) in (dict, list) else str(entry.data)


def _port(entry: Value) -> object:
    if type(entry.data) is not dict:
        return id(entry) if isinstance(entry.data, Unknown) else str(entry.data)
    held = [entry.get(key) for key in ("host_ip", "published", "target", "protocol")]
    defaults = ("0.0.0.0", None, None, "tcp")  # noqa: S104 - the address that Compose compares by
    values = [default if value is None else value.data for value, default in zip(held, defaults, strict=True)]
    # Numbers and texts are told apart, as Compose does by formatting both with %s.
    if any(isinstance(value, Unknown | list | dict) for value in values):
        return id(entry)
    return tuple((type(value), value) for value in values)


def _env_file(entry: Value) -> object:
    path = entry.get("path") if type(entry.data) is dict else entry
    return id(entry) if path is None else _known(path.data, entry)


_SERVICE: dict[str, Any] = {
    "annotations": _key_value,
    "build": dict.fromkeys(("args", "additional_contexts", "tags", "labels"), _key_value),
    "cap_add": _key_value,
    "cap_drop": _key_value,
    "configs": _mount(""),
    "deploy": {"labels": _key_value},
    "devices": _device,
    "dns": _key_value,
    "dns_opt": _key_value,
    "dns_search": _key_value,
    "environment": _key_value,
    "env_file": _env_file,
    "expose": _expose,
    "labels": _key_value,
    "links": _key_value,
    "networks": {"*": {"aliases": _key_value, "link_local_ips": _key_value}},
    "ports": _port,
    "profiles": _key_value,
    "secrets": _mount("/run/secrets"),
    "sysctls": _key_value,
    "tmpfs": _key_value,
    "volumes": _volume,
}
INDEXES: dict[str, Any] = {
    "services": {"*": _SERVICE},
    "networks": {"*": {"labels": _key_value, "ipam": {"options": _key_value}}},
}


def enforce(value: Value, indexes: Any = INDEXES) -> None:  # noqa: ANN401
    """Leave, in all lists of things that have a key, the last entry of each."""
    data = value.data
    if callable(indexes):
        if type(data) is list and len(data) > 1:
            value.data = unique(data, indexes)
        return
    if type(data) is not dict:
        return
    anything = indexes.get("*")
    if anything is not None:
        for entry in data.values():
            enforce(entry, anything)
        return
    for key, entry in data.items():
        inner = indexes.get(key)
        if inner is not None and type(entry.data) in (dict, list):
            enforce(entry, inner)
