"""Upstream check_seccompProfile_restricted.go: from v1.19; Windows is exempt from v1.25."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import SeccompProfile, Unknown
from lintainer.model.pod_security import PssOptions, is_windows, judged
from lintainer.policy import KUBERNETES, Hit, Outcome, Severity, Workload, policy, undecided


@policy(
    group="pod-security",
    severity=Severity.MEDIUM,
    profiles=("pss-restricted",),
    syntaxes=(KUBERNETES,),
    standards=("PSS restricted Seccomp",),
    advice="set seccompProfile.type to RuntimeDefault on the pod",
    options=PssOptions,
)
def pss_seccomp_profile_restricted(workload: Workload, options: PssOptions) -> Iterator[Outcome]:
    """No seccomp profile is in force, which the restricted level forbids."""
    if options.minor < 19 or (options.minor >= 25 and is_windows(workload.pod)):
        return
    on_pod = _state(workload.pod.seccomp if workload.pod is not None else None)
    if workload.pod is not None and workload.pod.seccomp is not None:
        yield from _judge(workload.pod.seccomp)
    for container in judged(workload):
        profile = container.seccomp
        if profile is not None and not profile.annotation:
            yield from _judge(profile)
        elif on_pod is False and container.is_complete("seccomp"):
            yield Hit(
                "no seccomp profile is set on the pod or the container, as the restricted level wants it",
                container.at("seccomp"),
            )


_ALLOWED = ("RuntimeDefault", "Localhost")


def _state(profile: SeccompProfile | None) -> bool | None:
    """Tell whether the pod's profile covers containers without one of their own; None where that is not known."""
    if profile is None or profile.annotation:
        return False
    return None if isinstance(profile.type, Unknown) else profile.type in _ALLOWED


def _judge(profile: SeccompProfile) -> Iterator[Outcome]:
    if profile.annotation:
        return
    yield from undecided(profile, "type")
    if isinstance(profile.type, str) and profile.type not in _ALLOWED:
        yield Hit(f"seccompProfile.type is {quoted(profile.type, 40)}: forbidden at the restricted level", profile.at("type"))
