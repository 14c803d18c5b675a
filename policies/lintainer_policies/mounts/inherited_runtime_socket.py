"""Containers that get the control socket of a runtime from another container."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.policy import RUNNING, Hit, Outcome, Project, Severity, policy
from lintainer.source import Related
from lintainer_policies.mounts._binds import place, shown_source, shown_target
from lintainer_policies.mounts._inherited import engine_volume, running, taken_over, volume_key
from lintainer_policies.mounts._sockets import runtime_socket


@policy(
    group="mounts",
    severity=Severity.CRITICAL,
    profiles=("default",),
    standards=("CIS Docker 1.6.0 5.32",),
    supersedes=("volumes-from",),
    advice="name the volumes that it needs, none that holds the socket",
)
def inherited_runtime_socket(project: Project) -> Iterator[Outcome]:
    """The control socket of a container runtime arrives from another container."""
    for container in running(project):
        for entry in container.volumes_from:
            for mount in taken_over(project, entry):
                found = runtime_socket(mount)
                if found is None:
                    continue
                name = entry.container if isinstance(entry.container, str) else ""
                yield Hit(
                    f"takes over the control socket of {found[0]}, {shown_source(mount)}, from {quoted(name)}: "
                    "it can start a container with all of the host",
                    entry.at(),
                    related=(Related(place(mount), "mounted here"),),
                )
                break
    yield from _shared_volumes(project)


def _shared_volumes(project: Project) -> Iterator[Outcome]:
    engines = [
        (key, container, mount)
        for workload in project.workloads
        for container in workload.containers
        if container.role in RUNNING
        for mount in container.mounts
        if (key := engine_volume(workload, container, mount)) is not None
    ]
    if not engines:
        return
    for workload in project.workloads:
        for container in workload.containers:
            if container.role not in RUNNING:
                continue
            for mount in container.mounts:
                key = volume_key(workload, mount)
                for shared, engine, where in engines:
                    if key != shared or engine is container:
                        continue
                    name = quoted(engine.name or "an engine")
                    yield Hit(
                        f"shares the volume {quoted(shared[1])}{shown_target(mount)} with {name}, "
                        "whose engine leaves its control socket there: it can start privileged containers in that engine",
                        mount.at(),
                        related=(Related(where.at(), "the engine's socket lies here"),),
                    )
