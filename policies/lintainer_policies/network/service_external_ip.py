"""Services that take over addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lintainer.messages import quoted
from lintainer.policy import KUBERNETES, Hit, Outcome, Project, Severity, policy


@policy(
    group="network",
    severity=Severity.MEDIUM,
    profiles=("default",),
    syntaxes=(KUBERNETES,),
    advice="use a Service of type LoadBalancer, an Ingress or a Gateway, and deny externalIPs in admission",
)
def service_external_ip(project: Project) -> Iterator[Outcome]:
    """A Service takes over the traffic to an address that nobody checks (CVE-2020-8554)."""
    for service in project.of_kind("Service"):
        spec = service.body.get("spec") if isinstance(service.body, Mapping) else None
        addresses = spec.get("externalIPs") if isinstance(spec, Mapping) else None
        for number, address in enumerate(addresses if isinstance(addresses, list) else ()):
            if address is not None:
                yield Hit(
                    f"takes over what the nodes and pods of the cluster send to {quoted(str(address))}",
                    service.at(f"spec.externalIPs.{number}"),
                )
