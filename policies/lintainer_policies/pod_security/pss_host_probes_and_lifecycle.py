"""Upstream check_hostProbesAndhostLifecycle.go."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model.pod_security import PssOptions, judged
from lintainer.policy import KUBERNETES, Hit, Outcome, Severity, Workload, policy, undecided


@policy(
    group="pod-security",
    severity=Severity.HIGH,
    profiles=("pss-baseline", "pss-restricted"),
    syntaxes=(KUBERNETES,),
    standards=("PSS baseline Host Probes / Lifecycle Hooks",),
    advice="remove the host, so that the pod itself is asked",
    options=PssOptions,
)
def pss_host_probes_and_lifecycle(workload: Workload, options: PssOptions) -> Iterator[Outcome]:
    """A probe or a lifecycle hook names a host, which the baseline level forbids from v1.34."""
    if options.minor < 34:
        return
    for container in judged(workload):
        for handler in container.handlers:
            if handler.action not in ("httpGet", "tcpSocket"):
                continue
            yield from undecided(handler, "host")
            if isinstance(handler.host, str) and handler.host:
                yield Hit(
                    f"{handler.purpose} names the host {quoted(handler.host, 60)}: forbidden at the baseline level",
                    handler.at("host"),
                )
