"""What a service sees of the host: volumes of every kind, secrets and configs from files, devices, the engine's socket."""

from __future__ import annotations

from lintainer.hints import Any
from lintainer.model import Device, DeviceRequest, Mount, Unknown, VolumesFrom
from lintainer.model.hostpath import host_path
from lintainer.model.parts import MountType
from lintainer.parsers.compose.canonical import clean
from lintainer.parsers.compose.draft import Draft, Written, given, origin, part, pieces, text_of
from lintainer.parsers.compose.numbers import size
from lintainer.parsers.compose.partial import cut, split, starts_with
from lintainer.parsers.compose.scope import Scope
from lintainer.parsers.compose.short import volume_parts
from lintainer.parsers.compose.values import Value
from lintainer.source import Location, Related

_SOCKET = "/var/run/docker.sock"
_OTHER_TYPES: dict[str | Unknown, MountType] = {"volume": "volume", "npipe": "npipe", "image": "image", "cluster": "cluster"}


def read_storage(scope: Scope, service: Value, draft: Draft) -> None:
    """Read mounts and devices."""
    data = service.entries()
    mounts: list[Mount] = []
    place: Value | None = None
    volumes = data.get("volumes")
    if volumes is not None and type(volumes.data) is list:
        place = volumes
        mounts.extend(mount for entry in volumes.data if (mount := _volume(scope, entry)) is not None)
    for section, folder in (("secrets", "/run/secrets/"), ("configs", "/")):
        for entry in data[section].items() if section in data else ():
            mount = _file(scope, section, folder, entry)
            if mount is not None:
                place = place or data[section]
                mounts.append(mount)
    tmpfs = data.get("tmpfs")
    if tmpfs is not None:
        for entry in [tmpfs] if type(tmpfs.data) is not list else tmpfs.data:
            if isinstance(entry.data, str | Unknown):
                place = place or tmpfs
                mounts.append(_tmpfs(entry))
    socket = data.get("use_api_socket")
    if socket is not None and socket.data is True:
        place = place or socket
        mounts.append(Mount(origin=origin(socket), type="bind", source=_SOCKET, target=_SOCKET, via="api-socket"))
    if mounts and place is not None:
        draft.put("mounts", tuple(mounts), place)
    listed = data.get("volumes_from")
    if listed is not None and type(listed.data) is list:
        draft.put(
            "volumes_from", tuple(_volumes_from(scope, e) for e in listed.data if isinstance(e.data, str | Unknown)), listed
        )
    _devices(scope, service, draft)


def _volume(scope: Scope, entry: Value) -> Mount | None:
    held = {key: value.data for key, value in entry.entries().items()}
    kind, source, target = given(held.get("type")), given(held.get("source")), clean(given(held.get("target")))
    if kind is None or target == "":
        scope.invalid(("volumes",), entry, f"a volume has no {'type' if kind is None else 'target'}")
        if kind is None:
            return None
    bind, volume, tmpfs, image = (
        {key: value.data for key, value in entry.under(section).items()} for section in ("bind", "volume", "tmpfs", "image")
    )
    written = _volume_places(entry)
    fields: dict[str, Any] = {
        "target": target,
        "read_only": held.get("read_only") or False if not isinstance(held.get("read_only"), Unknown) else held["read_only"],
        "consistency": held.get("consistency"),
        "propagation": given(bind.get("propagation")),
        "recursive": given(bind.get("recursive")),
        "selinux": given(bind.get("selinux")),
        "no_copy": volume.get("nocopy"),
        "subpath": given(volume.get("subpath") if "subpath" in volume else image.get("subpath")),
        "via": "volumes",
    }
    if isinstance(kind, Unknown):
        path = host_path(source if source is not None else kind)
        return Mount(origin=origin(entry, written), type="bind", source=path.text, base=path.base, **fields)
    if kind == "bind":
        if source is None:
            scope.invalid(("volumes",), entry, "a bind mount has no source")
        path = host_path(source if source is not None else "")
        fields["create_host_path"] = bind.get("create_host_path", True if "bind" in entry.entries() else None)
        base = path.base
        if isinstance(path.text, Unknown) and base == "unknown" and starts_with(path.text, "."):
            base = "project"
        return Mount(origin=origin(entry, written), type="bind", source=path.text, base=base, **fields)
    if kind == "volume" and source not in (None, "") and not isinstance(source, Unknown):
        return _named_volume(scope, entry, str(source), fields, written)
    if kind == "tmpfs":
        if type(tmpfs.get("mode")) is str:
            place = entry.under("tmpfs")["mode"]
            scope.invalid(
                ("volumes", "tmpfs", "mode"), place, f"mode: `{place.data}` is a text, and Compose takes a number here"
            )
            tmpfs["mode"] = None
        return Mount(
            origin=origin(entry, written), type="tmpfs", size=_tmpfs_size(scope, entry), mode=tmpfs.get("mode"), **fields
        )
    if kind not in _OTHER_TYPES:
        return None
    return Mount(origin=origin(entry, written), type=_OTHER_TYPES[kind], source=source, **fields)


def _volume_places(entry: Value) -> Written:
    """Return where source, target and options of a volume are written."""
    source, target = entry.get("source"), entry.get("target")
    if target is not None and target.node is not entry.node:
        written: Written = {"target": target.location}
        if source is not None:
            written["source"] = source.location
        for field, value in (
            ("read_only", entry.get("read_only")),
            ("propagation", entry.under("bind").get("propagation")),
            ("recursive", entry.under("bind").get("recursive")),
            ("selinux", entry.under("bind").get("selinux")),
            ("create_host_path", entry.under("bind").get("create_host_path")),
            ("size", entry.under("tmpfs").get("size")),
            ("mode", entry.under("tmpfs").get("mode")),
        ):
            if value is not None and value.node is not entry.node:
                written[field] = value.location
        return written
    text = getattr(entry.node, "value", "")
    count = len(volume_parts(_shielded(text)))
    drive = len(text) > 1 and text[1] == ":" and text[0].isalpha()
    spans = pieces(entry, ":", count + (1 if drive else 0))
    if spans is None:
        return {}
    if drive:
        spans = [spans[0]._replace(end=spans[1].end), *spans[2:]]
    if count == 1:
        return {"target": part(entry, spans, 0)}
    written = {"source": part(entry, spans, 0), "target": part(entry, spans, 1)}
    if count > 2:
        written.update(_option_places(entry, spans))
    return written


def _option_places(entry: Value, spans: list[Any]) -> Written:
    """Return where each option of a short volume is written."""
    from lintainer.source import Span

    first, last = spans[2]
    text = entry.node.source.text[first:last]
    written: Written = {}
    at = first
    for word in text.split(","):
        field = _OPTION_FIELDS.get(word, "propagation" if word.endswith(("shared", "slave", "private")) else None)
        if field is not None:
            written[field] = Span(at, at + len(word))
        at += len(word) + 1
    return written


_OPTION_FIELDS = {"ro": "read_only", "rw": "read_only", "z": "selinux", "Z": "selinux", "nocopy": "no_copy"}


def _shielded(text: str) -> str:
    """Return `text` with what stands in `${…}` replaced, so that only separators outside of it are seen."""
    if "${" not in text:
        return text
    shown, depth = [], 0
    for at, character in enumerate(text):
        if character == "{" and at and text[at - 1] == "$":
            depth += 1
        shown.append("v" if depth else character)
        if character == "}" and depth:
            depth -= 1
    return "".join(shown)


def _named_volume(scope: Scope, entry: Value, key: str, fields: dict[str, Any], written: Written) -> Mount:
    resource = scope.project.resource("volumes", key)
    if resource is None and key not in scope.project.root.under("volumes"):
        scope.invalid(("volumes",), entry, f"there is no volume `{key}` in the project")
    options = {} if resource is None else resource.under("driver_opts")
    driver = resource.get("driver") if resource is not None else None
    fields["driver"] = driver.data if driver is not None and type(driver.data) is str else None
    fields["driver_options"] = tuple((name, text_of(value.data)) for name, value in options.items())
    fields["volume_name"] = key
    device = bound_device(fields["driver"], options)
    if device is None:
        return Mount(origin=origin(entry, written), type="volume", source=key, **fields)
    # The local driver mounts a folder of the host: whoever mounts the volume sees that folder.
    path = host_path(text_of(device.data))
    place = device.location
    written["source"] = Location(place.source, place.span, (*place.related, Related(entry.location, "mounted here")))
    if "ro" in str(options["o"].data).split(","):
        fields["read_only"] = True
    return Mount(origin=origin(entry, written), type="bind", source=path.text, base=path.base, **fields)


def bound_device(driver: str | None, options: dict[str, Value]) -> Value | None:
    """Return the path of the host that a volume's driver options bind, if they do (moby, volume/local: mount(8)'s bind)."""
    device, flags = options.get("device"), options.get("o")
    if driver not in (None, "local") or device is None or flags is None or device.data in (None, ""):
        return None
    if not isinstance(flags.data, str):
        return None
    return device if not {"bind", "rbind"}.isdisjoint(flags.data.split(",")) else None


def _file(scope: Scope, section: str, folder: str, entry: Value) -> Mount | None:
    """A secret or a config that is read from a file is that file, bound read-only."""
    named = entry.get("source")
    if named is None or type(named.data) is not str:
        return None
    resource = scope.project.resource(section, named.data)
    if resource is None:
        scope.invalid((section,), named, f"there is no {section[:-1]} `{named.data}` in the project")
        return None
    file, target = resource.get("file"), entry.get("target")
    if file is None or not isinstance(file.data, str | Unknown):
        return None
    inside = named.data if target is None or given(target.data) is None else target.data
    if not starts_with(inside, ("/", "\\\\")):
        inside = f"{folder}{inside}" if isinstance(inside, str) else inside
    path = host_path(file.data)
    place = file.location
    written: Written = {"source": Location(place.source, place.span, (*place.related, Related(entry.location, "used here")))}
    return Mount(
        origin=origin(entry, written),
        type="bind",
        source=path.text,
        base=path.base,
        target=inside,
        read_only=True,
        via=section[:-1],
    )


def _tmpfs(entry: Value) -> Mount:
    target, options = cut(entry.data, ":")
    words = split(options, ",") if options not in (None, "") and options is not None else []
    size_ = next((word[5:] for word in words if isinstance(word, str) and word.startswith("size=")), None)
    mode = next((word[5:] for word in words if isinstance(word, str) and word.startswith("mode=")), None)
    fields: dict[str, Any] = {}
    if size_ is not None:
        try:
            fields["size"] = size(size_)
        except ValueError:
            fields["size"] = Unknown("a size that only the engine reads", written=size_)
    if mode is not None and mode and all(digit in "01234567" for digit in mode):
        fields["mode"] = int(mode, 8)
    return Mount(
        origin=origin(entry),
        type="tmpfs",
        target=target,
        options=tuple(word if isinstance(word, str) else word.written for word in words),
        via="tmpfs",
        **fields,
    )


def _tmpfs_size(scope: Scope, entry: Value) -> int | Unknown | None:
    from lintainer.parsers.compose.limits import read_size

    value = entry.under("tmpfs").get("size")
    return None if value is None else read_size(scope, value, ("volumes", "tmpfs", "size"))


def _volumes_from(scope: Scope, entry: Value) -> VolumesFrom:
    parts = split(entry.data, ":")
    inside = parts[0] == "container" and len(parts) > 1
    rest = parts[1:] if inside else parts
    if "ro" in rest[1:]:
        # docker compose 5.6, service_containers.go resolveVolumeFrom: only the container is posted.
        reason = "volumes_from: Compose drops `:ro`, so that the volumes are as writable as where they come from"
        scope.invalid(("volumes_from",), entry, reason, refused=False)
    return VolumesFrom(origin=origin(entry), container=rest[0], kind="container" if inside else "service")


def _devices(scope: Scope, service: Value, draft: Draft) -> None:
    devices: list[Device] = []
    names: list[Value] = []
    listed = service.get("devices")
    for entry in listed.items() if listed is not None else ():
        source, target, permissions = (entry.get(key) for key in ("source", "target", "permissions"))
        if source is None or not isinstance(source.data, str | Unknown):
            scope.invalid(("devices",), entry, "a device has no source")
            continue
        if type(source.data) is str and is_cdi_name(source.data) and (target is None or target.data == source.data):
            names.append(entry)
            continue
        devices.append(
            Device(
                origin=origin(entry, _device_places(entry)),
                path_on_host=source.data,
                path_in_container=target.data if target is not None else None,
                # Compose posts no permissions where the long form gives none.
                cgroup_permissions=permissions.data if permissions is not None and permissions.data is not None else "",
            )
        )
    if devices and listed is not None:
        draft.put("devices", tuple(devices), listed)
    _requests(service, draft, names)


def is_cdi_name(text: str) -> bool:
    """Tell whether `text` names a device of the Container Device Interface: `vendor.com/class=name`."""
    kind, sign, name = text.partition("=")
    vendor, slash, class_ = kind.partition("/")
    return bool(sign and slash and vendor and class_ and name) and vendor[0].isalpha() and class_[0].isalpha()


def _device_places(entry: Value) -> Written:
    source = entry.get("source")
    fields = (("path_on_host", "source"), ("path_in_container", "target"), ("cgroup_permissions", "permissions"))
    if source is not None and source.node is not entry.node:
        return {field: value.location for field, key in fields if (value := entry.get(key)) is not None}
    count = _shielded(getattr(entry.node, "value", "")).count(":") + 1
    spans = pieces(entry, ":", count)
    return {} if spans is None else {field: part(entry, spans, index) for index, (field, _) in enumerate(fields[:count])}


def _requests(service: Value, draft: Draft, names: list[Value]) -> None:
    found: list[DeviceRequest] = []
    place: Value | None = None
    deploy = service.get("deploy")
    resources = deploy.get("resources") if deploy is not None else None
    reservations = resources.get("reservations") if resources is not None else None
    reserved = reservations.get("devices") if reservations is not None else None
    if reserved is not None:
        place = reserved
        found.extend(_request(entry, ()) for entry in reserved.items())
    if names:
        place = place or names[0]
        ids = tuple(str(source.data) for entry in names if (source := entry.get("source")) is not None)
        found.append(DeviceRequest(origin=origin(names[0]), driver="cdi", device_ids=ids))
    gpus = service.get("gpus")
    if gpus is not None:
        place = place or gpus
        found.extend(_request(entry, ("gpu",)) for entry in gpus.items())
    if found and place is not None:
        draft.put("device_requests", tuple(found), place)


def _shown(text: str | Unknown | None) -> str:
    if text is None:
        return ""
    return text.written if isinstance(text, Unknown) else text


def _request(entry: Value, more: tuple[str, ...]) -> DeviceRequest:
    held = {key: value for key, value in entry.entries().items() if value.data is not None}

    def words(key: str) -> tuple[str, ...]:
        return tuple(str(one.data) for one in held[key].items()) if key in held else ()

    count: Any = held["count"].data if "count" in held else (0 if "device_ids" in held else -1)
    if type(count) is str:
        count = -1 if count.lower() == "all" else int(count) if count.lstrip("+-").isdigit() else 0
    options = held.get("options")
    from lintainer.parsers.compose.process import pairs

    return DeviceRequest(
        origin=origin(entry),
        driver=str(held["driver"].data) if "driver" in held else "",
        count=count,
        device_ids=words("device_ids"),
        capabilities=((*words("capabilities"), *more),),
        options=tuple((_shown(name), _shown(value)) for name, value, _ in pairs(options)),
    )
