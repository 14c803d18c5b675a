"""Upstream check_procMount_baseline.go: from v1.35 a pod with its own user namespace is left alone."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model.pod_security import PssOptions, judged, relaxed_for_user_namespace
from lintainer.policy import KUBERNETES, Hit, Outcome, Severity, Workload, policy, undecided


@policy(
    group="pod-security",
    severity=Severity.HIGH,
    profiles=("pss-baseline", "pss-restricted"),
    syntaxes=(KUBERNETES,),
    standards=("PSS baseline /proc Mount Type",),
    advice="remove procMount",
    options=PssOptions,
)
def pss_proc_mount(workload: Workload, options: PssOptions) -> Iterator[Outcome]:
    """A container sees /proc unmasked, which the baseline level forbids."""
    if options.replaced_from(35) or relaxed_for_user_namespace(workload.pod, options.minor):
        return
    for container in judged(workload):
        yield from undecided(container, "proc_mount")
        if isinstance(container.proc_mount, str) and container.proc_mount != "Default":
            yield Hit(
                f"procMount is {quoted(container.proc_mount, 40)}: forbidden at the baseline level", container.at("proc_mount")
            )
