"""Containers that run with all of the host's privileges."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import Change, Container, Hit, Outcome, Severity, policy, undecided
from lintainer_policies.privilege._narrower import narrower


@policy(
    group="privilege",
    severity=Severity.CRITICAL,
    profiles=("default", "cis-docker", "cis-kubernetes"),
    standards=("CIS Docker 1.6.0 5.5", "CIS Kubernetes 1.12.0 5.2.2", "PSS baseline Privileged Containers"),
    advice="remove it, and grant only what the program needs: a capability, a device, a mount",
    fix="unsafe",
)
def privileged(container: Container) -> Iterator[Outcome]:
    """A container runs privileged: every capability, every device, no seccomp, AppArmor or SELinux confinement."""
    yield from undecided(container, "privileged")
    if container.privileged is True:
        enough = narrower(container)
        yield Hit(
            "runs privileged, with the capabilities and devices of the host",
            container.at("privileged"),
            advice=None if enough is None else f"remove it; going by the rest, this may be enough: {enough}",
            change=Change(place=container.at("privileged"), value=False),
        )
