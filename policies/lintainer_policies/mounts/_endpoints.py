"""Addresses of Docker daemons, and whether one of the project answers there.

Sources: Docker documentation, "Protect the Docker daemon socket" (ports 2375 and 2376, DOCKER_TLS_VERIFY, DOCKER_CERT_PATH);
docker/cli `opts/hosts.go` (default ports of tcp://).
"""

from __future__ import annotations

import re

from lintainer.model import Container, Project, Unknown
from lintainer.tuples import NamedTuple

PLAIN_PORT = 2375
_TLS = ("DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH", "DOCKER_TLS")


class Endpoint(NamedTuple):
    """Where a daemon is to be: `host` is empty where none is written, `port` 0 where it is not known."""

    host: str
    port: int


def endpoint(text: str) -> Endpoint | None:
    """Return the address in `tcp://HOST:PORT`, None for other schemes."""
    match = re.match(r"(?:tcp|http)://(\[[^\]]*\]|[^:/\s]*)(?::(\d+))?", text.strip().strip("\"'"))
    if match is None:
        return None
    return Endpoint(match[1].strip("[]").lower(), int(match[2] or PLAIN_PORT))


def variable(container: Container, name: str) -> str | Unknown | None:
    """Return the value of an environment variable, None where it is not set in the file."""
    found: str | Unknown | None = None
    for entry in container.env:
        if entry.name == name and isinstance(entry.name, str):
            found = entry.value
    return found


def says_tls(container: Container) -> bool:
    """Tell whether the environment makes the client speak TLS."""
    return any(variable(container, name) not in (None, "") for name in _TLS)


def words(container: Container) -> list[tuple[str, object]]:
    """Return the words of entrypoint and command, split where one holds a shell's line, with the node of each."""
    found: list[tuple[str, object]] = []
    for node in (*(container.entrypoint or ()), *(container.cmd or ())):
        if isinstance(node.value, str):
            found.extend((word, node) for word in node.value.split())
    return found


def is_own(container: Container, host: str) -> bool:
    """Tell whether `host` is the container itself, or another of its pod."""
    if host not in ("localhost", "127.0.0.1", "::1"):
        return False
    return not (isinstance(container.network_mode, str) and container.network_mode == "host")


def is_private_service(project: Project, host: str, port: int) -> bool:
    """Tell whether `host` is a service of the project that nobody outside of it can reach at that port."""
    first = host.split(".")[0]
    for resource in project.of_kind("Service"):
        if resource.name == first:
            spec = resource.body.get("spec") if isinstance(resource.body, dict) else None
            kind = spec.get("type", "ClusterIP") if isinstance(spec, dict) else "ClusterIP"
            return kind in ("ClusterIP", "")
    for workload in project.workloads:
        if workload.syntax == "kubernetes":
            continue
        for container in workload.containers:
            names = {workload.name, container.name, container.hostname if isinstance(container.hostname, str) else None}
            names.update(alias for network in container.networks for alias in network.aliases if isinstance(alias, str))
            if host in names:
                return not publishes(container, port)
    return False


def publishes(container: Container, port: int) -> bool:
    """Tell whether a port of the container is published, or its network is the host's."""
    if container.network_mode == "host" and isinstance(container.network_mode, str):
        return True
    for one in container.ports:
        if not one.published or (one.host_ip in ("127.0.0.1", "::1") and isinstance(one.host_ip, str)):
            continue
        first = one.container_port
        if isinstance(first, int) and first <= port <= (one.container_port_end or first):
            return True
    return False
