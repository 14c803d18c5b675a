"""Upstream check_allowPrivilegeEscalation.go: from v1.8; Windows is exempt from v1.25."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model.pod_security import PssOptions, is_windows, judged
from lintainer.policy import KUBERNETES, Hit, Outcome, Severity, Workload, policy, undecided


@policy(
    group="pod-security",
    severity=Severity.MEDIUM,
    profiles=("pss-restricted",),
    syntaxes=(KUBERNETES,),
    standards=("PSS restricted Privilege Escalation",),
    advice="set securityContext.allowPrivilegeEscalation to false",
    options=PssOptions,
)
def pss_allow_privilege_escalation(workload: Workload, options: PssOptions) -> Iterator[Outcome]:
    """A container may gain privileges, which the restricted level forbids."""
    if options.minor < 8 or (options.minor >= 25 and is_windows(workload.pod)):
        return
    for container in judged(workload):
        yield from undecided(container, "no_new_privileges")
        if container.no_new_privileges is False or (
            container.no_new_privileges is None and container.is_complete("no_new_privileges")
        ):
            said = "is not false" if container.no_new_privileges is None else "is true"
            yield Hit(f"allowPrivilegeEscalation {said}, as the restricted level wants it", container.at("no_new_privileges"))
