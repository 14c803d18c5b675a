"""Short forms into long ones (compose-go, transform/): after it, every list entry of a service is a mapping."""

from __future__ import annotations

from collections.abc import Callable
from posixpath import normpath

from lintainer.hints import Any
from lintainer.model.unknown import Unknown
from lintainer.parsers.compose.partial import Text, cut, join, split
from lintainer.parsers.compose.short import VolumeError, parse_device, parse_volume
from lintainer.parsers.compose.values import Path, Value
from lintainer.parsers.ports import PortError, parse_port

# Called with a value that Compose refuses and the reason.
Refuse = Callable[[Value, str], None]


def _is_text(data: Any) -> bool:  # noqa: ANN401
    return type(data) is str or isinstance(data, Unknown)


def canonical(project: Value, refuse: Callable[[Path, Value, str], None]) -> None:
    """Bring all services and resources of `project` into long form, in place. What cannot be read is left out."""
    for section in ("services", "jobs"):
        for name, service in project.under(section).items():
            path = (section, name)
            canonical_container(service, lambda value, reason, path=path: refuse(path, value, reason))  # type: ignore[misc]
    for section in ("networks", "volumes", "secrets", "configs"):
        for resource in project.under(section).values():
            _external(resource)


def canonical_container(service: Value, refuse: Refuse) -> None:
    """Bring one service, job or hook with a container of its own into long form, in place."""
    data = service.data
    if type(data) is not dict:
        return
    for key, value in list(data.items()):
        change = _LONG.get(key)
        if change is not None and value.data is not None:
            changed = change(value, refuse)
            if changed is None:
                del data[key]
            else:
                data[key] = changed


def _each(value: Value, long: Callable[[Value, Refuse], Value | None], refuse: Refuse) -> Value:
    if type(value.data) is list:
        value.data = [entry for old in value.data if (entry := long(old, refuse)) is not None]
    return value


def _strings(value: Value, _refuse: Refuse) -> Value:
    return value if type(value.data) is list else value.replaced([value.replaced(value.data)])


def _build(value: Value, refuse: Refuse) -> Value:
    if _is_text(value.data):
        return value.replaced({"context": value})
    secrets = value.get("secrets")
    if secrets is not None:
        _each(secrets, _file_mount, refuse)
    contexts = value.get("additional_contexts")
    if contexts is not None and type(contexts.data) is list:
        pairs = [(cut(entry.data, "="), entry) for entry in contexts.data if _is_text(entry.data)]
        contexts.data = {name: entry.replaced(rest) for (name, rest), entry in pairs if type(name) is str}
    return value


def _env_files(value: Value, _refuse: Refuse) -> Value:
    entries = []
    for entry in value.data if type(value.data) is list else [value]:
        if type(entry.data) is dict:
            entry.data.setdefault("required", entry.replaced(True))
            entries.append(entry)
        elif _is_text(entry.data):
            entries.append(entry.replaced({"path": entry.replaced(entry.data), "required": entry.replaced(True)}))
    return value.replaced(entries)


def _gpus(value: Value, _refuse: Refuse) -> Value:
    if type(value.data) is list:
        return value
    return value.replaced([value.replaced({"count": value.replaced("all")})])


def _names(value: Value, _refuse: Refuse) -> Value:
    if type(value.data) is not list:
        return value
    return value.replaced({entry.data: entry.replaced(None) for entry in value.data if type(entry.data) is str})


def _file_mount(entry: Value, _refuse: Refuse) -> Value | None:
    if type(entry.data) is dict:
        return entry
    return entry.replaced({"source": entry.replaced(entry.data)}) if _is_text(entry.data) else None


def _depends_on(value: Value, _refuse: Refuse) -> Value:
    entries: dict[str, Value] = {}
    if type(value.data) is list:
        named = {entry.data: entry.replaced({}) for entry in value.data if type(entry.data) is str}
    else:
        named = value.entries()
    for name, entry in named.items():
        data = entry.data if type(entry.data) is dict else {}
        data.setdefault("condition", entry.replaced("service_started"))
        data.setdefault("required", entry.replaced(True))
        entries[name] = entry.replaced(data)
    return value.replaced(entries)


def _extends(value: Value, _refuse: Refuse) -> Value:
    return value.replaced({"service": value}) if _is_text(value.data) else value


def _volume(entry: Value, refuse: Refuse) -> Value | None:
    if type(entry.data) is dict or not _is_text(entry.data):
        return entry if type(entry.data) is dict else None
    try:
        short = parse_volume(entry.data)
    except VolumeError as error:
        refuse(entry, f"volume: {error}")
        return None
    data: dict[str, Any] = {"type": short.kind, "source": short.source, "target": clean(short.target)}
    if short.read_only is not False:
        data["read_only"] = short.read_only
    bind: dict[str, Any] = {"propagation": short.propagation, "selinux": short.selinux}
    long = {key: entry.replaced(part) for key, part in data.items() if part is not None}
    held = {key: entry.replaced(part) for key, part in bind.items() if part is not None}
    if short.kind == "bind":
        # The short form makes the host's folder where it is missing.
        held["create_host_path"] = entry.replaced(True)
    if short.kind == "bind" or held:
        long["bind"] = entry.replaced(held)
    if short.no_copy or short.kind == "volume":
        long["volume"] = entry.replaced({"nocopy": entry.replaced(True)} if short.no_copy else {})
    return entry.replaced(long)


def clean(target: Text | None) -> Text:
    """Return a path of the container as Go's path.Clean has it; nothing stays empty."""
    if isinstance(target, Unknown):
        return target
    if not target:
        return ""
    tidy = normpath(target)
    return tidy[1:] if tidy.startswith("//") else tidy


def _device(entry: Value, refuse: Refuse) -> Value | None:
    if type(entry.data) is dict or not _is_text(entry.data):
        return entry if type(entry.data) is dict else None
    short = parse_device(entry.data)
    if short is None:
        refuse(entry, "a device has a source, a target and permissions, and no more parts")
        return None
    return entry.replaced({name: entry.replaced(part) for name, part in short._asdict().items()})


def _ports(value: Value, refuse: Refuse) -> Value:
    if type(value.data) is not list:
        return value
    entries: list[Value] = []
    for entry in value.data:
        if type(entry.data) is dict:
            entries.append(entry)
        elif isinstance(entry.data, Unknown):
            entries.append(_unknown_port(entry, entry.data))
        elif type(entry.data) in (int, str):
            entries.extend(_port(entry, refuse))
        else:
            refuse(entry, "a port is a number, a text or a mapping")
    return value.replaced(entries)


def _port(entry: Value, refuse: Refuse) -> list[Value]:
    try:
        spec = parse_port(str(entry.data))
    except PortError as error:
        refuse(entry, f"port: {error}")
        return []
    entries = []
    for container, host in sorted(spec.bindings(), key=lambda binding: str(binding[0])):
        long = {
            "target": entry.replaced(container),
            "protocol": entry.replaced(spec.protocol),
            "mode": entry.replaced("ingress"),
        }
        if host:
            long["published"] = entry.replaced(host)
        if spec.address:
            long["host_ip"] = entry.replaced(spec.address)
        entries.append(entry.replaced(long))
    return entries


def _unknown_port(entry: Value, text: Unknown) -> Value:
    """Take a port with variables apart as far as its colons are known: a variable in front may hold an address, too."""
    ports, protocol = cut(text, "/")
    *address, container = split(ports, ":")
    host = address.pop() if address else None
    parts: dict[str, Any] = {
        "protocol": "tcp" if protocol in (None, "") else protocol,
        "mode": "ingress",
        "target": _number(container),
    }
    if address:
        parts["host_ip"] = join([piece for index, part in enumerate(address) for piece in ((":", part) if index else (part,))])
    elif isinstance(host, Unknown) and not host.prefix[:1].isdigit():
        parts["host_ip"] = host
    elif host is None and isinstance(container, Unknown) and not container.prefix:
        # All of it may be in the variable.
        parts["host_ip"] = host = container
    if host not in (None, ""):
        parts["published"] = host
    return entry.replaced({key: entry.replaced(part) for key, part in parts.items()})


def _number(text: Text) -> Any:  # noqa: ANN401
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() else text


def _pre_start(value: Value, refuse: Refuse) -> Value:
    for hook in value.items():
        canonical_container(hook, refuse)
    return value


def _external(resource: Value) -> None:
    """`external: {name: x}` is the older way to write `external: true` and `name: x`."""
    external = resource.get("external")
    if external is not None and type(external.data) is dict:
        name = external.get("name")
        resource.data["external"] = external.replaced(True)
        if name is not None:
            resource.data.setdefault("name", name)


def _volumes(value: Value, refuse: Refuse) -> Value:
    return _each(value, _volume, refuse)


def _devices(value: Value, refuse: Refuse) -> Value:
    return _each(value, _device, refuse)


def _files(value: Value, refuse: Refuse) -> Value:
    return _each(value, _file_mount, refuse)


_LONG: dict[str, Callable[[Value, Refuse], Value | None]] = {
    "build": _build,
    "configs": _files,
    "depends_on": _depends_on,
    "devices": _devices,
    "dns": _strings,
    "env_file": _env_files,
    "extends": _extends,
    "gpus": _gpus,
    "label_file": _strings,
    "models": _names,
    "networks": _names,
    "ports": _ports,
    "pre_start": _pre_start,
    "secrets": _files,
    "volumes": _volumes,
}
