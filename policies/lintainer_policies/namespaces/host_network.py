"""Containers in the network namespace of the host."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model.effective import shares_host
from lintainer.policy import RUNNING_OR_POD, Change, Container, Hit, Outcome, Severity, policy, unsettled


@policy(
    group="namespaces",
    severity=Severity.HIGH,
    profiles=("default", "cis-docker", "cis-kubernetes"),
    standards=("CIS Docker 1.6.0 5.10", "CIS Kubernetes 1.12.0 5.2.5", "PSS baseline Host Namespaces"),
    advice="remove it, and publish the ports that are needed",
    fix="unsafe",
    roles=RUNNING_OR_POD,
)
def host_network(container: Container) -> Iterator[Outcome]:
    """A container shares the network of the host: interfaces, loopback services, abstract sockets."""
    shared = shares_host(container, "network")
    yield from unsettled(shared, "network_mode")
    if shared.value is True:
        yield Hit(
            "shares the network of the host: its interfaces, the services on its loopback and its abstract sockets",
            shared.location,
            change=Change(place=shared.location),
        )
