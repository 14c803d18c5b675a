"""Projects of manifests: a kustomization with its files, a chart, or a folder."""

from __future__ import annotations

from collections.abc import Sequence

from lintainer.model import Project
from lintainer.parsers import Parsed
from lintainer.parsers.kubernetes.claims import bind_claims


def projects(parsed: Sequence[Parsed], *, complete: bool) -> list[Project]:
    """Return the projects that the files `parsed` make."""
    groups: dict[str, list[Parsed]] = {}
    for one in parsed:
        groups.setdefault(_folder(one), []).append(one)
    return [_project(name, group, complete=complete) for name, group in groups.items()]


def _folder(one: Parsed) -> str:
    return one.source.name.rpartition("/")[0] or "."


def _project(name: str, group: list[Parsed], *, complete: bool) -> Project:
    whole = complete and not any(one.problems or one.skipped for one in group)
    resources = tuple(resource for one in group for resource in one.resources)
    workloads = tuple(workload for one in group for workload in one.workloads)
    return Project(
        kind="manifests",
        name=name,
        workloads=bind_claims(workloads, resources),
        resources=resources,
        complete=whole,
        sources=tuple(one.source for one in group),
    )
