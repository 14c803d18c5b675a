"""File systems: `-v`, `--mount`, `--tmpfs`, `--volumes-from`, `--use-api-socket`.

Sources: docker/cli v28.2.2, cli/compose/loader/volume.go (ParseVolume) and cli/command/container/{opts,create}.go;
podman v5.5, podman-run(1).
"""

from __future__ import annotations

from lintainer.hints import Any
from lintainer.model import Mount, VolumesFrom
from lintainer.model.hostpath import host_path
from lintainer.model.unknown import Unknown
from lintainer.parsers.docker_run.draft import Draft, scalar
from lintainer.parsers.docker_run.flags import Given
from lintainer.parsers.docker_run.go import Refused
from lintainer.parsers.docker_run.mounts import MountSpec, mount_fields, read_mount, source_of
from lintainer.parsers.docker_run.options import DOCKER, PODMAN
from lintainer.parsers.words import HOLE, Value, Word
from lintainer.source import Span

PHASE = 6
_PROPAGATIONS = frozenset(("rprivate", "private", "rshared", "shared", "rslave", "slave"))
# What engines know besides (moby v28, volume/mounts/linux_parser.go; podman-run(1), --volume).
_ENGINE_OPTIONS = frozenset(("ro", "rw", "z", "Z", "nocopy", "consistent", "cached", "delegated", "default"))
_PODMAN_OPTIONS = frozenset(
    """U O idmap copy exec noexec dev nodev suid nosuid bind rbind volume-opt upperdir workdir chown
    no-dereference""".split()
)
_SOCKET = "/var/run/docker.sock"


def read_volumes(draft: Draft) -> None:
    """Read every option that makes a file system appear in the container."""
    mounts: list[Mount] = []
    first, seen = None, set()
    for given in draft.all("volume", "mount", "tmpfs"):
        first = first or given
        assert given.value is not None
        if given.option.name == "mount":
            mounts += _mount(draft, given, given.value)
        elif given.option.name == "tmpfs":
            mounts.append(_tmpfs(draft, given, given.value))
        elif given.value.text not in seen or not given.value.known:
            # The client keeps volumes in a set.
            seen.add(given.value.text)
            mounts += _volume(draft, given, given.value)
    socket = draft.last("use-api-socket")
    if socket is not None:
        draft.put("use_api_socket", "use-api-socket")
        if scalar(socket) is True:
            origin = draft.origin_of_flag(socket)
            mounts.append(Mount(origin=origin, type="bind", source=_SOCKET, target=_SOCKET, via="api-socket"))
    draft.entries("mounts", mounts, first)
    _volumes_from(draft)


def read_root(draft: Draft, word: Word) -> None:
    """Read the folder of the host that is the container's root itself (podman-run(1), --rootfs): PATH, PATH:O, PATH:idmap.

    With an overlay (`:O`) nothing that the container writes reaches the folder.
    """
    path, options = word.all.cut(":")
    host = host_path(source_of(path))
    overlay = options is not None and "O" in options.text.split(",")
    given = draft.last("rootfs")
    assert given is not None
    declared = draft.fields.get("readonly_rootfs")
    mount = Mount(
        origin=draft.origin(word.all, given, {"source": path.span}),
        type="bind",
        source=host.text,
        base=host.base,
        target="/",
        read_only=True if overlay else False if declared is None else declared,
        via="rootfs",
    )
    draft.entries("mounts", [mount], given)


def _mount(draft: Draft, given: Given, value: Value) -> list[Mount]:
    spec = given.parsed
    if not isinstance(spec, MountSpec):
        try:
            spec = read_mount(value, draft.setting.dialect)
        except Refused as refused:
            draft.refuse(0, f'invalid argument for "--mount" flag: {refused.reason}', (refused.part or value).span, "--mount")
            return []
    fields, spans = mount_fields(spec)
    kind = fields.get("volume_kind")
    if kind is not None and kind != "volume" and draft.setting.dialect == DOCKER:
        draft.refused_by_engine(f"mount type unknown: {kind}", spans["type"], "mount")
    open_fields = frozenset(("*",)) if spec.open else frozenset()
    return [Mount(origin=draft.origin(value, given, spans), incomplete=open_fields, via="mount", **fields)]


def _tmpfs(draft: Draft, given: Given, value: Value) -> Mount:
    target, options = value.cut(":")
    spans = {"target": target.span}
    fields: dict[str, Any] = {"type": "tmpfs", "target": target.value, "via": "tmpfs"}
    if options is not None:
        fields["options"] = tuple(options.shown.split(","))
        fields["read_only"] = "ro" in fields["options"]
        spans["options"] = options.span
    return Mount(origin=draft.origin(value, given, spans), **fields)


def sections(value: Value, dialect: str = DOCKER) -> list[Value]:
    """Take a volume apart at its colons, those of Windows drives (`C:\\x`) excepted. Raises `Refused`.

    docker takes one letter and a colon for a drive whatever follows. The others do before a backslash; on Windows podman does
    before a slash, too, and where a path stands for the mode (`c:/x:/y`), nothing else can be meant.
    """
    text, start, parts = value.text, 0, []
    if not text:
        raise Refused("invalid empty volume spec")
    if len(text.encode()) <= 2:
        return [value]
    for at, character in enumerate(text):
        if character != ":":
            continue
        after = text[at + 1 :]
        drive = dialect == DOCKER or after.startswith("\\") or (after.startswith("/") and ":/" in after)
        if drive and at == start + 1 and text[start].isalpha():
            continue
        parts.append(value.part(start, at))
        start = at + 1
    parts.append(value.part(start))
    for index, part in enumerate(parts):
        if not part.text:
            raise Refused(f"invalid spec: {value.shown}: empty section between colons", value)
        if index == 2 and len(parts) > 3:
            raise Refused(f"invalid spec: {value.shown}: too many colons", value)
    return parts


def is_path(source: str) -> bool:
    """Tell whether the client takes the source of a volume for a path."""
    if source[0] in "./~" or source.startswith("\\\\"):
        return True
    return len(source) > 1 and source[1] == ":" and source[0].isalpha()


def _volume(draft: Draft, given: Given, value: Value) -> list[Mount]:
    try:
        parts = sections(value, draft.setting.dialect)
    except Refused as refused:
        draft.refuse(PHASE, refused.reason, value.span, "--volume")
        return []
    fields: dict[str, Any] = {"via": "volume"}
    spans: dict[str, Span] = {}
    if len(parts) == 1:
        fields.update(type="volume", target=value.value)
        spans["target"] = value.span
        if value.text == HOLE:
            # All of it is one variable: it may name a path of the host as well.
            fields.update(type="bind", source=value.unknown(), target=value.unknown(), base="unknown")
            spans["source"] = value.span
        return [Mount(origin=draft.origin(value, given, spans), **fields)]
    source, target = parts[0], parts[1]
    fields.update(_source(source), target=target.value)
    spans.update(source=source.span, target=target.span)
    fields["source_written"] = source.text if source.known else None
    if fields["type"] == "bind" and draft.setting.dialect != PODMAN:
        # The engine makes what is missing (moby v28, daemon/volumes.go: binds of `-v` alone); podman says that it is missing.
        fields["create_host_path"] = True
    if len(parts) == 3:
        _options(draft, parts[2], fields, spans)
    elif _may_hold_options(target):
        fields["read_only"] = target.unknown()
    return [Mount(origin=draft.origin(value, given, spans), **fields)]


def _may_hold_options(target: Value) -> bool:
    """Tell whether the variable that a target ends in may well bring its options: `/data$RO`, but not `/data/$NAME`."""
    text = target.text
    return len(text) > 1 and text.endswith(HOLE) and text[-2] != "/"


def _source(source: Value) -> dict[str, Any]:
    text = source_of(source)
    if isinstance(text, Unknown):
        # A lone variable is a folder far more often than a volume's name, and policies see that it is unknown.
        certain = text.prefix != "" and not is_path(text.prefix) and "/" not in text.suffix
        if certain:
            return {"type": "volume", "source": text}
        path = host_path(text)
        return {"type": "bind", "source": path.text, "base": path.base}
    if not is_path(text):
        return {"type": "volume", "source": text}
    path = host_path(text)
    kind = "npipe" if text.startswith(("\\\\.\\pipe\\", "//./pipe/")) else "bind"
    return {"type": kind, "source": path.text, "base": path.base}


def _options(draft: Draft, options: Value, fields: dict[str, Any], spans: dict[str, Span]) -> None:
    fields["options_written"] = tuple(options.shown.split(","))
    known = _ENGINE_OPTIONS | _PROPAGATIONS | (_PODMAN_OPTIONS if draft.setting.dialect == PODMAN else frozenset())
    for option in options.split(","):
        name = option.text
        if name in ("ro", "rw"):
            fields["read_only"] = name == "ro"
            spans["read_only"] = option.span
        elif name in ("z", "Z"):
            fields["selinux"], spans["selinux"] = name, option.span
        elif name == "O" and draft.setting.dialect == PODMAN:
            # An overlay: what the container writes goes to a layer of its own, and the host's folder stays as it is.
            fields["read_only"], spans["read_only"] = True, option.span
        elif name == "nocopy":
            fields["no_copy"], spans["no_copy"] = True, option.span
        elif name in _PROPAGATIONS:
            fields["propagation"], spans["propagation"] = name, option.span
        elif not option.known:
            fields["read_only"] = fields.get("read_only", option.unknown())
        elif name in ("consistent", "cached", "delegated"):
            fields["consistency"] = name
        elif name.partition("=")[0] not in known:
            draft.refused_by_engine(f"invalid mode: {options.shown}", option.span, "volume")


def _volumes_from(draft: Draft) -> None:
    nodes, first = [], None
    for given in draft.all("volumes-from"):
        assert given.value is not None
        first = first or given
        name, mode = given.value.cut(":")
        modes = () if mode is None else mode.text.split(",")
        spans = {"container": name.span} | ({} if mode is None else {"read_only": mode.span})
        selinux = next((mark for mark in modes if mark in ("z", "Z")), None)
        nodes.append(
            VolumesFrom(
                origin=draft.origin(given.value, given, spans),
                container=name.value,
                read_only="ro" in modes,
                selinux=selinux,
            )
        )
    draft.entries("volumes_from", nodes, first)
    if nodes:
        raw = [given.value.value for given in draft.all("volumes-from") if given.value is not None]
        draft.rest["HostConfig"]["VolumesFrom"] = raw
