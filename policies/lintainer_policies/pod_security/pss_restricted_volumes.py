"""Upstream check_restrictedVolumes.go."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model.pod_security import RESTRICTED_VOLUMES
from lintainer.policy import KUBERNETES, Hit, Outcome, Severity, Workload, policy


@policy(
    group="pod-security",
    severity=Severity.MEDIUM,
    profiles=("pss-restricted",),
    syntaxes=(KUBERNETES,),
    standards=("PSS restricted Volume Types",),
    advice="use a volume of an allowed type, such as a PersistentVolumeClaim",
)
def pss_restricted_volumes(workload: Workload) -> Iterator[Outcome]:
    """A pod has a volume of a type that the restricted level does not allow."""
    for volume in workload.pod.volumes if workload.pod is not None else ():
        if volume.kind not in RESTRICTED_VOLUMES:
            yield Hit(
                f"the volume {quoted(volume.name or '', 60)} is of type {volume.kind}: not allowed at the restricted level",
                volume.at("kind"),
            )
