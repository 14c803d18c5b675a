"""A container as the Docker Engine API's create request: what `docker create` and `docker compose` would post.

Source: Docker Engine API 1.50, ContainerCreate; docker/cli v28.2.2 (which field each option sets); moby v28,
client/container_create.go (how capabilities are written).

Values are taken from the model's fields. Only what no field holds, and forms that the model does not keep, come from
`Container.rest`. What was not declared is left out.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from lintainer.hints import Any
from lintainer.model import Capability, Container, DeviceRequest, Healthcheck, Mount, Port, Unknown

Request = dict[str, Any]

_CONFIG = (
    ("Hostname", "hostname"),
    ("User", "user_written"),
    ("Tty", "tty"),
    ("OpenStdin", "open_stdin"),
    ("WorkingDir", "working_dir"),
)
_HOST_CONFIG = (
    ("AutoRemove", "auto_remove"),
    ("CgroupParent", "cgroup_parent"),
    ("CgroupnsMode", "cgroupns_mode"),
    ("CpuPeriod", "cpu_period"),
    ("CpuQuota", "cpu_quota"),
    ("CpuShares", "cpu_shares"),
    ("CpusetCpus", "cpuset_cpus"),
    ("Init", "init"),
    ("IpcMode", "ipc_mode"),
    ("Memory", "memory"),
    ("MemoryReservation", "memory_reservation"),
    ("MemorySwap", "memory_swap"),
    ("NanoCpus", "nano_cpus"),
    ("NetworkMode", "network_mode"),
    ("OomKillDisable", "oom_kill_disable"),
    ("OomScoreAdj", "oom_score_adj"),
    ("PidMode", "pid_mode"),
    ("PidsLimit", "pids_limit"),
    ("Privileged", "privileged"),
    ("PublishAllPorts", "publish_all_ports"),
    ("ReadonlyRootfs", "readonly_rootfs"),
    ("Runtime", "runtime"),
    ("ShmSize", "shm_size"),
    ("UTSMode", "uts_mode"),
    ("UsernsMode", "userns_mode"),
)


def create_request(container: Container, folder: str | None = None) -> Request:
    """Return the request that creates `container`: its name and image, `Config`, `HostConfig`, and networking where declared.

    Unknown values are given as written. Relative paths of the host are resolved against `folder`, by default the working
    directory, as the clients do.
    """
    folder = os.getcwd() if folder is None else os.path.abspath(folder)
    config, host = _config(container), _host_config(container, folder)
    rest = container.rest
    _merge(config, rest.get("Config", {}))
    _merge(host, rest.get("HostConfig", {}))
    request: Request = {"name": container.name, "image": _image(container), "Config": config, "HostConfig": host}
    if rest.get("NetworkingConfig"):
        request["NetworkingConfig"] = dict(rest["NetworkingConfig"])
    if rest.get("platform") is not None:
        request["platform"] = rest["platform"]
    known = _known(request)
    assert isinstance(known, dict)
    return known


def _merge(into: Request, values: Mapping[str, Any]) -> None:
    """Put `values` in the place of what the fields say; an empty one says that nothing of it is sent."""
    for key, value in values.items():
        if value in ({}, [], None):
            into.pop(key, None)
        else:
            into[key] = value


def _known(value: object) -> object:
    if isinstance(value, Unknown):
        return value.written
    if isinstance(value, Mapping):
        return {key: _known(item) for key, item in value.items()}
    return [_known(item) for item in value] if isinstance(value, list | tuple) else value


def _image(container: Container) -> str | None:
    return None if container.image is None else container.image.written


def _config(container: Container) -> Request:
    config: Request = {key: value for key, field in _CONFIG if (value := getattr(container, field)) is not None}
    if container.image is not None:
        config["Image"] = container.image.written
    for key, words in (("Cmd", container.cmd), ("Entrypoint", container.entrypoint)):
        if words is not None:
            config[key] = [word.value for word in words]
    if container.env:
        config["Env"] = [
            entry.name if entry.value is None else f"{_known(entry.name)}={_known(entry.value)}"
            for entry in container.env
            # A file's line without a value is left out where the environment has none; an option without one is sent.
            if entry.value is not None or entry.object_ref is None
        ]
    if container.labels:
        config["Labels"] = {label.name: "" if label.value is None else label.value for label in container.labels}
    volumes: Request = {str(mount.target): {} for mount in container.mounts if _is_anonymous(mount)}
    if volumes:
        config["Volumes"] = volumes
    if container.ports:
        config["ExposedPorts"] = {f"{number}/{protocol}": {} for port in container.ports for number, protocol, _ in _each(port)}
    if container.healthcheck is not None:
        config["Healthcheck"] = _healthcheck(container.healthcheck)
    return config


def _is_anonymous(mount: Mount) -> bool:
    return mount.via == "volume" and mount.type == "volume" and mount.source is None


def _healthcheck(check: Healthcheck) -> Request:
    if check.disabled is True:
        return {"Test": ["NONE"]}
    found: Request = {"Test": list(check.test)} if check.test else {}
    for key, value in (
        ("Interval", check.interval),
        ("Timeout", check.timeout),
        ("StartPeriod", check.start_period),
        ("StartInterval", check.start_interval),
        ("Retries", check.retries),
    ):
        if value is not None:
            found[key] = value
    return found


def _host_config(container: Container, folder: str) -> Request:
    host: Request = {key: value for key, field in _HOST_CONFIG if (value := getattr(container, field)) is not None}
    for key, capabilities in (("CapAdd", container.cap_add), ("CapDrop", container.cap_drop)):
        if capabilities:
            host[key] = sorted({_capability(capability) for capability in capabilities})
    for key, texts in (
        ("GroupAdd", container.group_add),
        ("DeviceCgroupRules", container.device_cgroup_rules),
        ("ExtraHosts", container.extra_hosts),
    ):
        if texts:
            host[key] = [text.value for text in texts]
    options = [text.value for text in container.security_opt if text.value != "systempaths=unconfined"]
    if container.security_opt:
        host["SecurityOpt"] = options
    if "ALL" in container.unmasked_paths:
        host["MaskedPaths"] = host["ReadonlyPaths"] = []
    if container.sysctls:
        host["Sysctls"] = {sysctl.name: sysctl.value for sysctl in container.sysctls}
    if container.ulimits:
        host["Ulimits"] = [{"Name": limit.name, "Soft": limit.soft, "Hard": limit.hard} for limit in container.ulimits]
    _devices(container, host)
    _file_systems(container, host, folder)
    _network(container, host)
    if container.restart_policy is not None:
        policy = container.restart_policy
        host["RestartPolicy"] = {"Name": policy.name, "MaximumRetryCount": policy.maximum_retry_count}
    if container.log_config is not None:
        log: Request = {"Config": dict(container.log_config.config)} if container.log_config.config else {}
        if container.log_config.type is not None:
            log["Type"] = container.log_config.type
        host["LogConfig"] = log
    return host


def _capability(capability: Capability) -> str:
    name = capability.written.upper()
    return name if name == "ALL" or name.startswith("CAP_") else f"CAP_{name}"


def _devices(container: Container, host: Request) -> None:
    if container.devices:
        host["Devices"] = [
            {
                "PathOnHost": device.path_on_host,
                "PathInContainer": device.path_on_host if device.path_in_container is None else device.path_in_container,
                "CgroupPermissions": device.cgroup_permissions,
            }
            for device in container.devices
        ]
    if container.device_requests:
        host["DeviceRequests"] = [_device_request(request) for request in container.device_requests]


def _device_request(request: DeviceRequest) -> Request:
    found: Request = {"Driver": request.driver, "Count": request.count}
    if request.device_ids:
        found["DeviceIDs"] = list(request.device_ids)
    if request.capabilities:
        found["Capabilities"] = [list(group) for group in request.capabilities]
    if request.options:
        found["Options"] = dict(request.options)
    return found


def _file_systems(container: Container, host: Request, folder: str) -> None:
    binds = [_bind(mount, folder) for mount in container.mounts if mount.via == "volume" and not _is_anonymous(mount)]
    if binds:
        host["Binds"] = binds
    mounts = [_mount(mount, folder) for mount in container.mounts if mount.via not in ("volume", "tmpfs")]
    if mounts:
        host["Mounts"] = mounts
    tmpfs = {str(_known(mount.target)): ",".join(mount.options) for mount in container.mounts if mount.via == "tmpfs"}
    if tmpfs:
        host["Tmpfs"] = tmpfs
    if container.volumes_from:
        host["VolumesFrom"] = [
            f"{_known(volumes.container)}{':ro' if volumes.read_only else ''}" for volumes in container.volumes_from
        ]


def _written_source(mount: Mount) -> Any:  # noqa: ANN401 - as the model's field
    return mount.source if mount.source_written is None else mount.source_written


def _absolute(source: object, folder: str) -> object:
    """Return a path that begins with a dot as the clients send it: absolute."""
    if isinstance(source, str) and source.startswith("."):
        return os.path.normpath(os.path.join(folder, source))
    return source


def _bind(mount: Mount, folder: str) -> str:
    source = _written_source(mount)
    if mount.type != "volume":
        source = _absolute(source, folder)
    parts = [str(_known(source)), str(_known(mount.target))]
    if mount.options_written:
        parts.append(",".join(mount.options_written))
    return ":".join(parts)


def _mount(mount: Mount, folder: str) -> Request:
    found: Request = {"Type": mount.volume_kind or mount.type}
    in_disguise = mount.volume_kind == "volume" and mount.type == "bind"
    source = mount.volume_name if in_disguise and mount.source_written is None else _written_source(mount)
    if source not in (None, ""):
        found["Source"] = _absolute(source, folder)
    if mount.target is not None:
        found["Target"] = mount.target
    if mount.read_only is not False and not (in_disguise and not mount.wrote("read_only")):
        found["ReadOnly"] = mount.read_only
    if mount.consistency:
        found["Consistency"] = mount.consistency
    found.update(_mount_options(mount, in_disguise=in_disguise))
    return found


def _mount_options(mount: Mount, *, in_disguise: bool) -> Request:
    """Return the options of a mount's kind, which the clients send where one of them was named."""
    if mount.type == "bind" and not in_disguise:
        bind = _bind_options(mount)
        named = bind or mount.propagation is not None or mount.options_written or mount.via == "api-socket"
        return {"BindOptions": bind} if named else {}
    if mount.type == "image":
        return {} if mount.subpath is None else {"ImageOptions": {"Subpath": mount.subpath} if mount.subpath != "" else {}}
    if mount.type == "tmpfs":
        sizes = {key: value for key, value in (("SizeBytes", mount.size), ("Mode", mount.mode)) if value is not None}
        tmpfs: Request = {key: value for key, value in sizes.items() if value != 0}
        if mount.options:
            tmpfs["Options"] = [option.split("=", 1) for option in mount.options]
        return {"TmpfsOptions": tmpfs} if sizes or tmpfs else {}
    volume: Request = {"NoCopy": True} if mount.no_copy is True else {}
    if mount.labels:
        volume["Labels"] = dict(mount.labels)
    if mount.subpath not in (None, ""):
        volume["Subpath"] = mount.subpath
    driver: Request = {"Name": mount.driver} if mount.driver else {}
    if mount.driver_options:
        driver["Options"] = dict(mount.driver_options)
    if driver or mount.driver is not None:
        volume["DriverConfig"] = driver
    return {"VolumeOptions": volume} if volume else {}


def _bind_options(mount: Mount) -> Request:
    bind: Request = {} if mount.propagation in (None, "") else {"Propagation": mount.propagation}
    key = {"disabled": "NonRecursive", "writable": "ReadOnlyNonRecursive", "readonly": "ReadOnlyForceRecursive"}.get(
        str(mount.recursive)
    )
    if key:
        bind[key] = True
    if "bind-nonrecursive=true" in mount.options_written:
        bind["NonRecursive"] = True
    if mount.create_host_path is True and mount.wrote("create_host_path"):
        bind["CreateMountpoint"] = True
    return bind


def _each(port: Port) -> list[tuple[object, object, str | None]]:
    """Return each container port of a range with its protocol and the host's port as the request writes it."""
    first, host = _known(port.container_port), port.host_port
    protocol = _known(port.protocol)
    last = first if port.container_port_end is None else port.container_port_end
    if not isinstance(first, int) or not isinstance(last, int):
        return [(first, protocol, None if host is None else str(_known(host)))]
    found: list[tuple[object, object, str | None]] = []
    for step in range(last - first + 1):
        shown = None if host is None else str(host + step if isinstance(host, int) else _known(host))
        if first == last and port.host_port_end is not None:
            shown = f"{shown}-{port.host_port_end}"
        found.append((first + step, protocol, shown))
    return found


def _network(container: Container, host: Request) -> None:
    bindings: dict[str, list[Request]] = {}
    for port in container.ports:
        if not port.published:
            continue
        for number, protocol, shown in _each(port):
            binding = {"HostIp": "" if port.host_ip is None else _known(port.host_ip), "HostPort": shown or ""}
            bindings.setdefault(f"{number}/{protocol}", []).append(binding)
    if bindings:
        host["PortBindings"] = bindings
    if container.links:
        host["Links"] = [
            str(_known(link.container)) + ("" if link.alias is None else f":{_known(link.alias)}") for link in container.links
        ]
