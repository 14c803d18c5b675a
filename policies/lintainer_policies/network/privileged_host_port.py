"""Ports of the host that only root may open."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Unknown, publishing
from lintainer.policy import COMPOSE, DOCKER_RUN, Container, Hit, Outcome, Severity, Undecided, policy
from lintainer_policies.network._addresses import host_ports
from lintainer_policies.network._options import AllowedPorts, is_allowed

# ip_unprivileged_port_start, Linux 6.9, by default.
FIRST_UNPRIVILEGED = 1024


@policy(
    group="network",
    severity=Severity.LOW,
    profiles=("hardening", "cis-docker"),
    syntaxes=(DOCKER_RUN, COMPOSE),
    standards=("CIS Docker 1.6.0 5.8",),
    advice="publish a port from 1024 on, and let a proxy in front of it have the well-known one",
    options=AllowedPorts,
)
def privileged_host_port(container: Container, options: AllowedPorts) -> Iterator[Outcome]:
    """A container is published at a port of the host below 1024, where clients expect a service of the host's root."""
    published = publishing.published_ports(container)
    if isinstance(published, Unknown):
        yield Undecided(container.at("network_mode"), "network_mode", published.why)
        return
    for port in published:
        if isinstance(port.host_port, Unknown):
            yield Undecided(port.at("host_port"), "host_port", port.host_port.why)
        elif port.host_port and port.host_port < FIRST_UNPRIVILEGED and not is_allowed(port, options):
            yield Hit(f"takes the privileged {host_ports(port)} of the host", port.at("host_port"))
