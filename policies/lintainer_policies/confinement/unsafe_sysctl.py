"""Kernel parameters that are not safe to change in a pod."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.model.sysctls import is_safe
from lintainer.policy import KUBERNETES, Hit, Outcome, Severity, Workload, policy


@policy(
    group="confinement",
    severity=Severity.HIGH,
    profiles=("default",),
    syntaxes=(KUBERNETES,),
    standards=("PSS baseline Sysctls",),
    advice="remove it, or set it on the nodes that run this pod",
)
def unsafe_sysctl(workload: Workload) -> Iterator[Outcome]:
    """A pod sets a kernel parameter that is not on the safe list of the Pod Security Standards."""
    for sysctl in workload.pod.sysctls if workload.pod is not None else ():
        if not is_safe(sysctl.name):
            value = sysctl.value.written if isinstance(sysctl.value, Unknown) else sysctl.value
            yield Hit(
                f"sets the kernel parameter {quoted(sysctl.name)} to {quoted(value)}, which may reach beyond the pod",
                sysctl.at("name"),
            )
