"""Containers in the network namespace of the host."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import RUNNING_OR_POD, Container, Outcome, Severity, policy
from lintainer_policies.namespaces._sharing import sharing


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
    yield from sharing(
        container,
        "network",
        "shares the network of the host: its interfaces, the services on its loopback and its abstract sockets",
    )
