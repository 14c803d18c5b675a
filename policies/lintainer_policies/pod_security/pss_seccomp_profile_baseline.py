"""Upstream check_seccompProfile_baseline.go: annotations up to v1.18, the field from v1.19."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model.pod_security import PssOptions, judged
from lintainer.policy import KUBERNETES, Hit, Outcome, Severity, Workload, policy, undecided


@policy(
    group="pod-security",
    severity=Severity.HIGH,
    profiles=("pss-baseline", "pss-restricted"),
    syntaxes=(KUBERNETES,),
    standards=("PSS baseline Seccomp",),
    advice="remove it, or set RuntimeDefault",
    options=PssOptions,
)
def pss_seccomp_profile_baseline(workload: Workload, options: PssOptions) -> Iterator[Outcome]:
    """A pod switches seccomp off, which the baseline level forbids."""
    if options.replaced_from(19):
        return
    if options.minor < 19:
        yield from _annotations(workload)
        return
    given = [workload.pod.seccomp if workload.pod is not None else None, *(one.seccomp for one in judged(workload))]
    for profile in given:
        if profile is None or profile.annotation:
            continue
        yield from undecided(profile, "type")
        if isinstance(profile.type, str) and profile.type not in ("RuntimeDefault", "Localhost"):
            yield Hit(f"seccompProfile.type is {quoted(profile.type, 40)}: forbidden at the baseline level", profile.at("type"))


_POD = "seccomp.security.alpha.kubernetes.io/pod"
_CONTAINER = "container.seccomp.security.alpha.kubernetes.io/"


def _annotations(workload: Workload) -> Iterator[Outcome]:
    """Judge the annotations of old: that of the pod, and those of containers that are there."""
    names = {_POD, *(f"{_CONTAINER}{container.name}" for container in judged(workload))}
    for label in workload.pod.annotations if workload.pod is not None else ():
        if label.name in names and isinstance(label.value, str) and not _allowed(label.value):
            yield Hit(
                f"an annotation sets seccomp to {quoted(label.value, 40)}: forbidden at the baseline level", label.at("value")
            )


def _allowed(value: str) -> bool:
    return value in ("runtime/default", "docker/default") or value.startswith("localhost/")
