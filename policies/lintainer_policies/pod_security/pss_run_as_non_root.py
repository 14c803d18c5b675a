"""Upstream check_runAsNonRoot.go: a user id is no substitute; from v1.35 a pod with its own user namespace is left alone."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model.pod_security import PssOptions, judged, relaxed_for_user_namespace
from lintainer.policy import KUBERNETES, Hit, Outcome, Severity, Workload, policy, undecided


@policy(
    group="pod-security",
    severity=Severity.MEDIUM,
    profiles=("pss-restricted",),
    syntaxes=(KUBERNETES,),
    standards=("PSS restricted Running as Non-root",),
    advice="set runAsNonRoot to true on the pod",
    options=PssOptions,
)
def pss_run_as_non_root(workload: Workload, options: PssOptions) -> Iterator[Outcome]:
    """Nothing keeps a container from running as root, which the restricted level forbids."""
    pod = workload.pod
    if relaxed_for_user_namespace(pod, options.minor):
        return
    on_pod = pod.run_as_non_root if pod is not None else None
    if pod is not None:
        yield from undecided(pod, "run_as_non_root")
        if on_pod is False:
            yield Hit(
                "runAsNonRoot is false, which the restricted level forbids even where it is overridden",
                pod.at("run_as_non_root"),
            )
    for container in judged(workload):
        yield from undecided(container, "run_as_non_root")
        if container.run_as_non_root is False:
            yield Hit("runAsNonRoot is false, which the restricted level forbids", container.at("run_as_non_root"))
        elif container.run_as_non_root is None and on_pod in (None, False) and container.is_complete("run_as_non_root"):
            yield Hit(
                "runAsNonRoot is not true on the pod or the container, as the restricted level wants it",
                container.at("run_as_non_root"),
            )
