"""What the units of a folder make together: a project, in which the containers of a pod are one workload."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lintainer.model import Container, Origin, Project, Workload
from lintainer.parsers import Parsed
from lintainer.parsers.quadlet.pods import joined
from lintainer.source import Source, Span

SYNTAX = "quadlet"


def pod_workload(containers: tuple[Container, ...]) -> Workload:
    """Return a pod and, until all are known, some of its containers."""
    pod = containers[0]
    return Workload(
        origin=Origin(pod.origin.source, pod.origin.span),
        kind="pod",
        name=pod.name,
        syntax=SYNTAX,
        containers=containers,
        extent=Span(0, len(pod.origin.source.text)),
    )


def played(workload: Workload, pod: Container) -> Workload:
    """Return a workload of a manifest with what the `.kube` unit that plays it declares."""
    containers = tuple(joined(pod, container) for container in workload.containers)
    return workload.replace(containers=containers)


def project_of(folder: str, group: Sequence[Parsed], *, complete: bool) -> Project:
    """Return the project that the units of a folder make."""
    alone: list[Workload] = []
    pods: dict[str, list[Container]] = {}
    seen: set[tuple[int, Span, str | None]] = set()
    for workload in (workload for one in group for workload in one.workloads):
        if workload.kind != "pod":
            # A unit and a drop-in of it may be named both.
            key = (id(workload.origin.source), workload.origin.span, workload.name)
            if key not in seen:
                alone.append(workload)
            seen.add(key)
        else:
            pods.setdefault(workload.origin.source.name, []).extend(workload.containers)
    return Project(
        kind="commands",
        name=folder or ".",
        workloads=(*alone, *(_together(containers) for containers in pods.values())),
        resources=tuple(resource for one in group for resource in one.resources),
        complete=complete and not any(one.problems for one in group),
        sources=tuple(_sources(group)),
    )


def _sources(group: Sequence[Parsed]) -> Iterator[Source]:
    yield from dict.fromkeys(source for one in group for source in (one.source, *one.drawn))


def _together(found: Sequence[Container]) -> Workload:
    """Return one pod with all of its containers; alone, it is judged for what it would give to any."""
    pod = found[0]
    members = {(id(one.origin.source), one.name): one for one in found if one.role != "pod"}
    containers = tuple(joined(pod, one) for one in members.values())
    return pod_workload((pod,)).replace(containers=containers or (pod,))
