"""Ports that everybody who reaches the host can reach."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Unknown, publishing
from lintainer.policy import COMPOSE, DOCKER_RUN, Change, Container, Hit, Outcome, Severity, Undecided, policy
from lintainer_policies.network._addresses import LOOPBACK, host_ports, is_unspecified, loopback_form
from lintainer_policies.network._options import AllowedPorts, is_allowed


@policy(
    group="network",
    severity=Severity.MEDIUM,
    profiles=("default", "cis-docker"),
    syntaxes=(DOCKER_RUN, COMPOSE),
    standards=("CIS Docker 1.6.0 5.14",),
    advice="publish it on the one address that needs it",
    fix="unsafe",
    options=AllowedPorts,
)
def published_port_all_interfaces(container: Container, options: AllowedPorts) -> Iterator[Outcome]:
    """A port is published on every address of the host, past the host's firewall."""
    published = publishing.published_ports(container)
    if isinstance(published, Unknown):
        yield Undecided(container.at("network_mode"), "network_mode", published.why)
        return
    for port in published:
        if isinstance(port.host_ip, Unknown):
            yield Undecided(port.at("host_ip"), "host_ip", port.host_ip.why)
        elif is_unspecified(port.host_ip) and not is_allowed(port, options):
            advice = f"publish it on the address that needs it: `{loopback_form(port)}` is for the host alone"
            place = port.at("host_ip")
            change = Change(place=place, value=LOOPBACK)
            yield Hit(f"publishes {host_ports(port)} on every address of the host", place, advice=advice, change=change)
