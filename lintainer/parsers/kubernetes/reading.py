"""One document of a manifest: its objects, as workloads and resources."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Resource, Workload
from lintainer.model.notes import InvalidValue, Note, RetiredApiVersion
from lintainer.parsers._yaml import Document
from lintainer.parsers.kubernetes.generators import generated
from lintainer.parsers.kubernetes.kinds import RESOURCES, is_builtin, known_spelling, members, pods
from lintainer.parsers.kubernetes.objects import read_resource
from lintainer.parsers.kubernetes.schema import check_object, duplicate_keys
from lintainer.parsers.kubernetes.view import View
from lintainer.parsers.kubernetes.workloads import read_workload
from lintainer.source import Location, Source, Span
from lintainer.tuples import NamedTuple

# A List in a List in a List …: nobody writes more.
_DEEPEST = 10


class Objects(NamedTuple):
    """What a document holds."""

    workloads: list[Workload]
    resources: list[Resource]


class Reading(NamedTuple):
    """How a text is read: as part of objects that another file completes; as the output of a tool."""

    partial: bool = False
    rendered: bool = False


def read_document(source: Source, document: Document, reading: Reading) -> Objects:
    """Return the objects of one parsed document."""
    found = Objects([], [])
    for view, kind, api_version, extent in _objects(View.of(document.root), document.span):
        _read(source, view, kind, api_version, extent, found, reading)
    return found


def read_kustomization(source: Source, document: Document) -> Objects:
    """Return a kustomization as a resource, and the ConfigMaps and Secrets that it generates."""
    view = View.of(document.root)
    if not view:
        return Objects([], [])
    kind = view.raw("kind") or "Kustomization"
    own = read_resource(source, view, kind, view.raw("apiVersion"), _anchor(view), document.span)
    return Objects([], [own, *generated(own)])


def _objects(view: View, extent: Span) -> Iterator[tuple[View, str | None, str | None, Span]]:
    """Yield the object itself, or those in it where it is a list, each with its kind and its version."""
    waiting: list[tuple[View, str | None, str | None, Span, int]] = [
        (view, view.raw("kind"), view.raw("apiVersion"), extent, 0)
    ]
    while waiting:
        view, kind, api_version, extent, depth = waiting.pop()
        inner = [
            (
                member,
                member.raw("kind") or own,
                member.raw("apiVersion") or (api_version if own else None),
                Span(member.node.start, member.node.end) if member.node is not None else extent,
                depth + 1,
            )
            for member, own in members(view, kind)
        ]
        if inner and depth < _DEEPEST:
            waiting.extend(reversed(inner))
        elif view:
            yield view, known_spelling(kind), api_version, extent


def _read(
    source: Source,
    view: View,
    kind: str | None,
    api_version: str | None,
    extent: Span,
    found: Objects,
    reading: Reading,
) -> None:
    where = _anchor(view)
    notes: tuple[Note, ...] = ()
    holds_pod = False
    for pod in pods(view, kind, api_version):
        if not holds_pod:
            notes = tuple(_notes(source, view, kind, api_version))
        holds_pod = True
        workload = read_workload(
            source,
            view,
            pod,
            kind=kind or "",
            api_version=api_version,
            where=where,
            extent=extent,
            partial=reading.partial,
            rendered=reading.rendered,
            notes=notes,
        )
        found.workloads.append(workload)
        notes = ()
    if kind is not None and (kind in RESOURCES or not holds_pod):
        found.resources.append(read_resource(source, view, kind, api_version, where, extent))


def _anchor(view: View) -> Span | Location:
    """Return what stands for an object: its name, else its kind, else its first key."""
    metadata = view.sub("metadata")
    for outer, key in ((metadata, "name"), (metadata, "generateName"), (view, "kind")):
        if outer.has(key):
            return outer.at(key)
    node = view.node
    if node is None or not node.pairs:
        return Span(0, 0)
    first = node.pairs[0][0]
    return Span(first.start, first.end)


def _notes(source: Source, view: View, kind: str | None, api_version: str | None) -> Iterator[Note]:
    if kind is not None and is_builtin(kind, api_version):
        yield from check_object(view, kind)
    elif view.node is not None:
        yield from duplicate_keys(view.node)
    written = view.raw("kind")
    if written is not None and kind is not None and written != kind:
        place = _location(source, view.at("kind"))
        yield InvalidValue(location=place, path="kind", reason=f"{quoted(written, 40)}: the API knows the kind {kind}")
    if view.has("apiVersion") and kind is not None and api_version:
        yield RetiredApiVersion(location=_location(source, view.at("apiVersion")), api_version=api_version, kind=kind)


def _location(source: Source, where: Span | Location) -> Location:
    return where if isinstance(where, Location) else Location(source, where)
