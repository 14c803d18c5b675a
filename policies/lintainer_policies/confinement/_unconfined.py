"""Profiles that a file switches off in words."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import AppArmorProfile, SeccompProfile, Unknown
from lintainer.model.effective import Effective
from lintainer.policy import Change, Container, Hit, Outcome, Undecided
from lintainer_policies._wording import as_written

# The field of the model, and how it is written on Kubernetes and elsewhere.
_SPELLED = {
    "apparmor": ("appArmorProfile: {type: Unconfined}", "apparmor=unconfined"),
    "seccomp": ("seccompProfile: {type: Unconfined}", "seccomp=unconfined"),
}


def unconfined(
    container: Container,
    found: Effective[AppArmorProfile | Unknown | None] | Effective[SeccompProfile | Unknown | None],
    field: str,
    granted: str,
) -> Iterator[Outcome]:
    """Yield a hit where the profile in force is `Unconfined`, or what keeps that from being decided."""
    profile = found.value
    if profile is None:
        return
    if isinstance(profile, Unknown):
        yield Undecided(found.location, field, profile.why)
    elif isinstance(profile.type, Unknown):
        yield Undecided(profile.at("type"), field, profile.type.why)
    elif profile.type == "Unconfined":
        on_kubernetes, elsewhere = _SPELLED[field]
        spelled = on_kubernetes if container.platform == "kubernetes" else elsewhere
        shown = as_written(found.location, "annotation: unconfined" if profile.annotation else spelled)
        place = profile.at("type")
        yield Hit(f"{granted}: {shown}", place, field=field, change=Change(place=place, value="RuntimeDefault"))
