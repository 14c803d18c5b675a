"""Containers without AppArmor confinement."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model.effective import apparmor, privileged
from lintainer.policy import RUNNING_OR_POD, Container, Outcome, Severity, policy
from lintainer_policies.confinement._unconfined import unconfined


@policy(
    group="confinement",
    severity=Severity.HIGH,
    profiles=("default", "cis-docker"),
    standards=("CIS Docker 1.6.0 5.2", "PSS baseline AppArmor"),
    roles=RUNNING_OR_POD,
    fix="safe",
    advice="remove it, so that the runtime's profile applies, or name a profile of its own",
)
def apparmor_unconfined(container: Container) -> Iterator[Outcome]:
    """A container runs without an AppArmor profile because the file says so."""
    # Privileged containers have no profile: that is said there.
    if privileged(container).value is True:
        return
    yield from unconfined(container, apparmor(container), "apparmor", "runs without an AppArmor profile")
