"""What the host gives the container: `HostConfig`. Source: Engine API 1.51, HostConfig and Resources; moby v28."""

from __future__ import annotations

from lintainer.hints import Any
from lintainer.model import (
    Device,
    DeviceRequest,
    Link,
    LogConfig,
    NetworkAttachment,
    Port,
    RestartPolicy,
    Sysctl,
    Text,
    Ulimit,
    VolumesFrom,
)
from lintainer.parsers.create_request.reading import Object, Reader
from lintainer.source import Span

_TEXTS = (
    ("CgroupParent", "cgroup_parent"),
    ("CgroupnsMode", "cgroupns_mode"),
    ("CpusetCpus", "cpuset_cpus"),
    ("IpcMode", "ipc_mode"),
    ("PidMode", "pid_mode"),
    ("UTSMode", "uts_mode"),
    ("UsernsMode", "userns_mode"),
)
_NUMBERS = (
    ("CpuPeriod", "cpu_period"),
    ("CpuQuota", "cpu_quota"),
    ("CpuShares", "cpu_shares"),
    ("Memory", "memory"),
    ("MemoryReservation", "memory_reservation"),
    ("MemorySwap", "memory_swap"),
    ("NanoCpus", "nano_cpus"),
    ("OomScoreAdj", "oom_score_adj"),
    ("PidsLimit", "pids_limit"),
    ("ShmSize", "shm_size"),
)
_FLAGS = (
    ("AutoRemove", "auto_remove"),
    ("Init", "init"),
    ("OomKillDisable", "oom_kill_disable"),
    ("Privileged", "privileged"),
    ("PublishAllPorts", "publish_all_ports"),
    ("ReadonlyRootfs", "readonly_rootfs"),
)
_LISTS = (("GroupAdd", "group_add"), ("DeviceCgroupRules", "device_cgroup_rules"), ("ExtraHosts", "extra_hosts"))


def read_host_config(reader: Reader, host: Object) -> None:
    """Read the fields of `HostConfig`, those of file systems and confinement excepted."""
    for key, field in _TEXTS:
        if (text := host.text(key)) is not None:
            reader.put(field, text, host.at(key))
    for key, field in _NUMBERS:
        if (number := host.number(key)) is not None:
            reader.put(field, number, host.at(key))
    for key, field in _FLAGS:
        if (flag := host.flag(key)) is not None:
            reader.put(field, flag, host.at(key))
    for key, field in _LISTS:
        entries = [Text(origin=reader.origin(span), value=text) for text, span in host.entries(key)]
        _list(reader, host, key, field, entries)
    runtime = host.text("Runtime")
    # podman writes `oci` for whatever runtime it is, whose name is in `OCIRuntime`.
    if runtime is not None and not (reader.podman and runtime == "oci"):
        reader.put("runtime", runtime, host.at("Runtime"))
    mode = host.text("NetworkMode")
    if mode not in (None, "default"):
        reader.put("network_mode", mode, host.at("NetworkMode"))
    _list(reader, host, "VolumesFrom", "volumes_from", [_volumes_from(reader, *entry) for entry in host.entries("VolumesFrom")])
    _list(reader, host, "Links", "links", [_link(reader, *entry) for entry in host.entries("Links")])
    sysctls = [_sysctl(reader, *entry) for entry in host.texts("Sysctls")]
    _list(reader, host, "Sysctls", "sysctls", sysctls)
    _list(reader, host, "Devices", "devices", [_device(reader, one) for one in _objects(reader, host, "Devices", _DEVICE)])
    requests = [_device_request(reader, one) for one in _objects(reader, host, "DeviceRequests", _REQUEST)]
    _list(reader, host, "DeviceRequests", "device_requests", requests)
    _list(reader, host, "Ulimits", "ulimits", [_ulimit(reader, one) for one in _objects(reader, host, "Ulimits", _ULIMIT)])
    policy = host.inner("RestartPolicy", ("Name", "MaximumRetryCount"))
    if policy is not None and (name := policy.text("Name")) is not None:
        count = policy.number("MaximumRetryCount") or 0
        reader.put(
            "restart_policy",
            RestartPolicy(origin=reader.origin(policy.span), name=name, maximum_retry_count=count),
            policy.span,
        )
    log = host.inner("LogConfig", ("Type", "Config"), open_=reader.podman)
    if log is not None:
        config = tuple((name, value) for name, value, _ in log.texts("Config"))
        kind = log.text("Type")
        if kind is not None or config:
            reader.put("log_config", LogConfig(origin=reader.origin(log.span), type=kind, config=config), log.span)


def _list(reader: Reader, host: Object, key: str, field: str, nodes: list[Any]) -> None:
    if nodes:
        reader.put(field, tuple(nodes), host.at(key))


def _objects(reader: Reader, host: Object, key: str, known: tuple[str, ...]) -> list[Object]:
    return [Object(reader, data, known, f"{host.path}.{key}", span) for data, span in host.entries(key, dict)]


_DEVICE = ("PathOnHost", "PathInContainer", "CgroupPermissions")
_REQUEST = ("Driver", "Count", "DeviceIDs", "Capabilities", "Options")
_ULIMIT = ("Name", "Soft", "Hard")


def _sysctl(reader: Reader, name: str, value: str, span: Span) -> Sysctl:
    from lintainer.parsers.engine import sysctl_fault

    if (fault := sysctl_fault(name)) is not None:
        reader.invalid(span, "HostConfig.Sysctls", fault)
    return Sysctl(origin=reader.origin(span), name=name, value=value)


def _device(reader: Reader, device: Object) -> Device:
    return Device(
        origin=reader.origin(device.span),
        path_on_host=device.text("PathOnHost") or "",
        path_in_container=device.text("PathInContainer"),
        cgroup_permissions=device.text("CgroupPermissions") or "rwm",
    )


def _device_request(reader: Reader, request: Object) -> DeviceRequest:
    groups = request.entries("Capabilities", list)
    return DeviceRequest(
        origin=reader.origin(request.span),
        driver=request.text("Driver") or "",
        count=request.number("Count") or 0,
        device_ids=tuple(text for text, _ in request.entries("DeviceIDs")),
        capabilities=tuple(tuple(str(word) for word in group) for group, _ in groups),
        options=tuple((name, value) for name, value, _ in request.texts("Options")),
    )


def _ulimit(reader: Reader, limit: Object) -> Ulimit:
    # podman names them as the kernel does: RLIMIT_NOFILE.
    name = (limit.text("Name") or "").lower().removeprefix("rlimit_")
    return Ulimit(origin=reader.origin(limit.span), name=name, soft=limit.number("Soft") or 0, hard=limit.number("Hard") or 0)


def _volumes_from(reader: Reader, text: str, span: Span) -> VolumesFrom:
    name, _, mode = text.partition(":")
    modes = mode.split(",")
    selinux = next((mark for mark in modes if mark in ("z", "Z")), None)
    return VolumesFrom(origin=reader.origin(span), container=name, read_only="ro" in modes, selinux=selinux)


def _link(reader: Reader, text: str, span: Span) -> Link:
    container, _, alias = text.partition(":")
    return Link(origin=reader.origin(span), container=container, alias=alias or None)


def read_ports(reader: Reader, config: Object, host: Object | None) -> None:
    """Read what `PortBindings` publishes, and what `ExposedPorts` names besides."""
    ports: list[Port] = []
    seen: set[str] = set()
    for key, bindings, span in host.pairs("PortBindings") if host is not None else ():
        seen.add(key)
        spans = getattr(bindings, "spans", None)
        for index, binding in enumerate(bindings if isinstance(bindings, list | tuple) else ()):
            if isinstance(binding, dict):
                place = span if spans is None else spans[index]
                one = Object(reader, binding, ("HostIp", "HostPort"), "HostConfig.PortBindings", place)
                ports += _port(reader, key, place, one)
    first = host.at("PortBindings") if ports and host is not None else config.at("ExposedPorts")
    for key, _, span in config.pairs("ExposedPorts"):
        if key not in seen:
            ports += _port(reader, key, span, None)
    if ports:
        reader.put("ports", tuple(ports), first)


def _port(reader: Reader, key: str, span: Span, binding: Object | None) -> list[Port]:
    number, _, protocol = key.partition("/")
    target = _range(number)
    if target is None:
        reader.invalid(span, "PortBindings", f"`{key[:40]}` is not a port and a protocol")
        return []
    host_ip = binding.text("HostIp") if binding is not None else None
    written = binding.text("HostPort") if binding is not None else None
    published = _range(written) if written is not None else None
    if written is not None and published is None:
        reader.invalid(span, "PortBindings", f"`{written[:40]}` is not a port")
    return [
        Port(
            origin=reader.origin(
                span, {} if binding is None else {"host_ip": binding.at("HostIp"), "host_port": binding.at("HostPort")}
            ),
            container_port=target[0],
            container_port_end=target[1],
            host_ip=host_ip,
            host_port=published[0] if published else None,
            host_port_end=published[1] if published else None,
            protocol=protocol.lower() or "tcp",
            published=binding is not None,
        )
    ]


def _range(text: str) -> tuple[int, int | None] | None:
    first, _, last = text.partition("-")
    if not all(part.isascii() and part.isdigit() and len(part) < 6 for part in (first, last or first)):
        return None
    return int(first), int(last) if last and int(last) != int(first) else None


def read_networks(reader: Reader, endpoints: Object | None) -> None:
    """Read the networks that `NetworkingConfig` or an inspection names."""
    if endpoints is None:
        return
    nodes: list[NetworkAttachment] = []
    for key in endpoints.data:
        for name, data, span in endpoints.pairs(key):
            aliases = data.get("Aliases") if isinstance(data, dict) else None
            texts = tuple(str(alias) for alias in aliases) if isinstance(aliases, list) else ()
            if name in ("host", "none", "default", "bridge"):
                # An endpoint decides where no mode does (moby v28, daemon/container.go, NetworkMode of the first endpoint).
                if name == "host" and "network_mode" not in reader.fields:
                    reader.put("network_mode", name, span)
                continue
            nodes.append(NetworkAttachment(origin=reader.origin(span), name=name, aliases=texts))
    if nodes:
        reader.put("networks", tuple(nodes), nodes[0].origin.span)
