"""Containers without AppArmor confinement."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Unknown
from lintainer.model.effective import apparmor, privileged
from lintainer.policy import RUNNING_OR_POD, Change, Container, Hit, Outcome, Severity, Undecided, policy
from lintainer_policies._wording import as_written


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
    found = apparmor(container)
    profile = found.value
    if profile is None:
        return
    if isinstance(profile, Unknown):
        yield Undecided(found.location, "apparmor", profile.why)
    elif isinstance(profile.type, Unknown):
        yield Undecided(profile.at("type"), "apparmor", profile.type.why)
    elif profile.type == "Unconfined":
        place = profile.at("type")
        spelled = "appArmorProfile: {type: Unconfined}" if container.platform == "kubernetes" else "apparmor=unconfined"
        shown = as_written(found.location, "annotation: unconfined" if profile.annotation else spelled)
        yield Hit(
            f"runs without an AppArmor profile: {shown}",
            place,
            field="apparmor",
            change=Change(place=place, value="RuntimeDefault"),
        )
