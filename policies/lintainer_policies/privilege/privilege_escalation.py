"""Containers whose processes are allowed, in words, to gain privileges."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model.effective import is_windows, no_new_privileges, privileged
from lintainer.policy import Change, Container, Hit, Outcome, Severity, policy, unsettled
from lintainer_policies._wording import as_written
from lintainer_policies.privilege._blocking import may_block


@policy(
    group="privilege",
    severity=Severity.MEDIUM,
    profiles=("default", "cis-kubernetes", "cis-docker"),
    supersedes=("missing-no-new-privileges",),
    standards=("CIS Docker 1.6.0 5.26", "CIS Kubernetes 1.12.0 5.2.6", "PSS restricted Privilege Escalation"),
    fix="safe",
    advice="turn it round: no-new-privileges:true, or allowPrivilegeEscalation: false",
)
def privilege_escalation(container: Container) -> Iterator[Outcome]:
    """A container allows its processes in words to gain privileges, through setuid programs for instance."""
    blocked = no_new_privileges(container)
    if not blocked.declared or is_windows(container):
        return
    yield from unsettled(blocked, "no_new_privileges")
    if blocked.value is False:
        spelled = "allowPrivilegeEscalation: true" if container.platform == "kubernetes" else "no-new-privileges=false"
        shown = as_written(blocked.location, spelled)
        # The Kubernetes API refuses `false` beside `privileged: true`.
        first = privileged(container).value is True and container.platform == "kubernetes"
        advice = "take `privileged` away first, then set allowPrivilegeEscalation: false" if first else None
        change = Change(place=blocked.location, value=True) if may_block(container) else None
        message = f"lets its processes gain privileges through setuid programs: {shown}"
        yield Hit(message, blocked.location, advice=advice, change=change)
