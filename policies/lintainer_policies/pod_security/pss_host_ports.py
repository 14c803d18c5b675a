"""Upstream check_hostPorts.go: any hostPort other than 0."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model.pod_security import judged
from lintainer.policy import KUBERNETES, Hit, Outcome, Severity, Workload, policy, undecided


@policy(
    group="pod-security",
    severity=Severity.HIGH,
    profiles=("pss-baseline", "pss-restricted"),
    syntaxes=(KUBERNETES,),
    standards=("PSS baseline Host Ports",),
    advice="leave hostPort out, and reach the pod through a Service",
)
def pss_host_ports(workload: Workload) -> Iterator[Outcome]:
    """A container takes a port of the host, which the baseline level forbids."""
    for container in judged(workload):
        for port in container.ports:
            yield from undecided(port, "host_port")
            if isinstance(port.host_port, int) and port.host_port:
                yield Hit(f"hostPort is {port.host_port}: forbidden at the baseline level", port.at("host_port"))
