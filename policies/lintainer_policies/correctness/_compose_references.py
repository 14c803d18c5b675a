"""What services of a Compose project name that the project does not define."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Project, Unknown
from lintainer.policy import Hit, Outcome

_RESERVED = ("host", "none", "bridge", "default", "private", "nat", "transparent", "slirp4netns", "pasta")


def compose_references(project: Project) -> Iterator[Outcome]:
    """Networks that a service names and the project, which defines others, does not define."""
    defined = [resource.name or "" for resource in project.resources if resource.kind == "network"]
    others = ", ".join(quoted(name) for name in defined if name != "default")
    if not others:
        return
    for workload in project.workloads:
        for container in workload.containers:
            for network in container.networks:
                if isinstance(network.name, str) and network.name not in defined and network.name not in _RESERVED:
                    pass
            mode = container.network_mode
            if mode is None or isinstance(mode, Unknown) or ":" in mode or mode in _RESERVED or mode in defined:
                continue
            yield Hit(
                f"joins the network {quoted(mode)}, which is none of the project ({others})", container.at("network_mode")
            )
