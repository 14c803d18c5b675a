"""Containers whose processes may gain privileges because nothing forbids it."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model.effective import is_windows, no_new_privileges
from lintainer.policy import Change, Container, Hit, Outcome, Severity, policy, unsettled
from lintainer_policies.privilege._blocking import may_block


@policy(
    group="privilege",
    severity=Severity.MEDIUM,
    profiles=("hardening", "cis-docker", "cis-kubernetes"),
    standards=("CIS Docker 1.6.0 5.26", "CIS Kubernetes 1.12.0 5.2.6", "PSS restricted Privilege Escalation"),
    fix="safe",
    advice="set no-new-privileges, on Kubernetes allowPrivilegeEscalation: false",
)
def missing_no_new_privileges(container: Container) -> Iterator[Outcome]:
    """Nothing keeps the processes of a container from gaining privileges."""
    if is_windows(container):
        return
    blocked = no_new_privileges(container)
    yield from unsettled(blocked, "no_new_privileges")
    if blocked.value is False:
        field = (
            "allowPrivilegeEscalation is not false" if container.platform == "kubernetes" else "no-new-privileges is not set"
        )
        change = Change(place=blocked.location, value=True) if not blocked.declared and may_block(container) else None
        yield Hit(f"its processes may gain privileges through setuid programs: {field}", blocked.location, change=change)
