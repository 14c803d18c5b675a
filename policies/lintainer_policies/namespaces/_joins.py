"""Whose namespaces a container ends up in when it joins those of others."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Unknown
from lintainer.model.effective import joined, privileged, shares_host
from lintainer.policy import Container, Project
from lintainer.source import Location
from lintainer.tuples import NamedTuple

# What each namespace is called in a message.
SHOWN = {
    "network": "network namespace",
    "pid": "process namespace",
    "ipc": "IPC namespace",
    "uts": "UTS namespace",
    "userns": "user namespace",
    "cgroupns": "cgroup namespace",
}


class Reached(NamedTuple):
    """A container whose namespace is joined, directly or through others; `via` are the names of those between."""

    container: Container
    name: str
    via: tuple[str, ...]


class Open(NamedTuple):
    """Something on the way to the host that is not known."""

    why: Unknown


class Directory:
    """The containers of a project by the names under which others may join them."""

    def __init__(self, project: Project) -> None:
        self._services: dict[str, Container] = {}
        self._containers: dict[str, Container] = {}
        for workload in project.workloads:
            for container in workload.containers:
                if container.role != "main":
                    continue
                if workload.kind == "service" and workload.name:
                    self._services.setdefault(workload.name, container)
                elif container.name:
                    self._containers.setdefault(container.name, container)
                if isinstance(container.container_name, str):
                    self._containers.setdefault(container.container_name, container)

    def joins(self, container: Container, namespace: str) -> Iterator[Reached | Open]:
        """Yield the containers whose namespace `container` is in by its own joining, the nearest first.

        Where a name on the way is not known, what keeps it from being known comes last.
        """
        seen = {id(container.origin)}
        via: tuple[str, ...] = ()
        current = container
        while True:
            target = joined(getattr(current, f"{namespace}_mode"))
            if target is None:
                return
            if isinstance(target.name, Unknown):
                yield Open(target.name)
                return
            found = (self._services if target.kind == "service" else self._containers).get(target.name)
            if found is None or id(found.origin) in seen:
                return
            seen.add(id(found.origin))
            yield Reached(found, target.name, via)
            via = (*via, target.name)
            current = found


def reason(container: Container, namespace: str) -> tuple[str, Location] | Open | None:
    """Return what makes joining this namespace of `container` a way to the host, and where it is written."""
    shared = shares_host(container, namespace)
    if shared.value is True:
        return f"the {SHOWN[namespace]} of the host", shared.location
    mighty = privileged(container)
    if mighty.value is True:
        return "privileged", mighty.location
    unknown = next((value for value in (shared.value, mighty.value) if isinstance(value, Unknown)), None)
    return None if unknown is None else Open(unknown)
