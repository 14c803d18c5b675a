"""Upstream check_windowsHostProcess.go."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model.pod_security import judged
from lintainer.policy import KUBERNETES, Hit, Outcome, Severity, Workload, policy, undecided


@policy(
    group="pod-security",
    severity=Severity.HIGH,
    profiles=("pss-baseline", "pss-restricted"),
    syntaxes=(KUBERNETES,),
    standards=("PSS baseline HostProcess",),
    advice="remove hostProcess",
)
def pss_windows_host_process(workload: Workload) -> Iterator[Outcome]:
    """A pod or a container is a process of the Windows host, which the baseline level forbids."""
    for node in (workload.pod, *judged(workload)):
        if node is not None:
            yield from undecided(node, "windows_host_process")
            if node.windows_host_process is True:
                yield Hit("hostProcess is true: forbidden at the baseline level", node.at("windows_host_process"))
