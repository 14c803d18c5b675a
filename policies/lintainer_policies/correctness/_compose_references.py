"""What services of a Compose project name that the project does not define."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Container, Project, Unknown
from lintainer.policy import Hit, Outcome

# Modes of the engine, and the network that every project has.
_RESERVED = frozenset(("host", "none", "bridge", "default", "private", "nat", "transparent", "slirp4netns", "pasta", ""))


def compose_references(project: Project) -> Iterator[Outcome]:
    """Networks and volumes that a service names and the project, which defines others, does not define."""
    if not project.complete:
        return
    networks = [resource.name or "" for resource in project.of_kind("network")]
    volumes = [resource.name or "" for resource in project.of_kind("volume")]
    for workload in project.workloads:
        for container in workload.containers:
            if any(name not in _RESERVED for name in networks):
                yield from _networks(container, networks)
            if volumes:
                yield from _volumes(container, volumes)


def _networks(container: Container, defined: list[str]) -> Iterator[Outcome]:
    for network in container.networks:
        name = network.name
        if isinstance(name, str) and network.external is False and name not in defined and name not in _RESERVED:
            yield Hit(f"joins the network {quoted(name)}, where the project has {_listed(defined)}", network.at())
    mode = container.network_mode
    if container.networks or mode is None or isinstance(mode, Unknown):
        return
    if ":" not in mode and mode not in _RESERVED and mode not in defined:
        yield Hit(
            f"joins a network {quoted(mode)} of the engine, where the project has {_listed(defined)}",
            container.at("network_mode"),
        )


def _volumes(container: Container, defined: list[str]) -> Iterator[Outcome]:
    for mount in container.mounts:
        name = mount.volume_name
        if mount.type == "volume" and name and name not in defined:
            yield Hit(f"mounts the volume {quoted(name)}, where the project has {_listed(defined)}", mount.at())


def _listed(names: list[str]) -> str:
    return ", ".join(quoted(name) for name in names if name not in _RESERVED)
