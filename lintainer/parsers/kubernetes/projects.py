"""Projects of manifests: a kustomization with its files, or a folder."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence

from lintainer.hints import Any, TypeVar
from lintainer.model import Origin, Project, Resource, Workload
from lintainer.parsers import Parsed
from lintainer.parsers.kubernetes.claims import bind_claims
from lintainer.source import Location
from lintainer.tuples import NamedTuple

Object = TypeVar("Object", Workload, Resource)


class Layer(NamedTuple):
    """A kustomization that was read: its folder, the paths that it takes in, its patches, and the namespace that it sets."""

    folder: str
    taken: frozenset[str]
    patches: frozenset[str]
    namespace: str | None
    place: Location


def projects(parsed: Sequence[Parsed], *, complete: bool) -> list[Project]:
    """Return the projects that the files `parsed` make.

    A file that a kustomization names belongs to it, in whatever folder; any other to the folder that it lies in. A base and
    its overlays are different projects, and neither is complete: the one is completed by the others, those by it.
    """
    layers = {layer.folder: layer for one in parsed for layer in _layers(one)}
    owner = {path: layer for layer in layers.values() for path in layer.taken}
    groups: dict[str, list[Parsed]] = {}
    for one in parsed:
        groups.setdefault(_home(one, layers, owner), []).append(one)
    names = {one.source.name for one in parsed}
    found: list[Project] = []
    for folder, group in groups.items():
        layer = layers.get(folder)
        whole = complete and not any(one.problems or one.skipped for one in group)
        if layer is not None:
            whole = whole and layer.taken <= names and folder not in owner
        found.append(_project(folder, [(one, _namespace(_taker(one, layer, owner), owner)) for one in group], complete=whole))
    return found


def _folder(name: str) -> str:
    """Return the folder that a file belongs to: for the templates of a chart, and its subcharts', the chart's."""
    for mark in ("/charts/", "/templates/"):
        at = f"/{name}".find(mark)
        if at >= 0:
            return name[: max(at - 1, 0)] or "."
    return name.rpartition("/")[0] or "."


def _layers(one: Parsed) -> Iterator[Layer]:
    for resource in one.resources:
        if resource.kind not in ("Kustomization", "Component") or not isinstance(resource.body, dict):
            continue
        body = resource.body
        folder = _folder(one.source.name)
        namespace = body.get("namespace")
        yield Layer(
            folder,
            _paths(body, folder, "resources", "bases", "components"),
            _paths(body, folder, "patches", "patchesStrategicMerge", "patchesJson6902"),
            namespace if isinstance(namespace, str) and namespace else None,
            resource.at("namespace"),
        )


def _paths(body: Mapping[str, Any], folder: str, *keys: str) -> frozenset[str]:
    """Return the paths in the lists `keys`: their texts, and what is under `path` in their mappings."""
    entries = [entry for key in keys if isinstance(body.get(key), list) for entry in body[key]]
    paths = (entry.get("path") if isinstance(entry, dict) else entry for entry in entries)
    return frozenset(posixpath.normpath(posixpath.join(folder, path)) for path in paths if isinstance(path, str))


def _taker(one: Parsed, beside: Layer | None, owner: Mapping[str, Layer]) -> Layer | None:
    """Return the layer that takes a file in. One that lies beside a kustomization and that none names is applied by itself."""
    name = posixpath.normpath(one.source.name)
    if name not in owner and beside is not None and (name in beside.patches or one.source is beside.place.source):
        return beside
    return owner.get(name)


def _home(one: Parsed, layers: dict[str, Layer], owner: dict[str, Layer]) -> str:
    folder = _folder(one.source.name)
    layer = owner.get(one.source.name)
    # A kustomization's own folder comes first: an overlay may name single files of a base.
    return folder if folder in layers or layer is None else layer.folder


def _namespace(layer: Layer | None, owner: Mapping[str, Layer]) -> Layer | None:
    """Return the layer that says in which namespace the objects of `layer` end: the outermost one that sets any."""
    chosen = None
    seen: set[str] = set()
    while layer is not None and layer.folder not in seen:
        seen.add(layer.folder)
        chosen = layer if layer.namespace is not None else chosen
        layer = owner.get(layer.folder)
    return chosen


def _project(name: str, group: list[tuple[Parsed, Layer | None]], *, complete: bool) -> Project:
    resources = tuple(_placed(one, layer) for parsed, layer in group for one in parsed.resources)
    workloads = tuple(_placed(one, layer) for parsed, layer in group for one in parsed.workloads)
    return Project(
        kind="manifests",
        name=name,
        workloads=bind_claims(workloads, resources),
        resources=resources,
        complete=complete,
        sources=tuple(one.source for one, _ in group),
    )


# Objects that lie in no namespace: a kustomization leaves them alone.
_CLUSTER_WIDE = frozenset(
    """APIService ClusterRole ClusterRoleBinding CSIDriver CustomResourceDefinition IngressClass Kustomization Component
    MutatingWebhookConfiguration Namespace Node PersistentVolume PriorityClass RuntimeClass StorageClass
    ValidatingWebhookConfiguration""".split()
)


def _placed(one: Object, layer: Layer | None) -> Object:
    """Return an object in the namespace that its kustomization puts it in, whatever it says itself."""
    if layer is None or layer.namespace is None or one.kind in _CLUSTER_WIDE:
        return one
    origin = one.origin
    written = {**origin.written, "namespace": layer.place}
    return one.replace(namespace=layer.namespace, origin=Origin(origin.source, origin.span, written, origin.related))
