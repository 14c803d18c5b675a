"""Containers without a seccomp filter."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import SeccompProfile
from lintainer.model.effective import privileged, seccomp
from lintainer.policy import RUNNING_OR_POD, Container, Hit, Outcome, Severity, policy
from lintainer_policies.confinement._unconfined import unconfined


@policy(
    group="confinement",
    severity=Severity.HIGH,
    profiles=("default", "cis-docker"),
    supersedes=("missing-seccomp-profile",),
    standards=("CIS Docker 1.6.0 5.22", "CIS Kubernetes 1.12.0 5.6.2", "PSS baseline Seccomp"),
    roles=RUNNING_OR_POD,
    fix="safe",
    advice="remove it, so that the runtime's profile applies; on Kubernetes ask for RuntimeDefault",
)
def seccomp_unconfined(container: Container) -> Iterator[Outcome]:
    """A container runs without a seccomp filter, or with one that lets every system call through."""
    # Privileged containers have no filter: that is said there.
    if privileged(container).value is True:
        return
    found = seccomp(container)
    yield from unconfined(container, found, "seccomp", "may call every system call of the host's kernel")
    profile = found.value
    if isinstance(profile, SeccompProfile) and profile.type != "Unconfined" and profile.allows_by_default:
        name = f" {quoted(profile.path)}" if isinstance(profile.path, str) else ""
        yield Hit(
            f"has a seccomp profile{name} whose default action lets system calls through",
            profile.at("path"),
            field="seccomp",
            advice="turn the profile round: refuse by default, and name the calls that are needed",
        )
