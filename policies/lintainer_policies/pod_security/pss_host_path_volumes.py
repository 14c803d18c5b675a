"""Upstream check_hostPathVolumes.go. At the restricted level the list of allowed volume types takes its place."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.policy import KUBERNETES, Hit, Outcome, Severity, Workload, policy


@policy(
    group="pod-security",
    severity=Severity.HIGH,
    profiles=("pss-baseline",),
    syntaxes=(KUBERNETES,),
    standards=("PSS baseline HostPath Volumes",),
    advice="use another kind of volume, such as a PersistentVolumeClaim",
)
def pss_host_path_volumes(workload: Workload) -> Iterator[Outcome]:
    """A pod has a hostPath volume, which the baseline level forbids."""
    for volume in workload.pod.volumes if workload.pod is not None else ():
        if volume.kind == "hostPath":
            yield Hit(
                f"the volume {quoted(volume.name or '', 60)} is a hostPath: forbidden at the baseline level", volume.at("kind")
            )
