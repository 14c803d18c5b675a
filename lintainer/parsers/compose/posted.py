"""The rest of the create request: what Compose posts for a service and no field of the model holds, or holds in another form.

Source: docker compose 5.6, pkg/compose/create.go. Names that only a running engine has (the ids of other containers) are
given as they are written: `service:db`.
"""

from __future__ import annotations

import os

from lintainer.hints import Any
from lintainer.model import Container, Unknown
from lintainer.parsers.compose.canonical import clean
from lintainer.parsers.compose.draft import text_of
from lintainer.parsers.compose.networks import posted_name
from lintainer.parsers.compose.numbers import duration, size
from lintainer.parsers.compose.process import pairs
from lintainer.parsers.compose.scope import Project
from lintainer.parsers.compose.values import Value, plain

Request = dict[str, Any]


def rest_of(project: Project, name: str, service: Value, container: Container) -> Request:
    """Return what the request for `service` holds besides the fields of `container`, by the keys of the Engine API."""
    config: Request = {"AttachStdout": True, "AttachStderr": True, "ExposedPorts": _exposed(service)}
    image = service.get("image")
    if image is None or image.data in (None, ""):
        config["Image"] = f"{project.name}-{name}"
    for key, field in (("Domainname", "domainname"), ("StopSignal", "stop_signal")):
        value = service.get(field)
        if value is not None and value.data is not None:
            config[key] = value.data
    grace = service.get("stop_grace_period")
    if grace is not None and type(grace.data) is str:
        config["StopTimeout"] = _seconds(grace.data)
    check = container.healthcheck
    if check is not None and check.disabled is True:
        times = {"Interval": check.interval, "Timeout": check.timeout, "StartPeriod": check.start_period}
        config["Healthcheck"] = {"Test": ["NONE"], **times, "StartInterval": check.start_interval, "Retries": check.retries}
    mode = service.get("network_mode")
    if mode is not None and mode.data == "disabled":
        config["NetworkDisabled"] = True
    if container.use_api_socket is True:
        names = [str(entry.name) for entry in container.env]
        if "DOCKER_CONFIG" not in names:
            config["Env"] = [*_environment(container), "DOCKER_CONFIG=/run/secrets/docker"]
    host = {**_file_systems(project, service), **_names(service), **_resources(service)}
    host["NetworkMode"] = _network_mode(project, service)
    host["PortBindings"] = _bindings(service)
    host["Links"] = _links(project, service)
    if container.seccomp is not None and container.seccomp.content is not None:
        host["SecurityOpt"] = _security_options(container)
    return {"Config": {key: value for key, value in config.items() if value}, "HostConfig": host}


def _environment(container: Container) -> list[str]:
    return [str(entry.name) if entry.value is None else f"{entry.name}={text_of(entry.value)}" for entry in container.env]


def _seconds(text: str) -> int:
    try:
        return duration(text) // 1_000_000_000
    except ValueError:
        return 0


def _entries(service: Value, key: str) -> list[Value]:
    held = service.get(key)
    return [] if held is None else held.items()


def _exposed(service: Value) -> Request:
    found: Request = {}
    for port in _entries(service, "ports"):
        target, protocol = port.get("target"), port.get("protocol")
        if target is not None:
            found[f"{target.data}/{protocol.data if protocol is not None else 'tcp'}"] = {}
    for entry in _entries(service, "expose"):
        ports, _, kind = str(text_of(entry.data)).partition("/")
        first, _, last = ports.partition("-")
        if first.isdigit() and (last or first).isdigit():
            found.update({f"{number}/{kind or 'tcp'}": {} for number in range(int(first), int(last or first) + 1)})
    return found


def _bindings(service: Value) -> Request:
    found: dict[str, list[Request]] = {}
    for port in _entries(service, "ports"):
        held = {key: value.data for key, value in port.entries().items()}
        binding = {"HostIp": held.get("host_ip") or "", "HostPort": str(held.get("published") or "")}
        found.setdefault(f"{held.get('target')}/{held.get('protocol') or 'tcp'}", []).append(binding)
    return found


def _network_mode(project: Project, service: Value) -> str | Unknown:
    mode = service.get("network_mode")
    if mode is not None and mode.data not in (None, ""):
        return text_of(mode.data)
    networks = service.get("networks")
    attached = networks.entries() if networks is not None else {}
    if not attached:
        return posted_name(project, "networks", "default")

    def rank(key: str) -> tuple[float, str]:
        priority = attached[key].get("priority")
        return (-priority.data if priority is not None and isinstance(priority.data, int | float) else 0, key)

    return posted_name(project, "networks", min(attached, key=rank))


def _links(project: Project, service: Value) -> list[str]:
    found: list[str] = []
    services = project.root.under("services")
    for entry in _entries(service, "links"):
        target, _, alias = str(entry.data).partition(":")
        linked = services.get(target)
        named = linked.get("container_name") if linked is not None else None
        name = named.data if named is not None and type(named.data) is str else f"{project.name}-{target}-1"
        found += [f"{name}:{alias or target}", f"{name}:{target}-1", f"{name}:{project.name}-{target}-1"]
    for entry in _entries(service, "external_links"):
        name, _, alias = str(entry.data).partition(":")
        found.append(f"{name}:{alias or name}")
    return found


def _names(service: Value) -> Request:
    """Return what is posted as it is written."""
    found: Request = {}
    for key, field in (("Isolation", "isolation"), ("StorageOpt", "storage_opt")):
        value = service.get(field)
        if value is not None and value.data is not None:
            found[key] = plain(value)
    for key, field in (("Dns", "dns"), ("DnsOptions", "dns_opt"), ("DnsSearch", "dns_search")):
        value = service.get(field)
        if value is not None:
            listed = plain(value)
            found[key] = listed if isinstance(listed, list) else [listed]
    annotations = service.get("annotations")
    if annotations is not None:
        found["Annotations"] = {name: "" if text is None else text for name, text, _ in pairs(annotations)}
    found["VolumesFrom"] = [_volumes_from(str(entry.data)) for entry in _entries(service, "volumes_from")]
    return found


def _volumes_from(text: str) -> str:
    name, *rest = text.split(":")
    return rest[0] if name == "container" and rest else f"service:{name}"


def _resources(service: Value) -> Request:
    found: Request = {}
    for key, field in (
        ("CpuCount", "cpu_count"),
        ("CpuRealtimePeriod", "cpu_rt_period"),
        ("CpuRealtimeRuntime", "cpu_rt_runtime"),
    ):
        value = service.get(field)
        if value is not None and isinstance(value.data, int):
            found[key] = value.data
    percent = service.get("cpu_percent")
    if percent is not None and isinstance(percent.data, int | float):
        found["CpuPercent"] = int(percent.data * 100)
    swappiness = service.get("mem_swappiness")
    if swappiness is not None and isinstance(swappiness.data, int | str):
        found["MemorySwappiness"] = _bytes(swappiness.data)
    blkio = service.get("blkio_config")
    if blkio is not None:
        weight = blkio.get("weight")
        if weight is not None:
            found["BlkioWeight"] = int(weight.data)
        for key, field, name in (
            ("BlkioWeightDevice", "weight_device", "weight"),
            ("BlkioDeviceReadBps", "device_read_bps", "rate"),
            ("BlkioDeviceReadIOps", "device_read_iops", "rate"),
            ("BlkioDeviceWriteBps", "device_write_bps", "rate"),
            ("BlkioDeviceWriteIOps", "device_write_iops", "rate"),
        ):
            devices = [plain(entry) for entry in blkio.entries().get(field, blkio.replaced([])).items()]
            if devices:
                found[key] = [{"Path": one.get("path"), name.capitalize(): _bytes(one.get(name) or 0)} for one in devices]
    return found


def _bytes(data: Any) -> int:  # noqa: ANN401
    if isinstance(data, int):
        return data
    try:
        return size(str(data))
    except ValueError:
        return 0


def _file_systems(project: Project, service: Value) -> Request:
    """Return Binds, Mounts and Tmpfs: Compose prefers the older form where it can say all (bindRequiresMountAPI)."""
    binds: dict[str, str] = {}
    mounts: dict[str, Request] = {}
    for entry in _entries(service, "volumes"):
        volume = plain(entry)
        target = clean(volume.get("target") or "")
        kind, source = volume.get("type"), volume.get("source") or ""
        if kind == "bind":
            source = absolute(project, source)
        declared = kind == "volume" and source in project.root.under("volumes")
        if declared:
            source = posted_name(project, "volumes", source)
        if (kind == "bind" and not _bind_needs_mount(volume)) or (declared and not _volume_needs_mount(volume)):
            binds[str(target)] = f"{text_of(source)}:{target}:{','.join(_bind_options(volume))}"
        else:
            mounts[str(target)] = _mount(kind, source, target, volume)
    socket = service.get("use_api_socket")
    if socket is not None and socket.data is True:
        binds["/var/run/docker.sock"] = "/var/run/docker.sock:/var/run/docker.sock:rw"
    for section, folder in (("secrets", "/run/secrets/"), ("configs", "/")):
        for target, source in _files(project, service, section, folder):
            if target not in binds and target not in mounts:
                options = {"bind": {"create_host_path": False}} if section == "secrets" else {}
                mounts[target] = _mount("bind", source, target, {"read_only": True, **options})
    return {"Binds": list(binds.values()), "Mounts": list(mounts.values()), "Tmpfs": _tmpfs(service)}


def absolute(project: Project, source: Any) -> Any:  # noqa: ANN401
    """Return a path of the host as Compose posts it; what lies below the user's folder stays as written."""
    if not isinstance(source, str) or source.startswith(("/", "~", "\\")) or source[1:2] == ":":
        return source
    return os.path.normpath(os.path.join(project.folder, source))


def _bind_needs_mount(volume: Request) -> bool:
    bind = volume.get("bind")
    if bind is None:
        return False
    return bool(not _true(bind.get("create_host_path", True)) or bind.get("propagation") or bind.get("recursive"))


def _volume_needs_mount(volume: Request) -> bool:
    options = volume.get("volume") or {}
    return bool(options.get("labels") or options.get("subpath") or options.get("nocopy"))


def _true(data: Any) -> bool:  # noqa: ANN401
    return data is True or str(data).lower() in ("true", "y", "yes", "on")


def _bind_options(volume: Request) -> list[str]:
    bind = volume.get("bind") or {}
    words = ["ro" if volume.get("read_only") else "rw", bind.get("selinux"), bind.get("propagation")]
    if (volume.get("volume") or {}).get("nocopy"):
        words.append("nocopy")
    return [word for word in words if word]


def _mount(kind: Any, source: Any, target: Any, volume: Request) -> Request:  # noqa: ANN401
    found: Request = {"Type": kind, "Source": source, "Target": target, "ReadOnly": bool(volume.get("read_only"))}
    if volume.get("consistency"):
        found["Consistency"] = volume["consistency"]
    given = volume.get(kind) if isinstance(kind, str) else None
    if given is not None:
        found[f"{kind.capitalize()}Options"] = _OPTIONS[kind](given)
    return {key: value for key, value in found.items() if value}


def _bind(given: Request) -> Request:
    found = {"Propagation": given.get("propagation"), "CreateMountpoint": _true(given.get("create_host_path", True))}
    recursive = {"disabled": "NonRecursive", "writable": "ReadOnlyNonRecursive", "readonly": "ReadOnlyForceRecursive"}
    if given.get("recursive") in recursive:
        found[recursive[given["recursive"]]] = True
    return {key: value for key, value in found.items() if value}


def _volume(given: Request) -> Request:
    labels = given.get("labels")
    if isinstance(labels, list):
        labels = dict(entry.partition("=")[::2] for entry in labels)
    elif isinstance(labels, dict):
        labels = {name: "" if value is None else str(text_of(value)) for name, value in labels.items()}
    found = {"NoCopy": given.get("nocopy"), "Subpath": given.get("subpath"), "Labels": labels}
    return {key: value for key, value in found.items() if value}


def _memory(given: Request) -> Request:
    mode = given.get("mode")
    held = int(mode) if isinstance(mode, int | float) else int(mode) if isinstance(mode, str) and mode.isdigit() else 0
    found = {"SizeBytes": _bytes(given.get("size") or 0), "Mode": held}
    return {key: value for key, value in found.items() if value}


def _image(given: Request) -> Request:
    return {"Subpath": given["subpath"]} if given.get("subpath") else {}


_OPTIONS = {"bind": _bind, "volume": _volume, "tmpfs": _memory, "image": _image}


def _files(project: Project, service: Value, section: str, folder: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for entry in _entries(service, section):
        held = plain(entry)
        resource = project.resource(section, str(held.get("source")))
        file = resource.get("file") if resource is not None else None
        if file is None or file.data is None:
            continue
        target = str(held.get("target") or held.get("source"))
        found.append((target if target.startswith(("/", "\\\\")) else f"{folder}{target}", absolute(project, file.data)))
    return found


def _tmpfs(service: Value) -> Request:
    listed = service.get("tmpfs")
    entries = [] if listed is None else listed.items() or [listed]
    texts = [str(entry.data) for entry in entries if type(entry.data) is str]
    return {path: options for path, _, options in (text.partition(":") for text in texts)}


def _security_options(container: Container) -> list[str]:
    """Return the security options with the seccomp profile in them, without blanks (Go's json.Compact)."""
    found: list[str] = []
    for option in container.security_opt:
        text = str(text_of(option.value))
        key, _, value = text.partition("=") if "=" in text else text.partition(":")
        if key == "seccomp" and value not in ("unconfined", "builtin"):
            assert container.seccomp is not None
            text = f"seccomp={compact(container.seccomp.content or '')}"
        if text != "systempaths=unconfined":
            found.append(text)
    return found


def compact(text: str) -> str:
    """Return JSON text without the blanks between its tokens."""
    kept: list[str] = []
    quoted = escaped = False
    for character in text:
        if quoted:
            quoted = escaped or character != '"'
            escaped = not escaped and character == "\\"
        elif character in " \t\r\n":
            continue
        else:
            quoted = character == '"'
        kept.append(character)
    return "".join(kept)
