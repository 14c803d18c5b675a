"""Containers that name no AppArmor profile and no SELinux label."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model.effective import apparmor, is_windows, privileged, selinux
from lintainer.policy import COMPOSE, DOCKER_RUN, Container, Hit, Outcome, Severity, policy, unsettled


@policy(
    group="confinement",
    severity=Severity.LOW,
    profiles=("cis-docker",),
    syntaxes=(DOCKER_RUN, COMPOSE),
    standards=("CIS Docker 1.6.0 5.2", "CIS Docker 1.6.0 5.3"),
    advice="name a profile made for the program: apparmor=PROFILE, or label=type:TYPE",
)
def missing_lsm_profile(container: Container) -> Iterator[Outcome]:
    """A container names no AppArmor profile and no SELinux label."""
    if is_windows(container) or privileged(container).value is True:
        return
    profile, label = apparmor(container), selinux(container)
    yield from unsettled(profile, "apparmor")
    yield from unsettled(label, "selinux")
    if profile.value is None and label.value is None:
        yield Hit("names no AppArmor profile and no SELinux label: the runtime's common one applies, if any", profile.location)
