"""Volumes of a pod, and the mounts that containers make of them."""

from __future__ import annotations

from collections.abc import Iterable

from lintainer.model import Mount, PodVolume, Text, Unknown
from lintainer.model.hostpath import host_path
from lintainer.parsers.kubernetes.quantity import memory_bytes
from lintainer.parsers.kubernetes.security import Written, places
from lintainer.parsers.kubernetes.view import Item, View, origin
from lintainer.schemas.kubernetes import fields
from lintainer.source import Location, Source, Span
from lintainer.tuples import NamedTuple

# CRI names of propagation (cri-api v1 MountPropagation) by what Kubernetes calls them: core/v1 MountPropagationMode.
_PROPAGATION = {"None": "rprivate", "HostToContainer": "rslave", "Bidirectional": "rshared"}
_CREATED = frozenset(("DirectoryOrCreate", "FileOrCreate"))


class Volume(NamedTuple):
    """A volume as written, for the mounts of it."""

    name: str | None
    kind: str | None
    view: View
    where: Span | Location
    # The volume's source: what stands under `hostPath:`, `emptyDir:` and so on.
    body: View


def read_volumes(spec: View, claim_templates: Iterable[str] = ()) -> list[Volume]:
    """Return the volumes of the pod `spec`, and those that a StatefulSet makes from its claim templates."""
    found: list[Volume] = []
    kinds = fields("Volume")
    for item in spec.items("volumes"):
        view = View.of(item.node, item.where)
        kind = _kind(view, kinds)
        where = view.at("name") if view.has("name") else item.where
        found.append(Volume(view.raw("name"), kind, view, where, view.sub(kind) if kind else view.sub("")))
    known = {volume.name for volume in found}
    nothing = View(None)
    for name in claim_templates:
        if name not in known:
            found.append(Volume(name, "persistentVolumeClaim", nothing, spec_place(spec), nothing))
    return found


def spec_place(spec: View) -> Span:
    """Return the place of a spec itself."""
    node = spec.node
    return Span(node.start, node.end) if node is not None else Span(0, 0)


def _kind(view: View, kinds: dict[str, str]) -> str | None:
    """Return the source of a volume; the most telling one where several are written, which the API refuses."""
    present = [key for key in view.pairs if key != "name" and view.has(key)]
    for wanted in ("hostPath", "gitRepo", "flexVolume"):
        if wanted in present:
            return wanted
    known = [key for key in present if key in kinds]
    # A volume without a source is an emptyDir: core/v1 defaults.go SetDefaults_Volume.
    return known[0] if known else present[0] if present else "emptyDir"


def pod_volume(source: Source, volume: Volume, mounted_by: tuple[str, ...]) -> PodVolume:
    """Return the model's record of a volume."""
    body, kind = volume.body, volume.kind
    written: Written = places(volume.view, name="name", **({"kind": kind} if kind else {}))
    path: str | Unknown | None = None
    host_path_type = medium = None
    size: int | Unknown | None = None
    if kind == "hostPath":
        path = _host(body)
        host_path_type = body.raw("type")
        written |= places(body, path="path", host_path_type="type")
    elif kind == "emptyDir":
        medium = body.raw("medium")
        size = quantity(body, "sizeLimit")
        written |= places(body, medium="medium", size_limit="sizeLimit")
    return PodVolume(
        origin=origin(source, volume.where, written),
        name=volume.name,
        kind=kind,
        path=path,
        host_path_type=host_path_type,
        medium=medium,
        size_limit=size,
        references=tuple(_references(kind, body)),
        service_account_token=any(View.of(item.node).has("serviceAccountToken") for item in body.items("sources")),
        mounted_by=mounted_by,
    )


def quantity(view: View, key: str) -> int | Unknown | None:
    """Return the amount under `key` in bytes; unknown for a placeholder, None where it is no quantity."""
    text = view.text(key)
    return memory_bytes(text) if isinstance(text, str) else text


def _host(body: View) -> str | Unknown | None:
    path = body.text("path")
    return host_path(path).text if path is not None else None


def _references(kind: str | None, body: View) -> Iterable[tuple[str, str, bool]]:
    if kind == "configMap":
        yield from _reference("ConfigMap", body, "name")
    elif kind == "secret":
        yield from _reference("Secret", body, "secretName")
    elif kind == "persistentVolumeClaim":
        yield from _reference("PersistentVolumeClaim", body, "claimName")
    elif kind == "projected":
        for item in body.items("sources"):
            entry = View.of(item.node)
            yield from _reference("ConfigMap", entry.sub("configMap"), "name")
            yield from _reference("Secret", entry.sub("secret"), "name")


def _reference(kind: str, view: View, key: str) -> Iterable[tuple[str, str, bool]]:
    name = view.text(key)
    if isinstance(name, str):
        yield kind, name, view.boolean("optional") is True


def read_mounts(source: Source, container: View, volumes: dict[str, Volume]) -> tuple[Mount, ...]:
    """Return the mounts of a container: each joins a volume of the pod with an entry of volumeMounts."""
    found: list[Mount] = []
    for item in container.items("volumeMounts"):
        view = View.of(item.node, item.where)
        if view:
            found.append(_mount(source, view, item, volumes.get(view.raw("name") or "")))
    return tuple(found)


def _mount(source: Source, view: View, item: Item, volume: Volume | None) -> Mount:
    where = view.at("mountPath") if view.has("mountPath") else view.at("name") if view.has("name") else item.where
    written = places(
        view,
        target="mountPath",
        read_only="readOnly",
        propagation="mountPropagation",
        recursive="recursiveReadOnly",
        subpath="subPath" if view.has("subPath") else "subPathExpr",
        volume_name="name",
    )
    read_only = view.boolean("readOnly")
    propagation = view.text("mountPropagation")
    return volume_mount(source, where, written, volume).replace(
        target=view.text("mountPath"),
        read_only=False if read_only is None else read_only,
        propagation=_PROPAGATION.get(propagation, propagation) if isinstance(propagation, str) else propagation,
        recursive=_recursive(view),
        subpath=view.first("subPath", "subPathExpr"),
        volume_name=view.raw("name"),
    )


def _recursive(view: View) -> str | Unknown | None:
    value = view.text("recursiveReadOnly")
    if not isinstance(value, str):
        return value
    return {"Enabled": "readonly", "IfPossible": "readonly", "Disabled": "writable"}.get(value, value)


def volume_mount(source: Source, where: Span | Location, written: Written, volume: Volume | None) -> Mount:
    """Return the mount of `volume`, without what only volumeMounts say; for a volume nobody mounts it is all there is."""
    kind = volume.kind if volume is not None else None
    if volume is not None and kind == "hostPath":
        body = volume.body
        written = {"type": volume.where, **places(volume.view, type="hostPath"), **written, **places(body, source="path")}
        host = _host(body)
        base = host_path(raw).base if (raw := body.text("path")) is not None else "unknown"
        pipe = isinstance(host, str) and host.startswith("//./pipe/")
        type_written = body.raw("type")
        return Mount(
            origin=origin(source, where, {**written, **places(body, host_path_type="type")}),
            type="npipe" if pipe else "bind",
            source=host,
            base=base,
            host_path_type=type_written,
            create_host_path=True if type_written in _CREATED else None,
            via="hostPath",
            volume_kind=kind,
            volume_name=volume.name,
        )
    if volume is not None and kind == "emptyDir" and volume.body.raw("medium") == "Memory":
        return Mount(
            origin=origin(source, where, {**written, **places(volume.body, size="sizeLimit")}),
            type="tmpfs",
            size=quantity(volume.body, "sizeLimit"),
            via="volumes",
            volume_kind=kind,
            volume_name=volume.name,
        )
    name = volume.name if volume is not None else None
    named: str | Unknown | None = name
    if volume is not None and kind == "persistentVolumeClaim":
        named = volume.body.first("claimName")
        written = {**written, **places(volume.body, source="claimName")}
    return Mount(
        origin=origin(source, where, written),
        type="image" if kind == "image" else "volume",
        source=named,
        via="claim" if kind == "persistentVolumeClaim" else "volumes",
        volume_kind=kind,
        volume_name=name,
    )


def read_devices(source: Source, container: View) -> tuple[Text, ...]:
    """Return the raw block volumes of a container, by their paths in it."""
    found: list[Text] = []
    for item in container.items("volumeDevices"):
        view = View.of(item.node, item.where)
        path = view.first("devicePath", "name")
        if path is not None:
            where = view.at("devicePath") if view.has("devicePath") else item.where
            found.append(Text(origin=origin(source, where), value=path))
    return tuple(found)
