"""`--mount`: one record of comma-separated `key=value` fields.

Sources: docker/cli v28.2.2, opts/mount.go; Engine API 1.50, Mount; podman v5.5, podman-run(1), --mount.
"""

from __future__ import annotations

from lintainer.hints import Any
from lintainer.model.hostpath import host_path
from lintainer.model.parts import MountType
from lintainer.model.unknown import Unknown
from lintainer.parsers.docker_run import go
from lintainer.parsers.docker_run.go import Refused
from lintainer.parsers.docker_run.options import DOCKER
from lintainer.parsers.docker_run.records import fields
from lintainer.parsers.words import HOLE, Value
from lintainer.source import Span


class MountSpec:
    """A mount as read: the fields of the model's `Mount`, and where each was written."""

    __slots__ = ("families", "fields", "labels", "open", "options", "source", "spans", "target", "type_written")

    def __init__(self) -> None:
        self.type_written: str | None = None
        self.source: Value | None = None
        self.target: Value | None = None
        self.fields: dict[str, Any] = {}
        self.spans: dict[str, Span] = {}
        self.options: dict[str, str | Unknown] = {}
        self.labels: dict[str, str | Unknown] = {}
        # Which families of options were given: volume, bind, tmpfs, image.
        self.families: set[str] = set()
        # A field that is not known: more may have been given.
        self.open = False


_BARE = ("readonly", "ro", "volume-nocopy", "bind-nonrecursive", "bind-create-src")
_RECURSIVE = ("enabled", "disabled", "writable", "readonly")


def read_mount(value: Value, dialect: str) -> MountSpec:
    """Read the value of a `--mount`, of which parts may be unknown. Raises `Refused`."""
    spec = MountSpec()
    for field in fields(value):
        key, given = field.cut("=")
        name = key.text.lower()
        if HOLE in name:
            spec.open = True
            continue
        if given is None and name not in _BARE and (dialect == DOCKER or name not in _PODMAN_BARE):
            raise Refused(f"invalid field '{field.shown}' must be a key=value pair", field)
        _read_field(spec, name, given, field, dialect)
    if dialect == DOCKER:
        _check(spec)
    return spec


def _flag(spec: MountSpec, field: str, name: str, given: Value | None, whole: Value) -> None:
    if given is None:
        found: bool | Unknown = True
    elif not given.known:
        found = given.unknown()
    else:
        try:
            found = go.parse_bool(given.text)
        except Refused:
            raise Refused(f"invalid value for {name}: {given.text}", whole) from None
    spec.fields[field] = found
    spec.spans[field] = whole.span


def _read_field(spec: MountSpec, name: str, given: Value | None, field: Value, dialect: str) -> None:
    family = name.partition("-")[0]
    if "-" in name and family in ("volume", "bind", "tmpfs", "image"):
        spec.families.add(family)
    if name in ("readonly", "ro"):
        _flag(spec, "read_only", name, given, field)
    elif name == "volume-nocopy":
        _flag(spec, "no_copy", name, given, field)
    elif name == "bind-nonrecursive":
        _flag(spec, "non_recursive", name, given, field)
    elif name == "bind-create-src":
        # docker/cli v29.3; older clients refuse the key.
        _flag(spec, "create_host_path", name, given, field)
    elif given is None:
        _podman_field(spec, name, None, field)
    elif name == "type":
        spec.type_written = None if not given.known else given.text.lower()
        spec.spans["type"] = given.span
        spec.open = spec.open or not given.known
    elif name in ("source", "src"):
        spec.source = given
    elif name in ("target", "dst", "destination"):
        spec.target = given
    elif name in ("volume-opt", "volume-label"):
        key, content = given.cut("=")
        if key.text and key.known:
            found = spec.options if name == "volume-opt" else spec.labels
            found[key.text] = "" if content is None else content.value
            if name == "volume-opt":
                spec.spans[f"volume-opt {key.text}"] = (content or key).span
    elif name in _TEXTS:
        model = _TEXTS[name]
        spec.fields[model] = given.text.lower() if given.known and model in _LOWERED else given.value
        spec.spans[model] = given.span
    elif name == "bind-recursive":
        _recursive(spec, given, field)
    elif name in ("tmpfs-size", "tmpfs-mode"):
        _tmpfs(spec, name, given, field)
    elif dialect != DOCKER:
        _podman_field(spec, name, given, field)
    else:
        raise Refused(f"unexpected key '{field.cut('=')[0].text}' in '{field.shown}'", field)


_TEXTS = {
    "consistency": "consistency",
    "bind-propagation": "propagation",
    "volume-driver": "driver",
    "volume-subpath": "subpath",
    "image-subpath": "subpath",
}
_LOWERED = ("consistency", "propagation")


def _recursive(spec: MountSpec, given: Value, field: Value) -> None:
    if given.known and given.text not in _RECURSIVE:
        raise Refused(
            f'invalid value for bind-recursive: {given.text} (must be "enabled", "disabled", "writable", or "readonly")', field
        )
    spec.fields["recursive"] = given.value
    spec.spans["recursive"] = given.span


def _tmpfs(spec: MountSpec, name: str, given: Value, field: Value) -> None:
    model = "size" if name == "tmpfs-size" else "mode"
    spec.spans[model] = given.span
    if not given.known:
        spec.fields[model] = given.unknown()
        return
    try:
        spec.fields[model] = go.ram_in_bytes(given.text) if model == "size" else go.parse_uint(given.text, 8, 32)
    except Refused:
        raise Refused(f"invalid value for {name}: {given.text}", field) from None


_PODMAN_BARE = frozenset(
    "u chown idmap rw bind-nonrecursive notmpcopyup tmpcopyup no-dereference glob noexec nodev nosuid".split()
)


def _podman_field(spec: MountSpec, name: str, given: Value | None, field: Value) -> None:
    """Read what only podman has: `relabel=shared`, `U=true`, `subpath=`, `rw` …; others are kept as written."""
    if name == "relabel" and given is not None:
        spec.fields["selinux"] = {"shared": "z", "private": "Z"}.get(given.text)
        spec.spans["selinux"] = given.span
    elif name == "rw":
        _flag(spec, "read_only", name, given, field)
        found = spec.fields["read_only"]
        spec.fields["read_only"] = found if isinstance(found, Unknown) else not found
    elif name == "subpath" and given is not None:
        spec.fields["subpath"] = given.value
    else:
        spec.fields["options_written"] = (*spec.fields.get("options_written", ()), field.shown)


def _check(spec: MountSpec) -> None:
    if spec.open:
        return
    if spec.type_written == "":
        raise Refused("type is required")
    kind = spec.type_written or "volume"
    if spec.target is None or not spec.target.text:
        raise Refused("target is required")
    for family in ("volume", "bind", "image", "tmpfs"):
        if family in spec.families and kind != family and not _only_enabled(spec, family):
            raise Refused(f"cannot mix '{family}-*' options with mount type '{kind}'")
    recursive = spec.fields.get("recursive")
    if recursive in ("readonly", "writable"):
        if spec.fields.get("read_only", False) is False:
            raise Refused(f"option 'bind-recursive={recursive}' requires 'readonly' to be specified in conjunction")
        if recursive == "readonly" and spec.fields.get("propagation") != "rprivate":
            raise Refused(
                "option 'bind-recursive=readonly' requires 'bind-propagation=rprivate' to be specified in conjunction"
            )


def _only_enabled(spec: MountSpec, family: str) -> bool:
    # bind-recursive=enabled is the default and leaves no trace.
    return (
        family == "bind"
        and spec.fields.get("recursive") == "enabled"
        and not spec.fields.keys() & {"propagation", "non_recursive", "create_host_path"}
    )


_TYPES: dict[str, MountType] = {
    "bind": "bind",
    "volume": "volume",
    "tmpfs": "tmpfs",
    "npipe": "npipe",
    "image": "image",
    "cluster": "cluster",
    # podman's names.
    "glob": "bind",
    "ramfs": "tmpfs",
    "devpts": "tmpfs",
    "artifact": "image",
}


def mount_fields(spec: MountSpec) -> tuple[dict[str, Any], dict[str, Span]]:
    """Return the fields of the model's `Mount` for a mount as read, and their places."""
    written, spans = dict(spec.fields), dict(spec.spans)
    kind = _TYPES.get(spec.type_written or "volume", "volume")
    if spec.type_written is None and spec.open:
        kind = _likely_type(spec)
    if spec.type_written is not None and spec.type_written != kind:
        written["volume_kind"] = spec.type_written
    written["type"] = kind
    _nonrecursive(written)
    if spec.target is not None:
        written["target"] = spec.target.value
        spans["target"] = spec.target.span
    if spec.source is not None and spec.source.text:
        spans["source"] = spec.source.span
        written["source_written"] = spec.source.text if spec.source.known else None
        if kind in ("bind", "npipe"):
            path = host_path(source_of(spec.source))
            written["source"], written["base"] = path.text, path.base
        else:
            written["source"] = spec.source.value
    if spec.options:
        written["driver_options"] = tuple(spec.options.items())
        _bind_in_disguise(spec, written, spans)
    if spec.labels:
        written["labels"] = tuple(spec.labels.items())
    if isinstance(written.get("driver"), Unknown):
        written["driver"] = None
    if "volume" in spec.families:
        written.setdefault("driver", "")
    return written, spans


def _nonrecursive(written: dict[str, Any]) -> None:
    # The older name of bind-recursive=disabled; the client keeps both where both are given.
    found = written.pop("non_recursive", None)
    if found is True and "recursive" not in written:
        written["recursive"] = "disabled"
    elif found is not None:
        written["options_written"] = (*written.get("options_written", ()), f"bind-nonrecursive={str(found).lower()}")


def _likely_type(spec: MountSpec) -> MountType:
    if "bind" in spec.families or (spec.source is not None and spec.source.text[:1] in ("/", ".", "~")):
        return "bind"
    return "volume"


def _bind_in_disguise(spec: MountSpec, written: dict[str, Any], spans: dict[str, Span]) -> None:
    """A volume of the local driver with `o=bind` is a path of the host (moby v28, volume/local/local_unix.go)."""
    flags, device = spec.options.get("o", ""), spec.options.get("device")
    if isinstance(flags, Unknown) or written.get("driver", "") not in ("", "local") or device is None:
        return
    if not {"bind", "rbind"} & set(flags.split(",")):
        return
    path = host_path(device)
    written["volume_kind"], written["volume_name"] = "volume", written.get("source")
    written.update(type="bind", source=path.text, base=path.base)
    if "ro" in flags.split(","):
        written["read_only"] = True
    spans["source"] = spans["volume-opt device"]


def source_of(value: Value) -> str | Unknown:
    """Return a path of the host with the variables that name known folders resolved: `$HOME/x` is `~/x`, `$PWD/x` is `./x`."""
    hole = next(value.holes, None)
    if value.known or hole is None or value.text.count(HOLE) > 1 or value.text[0] != HOLE:
        return value.value
    rest = value.text[1:]
    if rest[:1] not in ("", "/"):
        return value.value
    if hole.name == "HOME":
        return "~" + rest
    if hole.name in ("PWD", "pwd"):
        return "." + rest
    return value.value
