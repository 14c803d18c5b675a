"""Ports of the node."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.policy import KUBERNETES, Container, Hit, Outcome, Severity, Undecided, policy


@policy(
    group="network",
    severity=Severity.MEDIUM,
    profiles=("default", "cis-kubernetes"),
    syntaxes=(KUBERNETES,),
    standards=("CIS Kubernetes 1.12.0 5.2.12", "PSS baseline Host Ports"),
    advice="remove hostPort and reach the pod through a Service",
)
def host_port(container: Container) -> Iterator[Outcome]:
    """A container takes a port of the node."""
    for port in container.ports:
        if isinstance(port.host_port, Unknown):
            yield Undecided(port.at("host_port"), "host_port", port.host_port.why)
        elif port.host_port:
            address = port.host_ip
            where = (
                "every address of the node"
                if address is None or address in ("", "0.0.0.0", "::")  # noqa: S104 - what a file says
                else f"{quoted(address.written if isinstance(address, Unknown) else address)} of the node"
            )
            yield Hit(f"takes port `{port.host_port}` on {where}", port.at("host_port"))
