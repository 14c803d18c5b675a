"""File systems: `Binds`, `Mounts`, `Tmpfs`, `Volumes`.

Source: moby v28, volume/mounts/linux_parser.go; Engine API 1.51, Mount.
"""

from __future__ import annotations

from lintainer.hints import Any
from lintainer.messages import shorten
from lintainer.model import Mount
from lintainer.model.hostpath import host_path
from lintainer.parsers.create_request import keys
from lintainer.parsers.create_request.reading import Object, Reader
from lintainer.source import Location, Span

_PROPAGATIONS = frozenset(("rprivate", "private", "rshared", "shared", "rslave", "slave"))
_MODES = _PROPAGATIONS | frozenset(("ro", "rw", "z", "Z", "nocopy", "consistent", "cached", "delegated"))


def read_file_systems(reader: Reader, config: Object, host: Object | None) -> None:
    """Read everything that makes a file system appear in the container."""
    mounts: list[Mount] = []
    if host is not None:
        for text, span in host.entries("Binds"):
            mounts += _bind(reader, text, span)
        for data, span in host.entries("Mounts", dict):
            mounts.append(_mount(reader, Object(reader, data, keys.MOUNT, "HostConfig.Mounts", span)))
        for target, options, span in host.texts("Tmpfs"):
            words = tuple(options.split(",")) if options else ()
            node = Mount(
                origin=reader.origin(span), type="tmpfs", target=target, via="tmpfs", options=words, read_only="ro" in words
            )
            mounts.append(node)
    taken = {mount.target for mount in mounts}
    for target, _, span in config.pairs("Volumes"):
        if target not in taken:
            mounts.append(Mount(origin=reader.origin(span), type="volume", target=target, via="volume"))
    if mounts:
        reader.put("mounts", tuple(mounts), mounts[0].origin.span)


def _bind(reader: Reader, text: str, span: Span) -> list[Mount]:
    parts = text.split(":")
    if len(parts) == 2 and reader.podman is False and all(word in _MODES for word in parts[1].split(",")):
        # A target and its mode: an anonymous volume.
        parts = ["", *parts]
    if not 1 <= len(parts) <= 3 or not parts[-1] or (len(parts) == 2 and not parts[0]):
        reader.invalid(span, "HostConfig.Binds", f"invalid volume specification: `{shorten(text)}`")
        return []
    fields: dict[str, Any] = {"via": "volume", "type": "volume"}
    written: dict[str, Span | Location] = {"source": span, "target": span}
    source = parts[0] if len(parts) > 1 else ""
    fields["target"] = parts[1] if len(parts) > 1 else parts[0]
    if source.startswith(("/", ".", "~")):
        path = host_path(source)
        fields.update(type="bind", source=path.text, base=path.base, source_written=source)
        if not source.startswith("/"):
            reader.invalid(span, "HostConfig.Binds", f"the path of a mount must be absolute: `{shorten(source)}`")
    elif source:
        fields["source"] = source
    if len(parts) == 3:
        words = parts[2].split(",")
        fields["options_written"] = tuple(words)
        fields["read_only"] = "ro" in words
        for word in words:
            if word in ("z", "Z"):
                fields["selinux"] = word
            elif word == "nocopy":
                fields["no_copy"] = True
            elif word in _PROPAGATIONS:
                fields["propagation"] = word
            elif word in ("consistent", "cached", "delegated"):
                fields["consistency"] = word
            elif word not in _MODES and not reader.podman:
                reader.invalid(span, "HostConfig.Binds", f"invalid mode: `{shorten(parts[2])}`")
        written.update({field: span for field in ("read_only", "propagation", "selinux") if field in fields})
    return [Mount(origin=reader.origin(span, written), **fields)]


_FIELDS = (("Type", "type"), ("Source", "source"), ("Target", "target"), ("ReadOnly", "read_only"))
_KINDS = ("bind", "volume", "tmpfs", "npipe", "image", "cluster")


def _mount(reader: Reader, mount: Object) -> Mount:
    kind = (mount.text("Type") or "").lower()
    source = mount.text("Source")
    written: dict[str, Span | Location] = {field: mount.at(key) for key, field in _FIELDS if key in mount.data}
    fields: dict[str, Any] = {"via": "mount", "target": mount.text("Target"), "read_only": mount.flag("ReadOnly") or False}
    fields["consistency"] = mount.text("Consistency")
    if kind not in _KINDS:
        reader.invalid(mount.at("Type"), "HostConfig.Mounts.Type", f"mount type unknown: `{shorten(kind)}`")
        kind = "bind" if source is not None and source.startswith("/") else "volume"
    fields["type"] = kind
    if source is not None:
        fields["source_written"] = source
        if kind in ("bind", "npipe"):
            path = host_path(source)
            fields.update(source=path.text, base=path.base)
        else:
            fields["source"] = source
    for key, known, read in (
        ("BindOptions", keys.BIND_OPTIONS, _bind_options),
        ("VolumeOptions", keys.VOLUME_OPTIONS, _volume_options),
        ("TmpfsOptions", keys.TMPFS_OPTIONS, _tmpfs_options),
        ("ImageOptions", ("Subpath",), _image_options),
    ):
        options = mount.inner(key, known)
        if options is not None:
            read(options, fields, written)
    return Mount(origin=reader.origin(mount.span, written), **fields)


def _bind_options(options: Object, fields: dict[str, Any], written: dict[str, Span | Location]) -> None:
    if (propagation := options.text("Propagation")) is not None:
        fields["propagation"], written["propagation"] = propagation, options.at("Propagation")
    if (create := options.flag("CreateMountpoint")) is not None:
        fields["create_host_path"], written["create_host_path"] = create, options.at("CreateMountpoint")
    for key, value in (
        ("NonRecursive", "disabled"),
        ("ReadOnlyNonRecursive", "writable"),
        ("ReadOnlyForceRecursive", "readonly"),
    ):
        if options.flag(key):
            fields["recursive"], written["recursive"] = value, options.at(key)


def _volume_options(options: Object, fields: dict[str, Any], written: dict[str, Span | Location]) -> None:
    fields["no_copy"] = options.flag("NoCopy")
    fields["subpath"] = options.text("Subpath")
    fields["labels"] = tuple((name, value) for name, value, _ in options.texts("Labels"))
    driver = options.inner("DriverConfig", ("Name", "Options"))
    if driver is None:
        return
    fields["driver"] = driver.text("Name")
    held = driver.texts("Options")
    fields["driver_options"] = tuple((name, value) for name, value, _ in held)
    values = {name: value for name, value, _ in held}
    words = values.get("o", "").split(",")
    device = values.get("device", "")
    if fields["driver"] in (None, "local") and device.startswith("/") and ("bind" in words or "rbind" in words):
        # A volume of the local driver that binds a path of the host (moby v28, volume/local/local_unix.go).
        path = host_path(device)
        name = fields.get("source")
        fields.update(type="bind", source=path.text, base=path.base, volume_kind="volume", volume_name=name)
        fields["source_written"] = None
        written["source"] = next(span for name, _, span in held if name == "device")
        if "ro" in words:
            fields["read_only"] = True


def _tmpfs_options(options: Object, fields: dict[str, Any], _: dict[str, Span | Location]) -> None:
    fields["size"], fields["mode"] = options.number("SizeBytes"), options.number("Mode")
    fields["options"] = tuple("=".join(map(str, words)) for words, _ in options.entries("Options", list))


def _image_options(options: Object, fields: dict[str, Any], _: dict[str, Span | Location]) -> None:
    fields["subpath"] = options.text("Subpath")
