"""Upstream check_sysctls.go: the list grew with v1.27, v1.29, v1.32 and v1.37."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model.pod_security import PssOptions, safe_sysctls
from lintainer.policy import KUBERNETES, Hit, Outcome, Severity, Workload, policy


@policy(
    group="pod-security",
    severity=Severity.HIGH,
    profiles=("pss-baseline", "pss-restricted"),
    syntaxes=(KUBERNETES,),
    standards=("PSS baseline Sysctls",),
    advice="remove it, or set it on the node",
    options=PssOptions,
)
def pss_sysctls(workload: Workload, options: PssOptions) -> Iterator[Outcome]:
    """A pod sets a kernel parameter that the baseline level does not allow."""
    allowed = safe_sysctls(options.minor)
    for sysctl in workload.pod.sysctls if workload.pod is not None else ():
        if sysctl.name not in allowed:
            yield Hit(f"sets the sysctl {quoted(sysctl.name, 60)}, which the baseline level does not allow", sysctl.at("name"))
