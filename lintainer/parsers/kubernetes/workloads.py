"""An object that holds pods as workloads of the model."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Container, Workload
from lintainer.model.notes import Note
from lintainer.parsers.kubernetes.conflicts import conflicts
from lintainer.parsers.kubernetes.kinds import Found, group_of, is_builtin
from lintainer.parsers.kubernetes.podspec import read_labels, read_pod
from lintainer.parsers.kubernetes.refusals import share_refusals
from lintainer.parsers.kubernetes.view import View, origin
from lintainer.source import Location, Source, Span


def read_workload(
    source: Source,
    view: View,
    found: Found,
    *,
    kind: str,
    api_version: str | None,
    where: Span | Location,
    extent: Span,
    partial: bool,
    rendered: bool,
    notes: tuple[Note, ...],
) -> Workload:
    """Return the workload that the pod `found` in the object `view` is. `where` is what stands for the object."""
    metadata = view.sub("metadata")
    pod_metadata = metadata if kind == "Pod" and group_of(api_version) == "" else found.template.sub("metadata")
    pod, containers = read_pod(
        source,
        pod_metadata,
        found.spec,
        where,
        controller=kind or None,
        claim_templates=tuple(_claim_templates(view)) if kind == "StatefulSet" else (),
        partial=partial,
    )
    if is_builtin(kind, api_version) and not partial:
        containers = tuple(_checked(container) for container in containers)
    spec = view.sub("spec")
    selector = _selector(spec)
    written: dict[str, Span | Location] = {}
    for field, outer, key in (
        ("name", metadata, "name"),
        ("namespace", metadata, "namespace"),
        ("api_version", view, "apiVersion"),
    ):
        if outer.has(key):
            written[field] = outer.at(key)
    if view.has("kind"):
        written["kind"] = view.at("kind")
    if spec.has("selector"):
        written["selector"] = spec.at("selector")
    service_name = spec.raw("serviceName") if kind == "StatefulSet" else None
    if service_name is not None:
        written["service_name"] = spec.at("serviceName")
    if metadata.has("labels"):
        written["labels"] = metadata.at("labels")
    return Workload(
        origin=origin(source, where, written),
        kind=kind,
        name=metadata.raw("name") or metadata.raw("generateName"),
        namespace=metadata.raw("namespace"),
        syntax="kubernetes",
        containers=share_refusals(containers, notes),
        pod=pod,
        api_version=api_version,
        annotations=read_labels(source, metadata, "annotations"),
        labels=tuple(metadata.sub("labels").texts().items()),
        selector=selector,
        service_name=service_name,
        partial=partial,
        rendered=rendered,
        extent=extent,
        notes=notes,
    )


def _checked(container: Container) -> Container:
    found = tuple(conflicts(container)) if container.role != "pod" else ()
    return container.replace(notes=(*container.notes, *found)) if found else container


def _claim_templates(view: View) -> Iterator[str]:
    for item in view.sub("spec").items("volumeClaimTemplates"):
        name = View.of(item.node).sub("metadata").raw("name")
        if name is not None:
            yield name


def _selector(spec: View) -> tuple[tuple[str, str], ...] | None:
    """Return the labels that a controller selects its pods by; None where nothing is written or it is not labels alone.

    ReplicationController and DeploymentConfig write the labels right under `selector`.
    """
    if not spec.has("selector"):
        return None
    view = spec.sub("selector")
    if view.has("matchLabels"):
        return tuple(view.sub("matchLabels").texts().items())
    return None if view.has("matchExpressions") else tuple(view.texts().items())
