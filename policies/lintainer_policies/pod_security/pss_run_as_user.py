"""Upstream check_runAsUser.go: from v1.23; from v1.35 a pod with its own user namespace is left alone."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Unknown
from lintainer.model.pod_security import PssOptions, judged, relaxed_for_user_namespace
from lintainer.policy import KUBERNETES, Hit, Outcome, Severity, Workload, policy, undecided


@policy(
    group="pod-security",
    severity=Severity.MEDIUM,
    profiles=("pss-restricted",),
    syntaxes=(KUBERNETES,),
    standards=("PSS restricted Running as Non-root user",),
    advice="set another user id, or leave it to the image",
    options=PssOptions,
)
def pss_run_as_user(workload: Workload, options: PssOptions) -> Iterator[Outcome]:
    """A user id of 0 is set, which the restricted level forbids."""
    if options.minor < 23 or relaxed_for_user_namespace(workload.pod, options.minor):
        return
    pod = workload.pod
    if pod is not None:
        yield from undecided(pod, "run_as_user")
        if pod.run_as_user == 0 and not isinstance(pod.run_as_user, Unknown):
            yield Hit("runAsUser is 0: forbidden at the restricted level", pod.at("run_as_user"))
    for container in judged(workload):
        yield from undecided(container, "user")
        if container.user == 0 and not isinstance(container.user, Unknown):
            yield Hit("runAsUser is 0: forbidden at the restricted level", container.at("user"))
