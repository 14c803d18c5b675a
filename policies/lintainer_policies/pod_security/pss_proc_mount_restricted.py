"""Upstream check_procMount_restricted.go: a user namespace of its own does not relax it."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model.pod_security import PssOptions, judged
from lintainer.policy import KUBERNETES, Hit, Outcome, Severity, Workload, policy, undecided


@policy(
    group="pod-security",
    severity=Severity.MEDIUM,
    profiles=("pss-restricted",),
    syntaxes=(KUBERNETES,),
    standards=("PSS restricted /proc Mount Type",),
    advice="remove procMount",
    options=PssOptions,
)
def pss_proc_mount_restricted(workload: Workload, options: PssOptions) -> Iterator[Outcome]:
    """A container sees /proc unmasked, which the restricted level forbids from v1.35 in every pod."""
    if options.minor < 35:
        return
    for container in judged(workload):
        yield from undecided(container, "proc_mount")
        if isinstance(container.proc_mount, str) and container.proc_mount != "Default":
            yield Hit(
                f"procMount is {quoted(container.proc_mount, 40)}: forbidden at the restricted level",
                container.at("proc_mount"),
            )
