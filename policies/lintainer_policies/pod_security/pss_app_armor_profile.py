"""Upstream check_appArmorProfile.go: the field and the annotation, of every kind of container."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import AppArmorProfile, Unknown
from lintainer.model.pod_security import judged
from lintainer.policy import KUBERNETES, Hit, Outcome, Severity, Undecided, Workload, policy


@policy(
    group="pod-security",
    severity=Severity.HIGH,
    profiles=("pss-baseline", "pss-restricted"),
    syntaxes=(KUBERNETES,),
    standards=("PSS baseline AppArmor",),
    advice="remove it, or name RuntimeDefault or a profile of the node",
)
def pss_app_armor_profile(workload: Workload) -> Iterator[Outcome]:
    """A pod overrides or disables its AppArmor profile in a way that the baseline level forbids."""
    pod = workload.pod
    if pod is None:
        return
    if pod.apparmor is not None:
        yield from _field(pod.apparmor)
    for container in judged(workload):
        if container.apparmor is not None and not container.apparmor.annotation:
            yield from _field(container.apparmor)
    for label in pod.annotations:
        if label.name.startswith(_PREFIX):
            if isinstance(label.value, Unknown):
                yield Undecided(label.at("value"), "apparmor", label.value.why)
            elif label.value not in (None, "", "runtime/default") and not str(label.value).startswith("localhost/"):
                yield Hit(
                    f"an annotation sets AppArmor to {quoted(str(label.value), 40)}: forbidden at the baseline level",
                    label.at("value"),
                )


_PREFIX = "container.apparmor.security.beta.kubernetes.io/"


def _field(profile: AppArmorProfile) -> Iterator[Outcome]:
    if isinstance(profile.type, Unknown):
        yield Undecided(profile.at("type"), "apparmor", profile.type.why)
    elif profile.type not in ("RuntimeDefault", "Localhost"):
        yield Hit(f"appArmorProfile.type is {quoted(profile.type, 40)}: forbidden at the baseline level", profile.at("type"))
