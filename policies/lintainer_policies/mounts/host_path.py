"""Pods that use paths of the node."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import PodVolume, Unknown
from lintainer.policy import KUBERNETES, Hit, Outcome, Severity, Undecided, Workload, policy
from lintainer.source import Related


@policy(
    group="mounts",
    severity=Severity.MEDIUM,
    profiles=("cis-kubernetes", "hardening"),
    syntaxes=(KUBERNETES,),
    standards=("CIS Kubernetes 1.12.0 5.2.11", "PSS baseline HostPath Volumes"),
    advice="use a volume that belongs to the pod: emptyDir, a claim of a storage class, a ConfigMap",
)
def host_path(workload: Workload) -> Iterator[Outcome]:
    """A pod has a volume that is a path of the node: a hostPath, or a claim bound to one."""
    if workload.pod is None:
        return
    for volume in workload.pod.volumes:
        if volume.kind == "hostPath":
            place = volume.at("path" if volume.wrote("path") else "kind")
            if isinstance(volume.path, Unknown) and not volume.path.written:
                yield Undecided(place, "path", volume.path.why)
            else:
                yield Hit(f"has {_path(volume)} of the node as the volume {_name(volume)}", place)
        elif volume.path is not None:
            yield Hit(
                f"has {_path(volume)} of a node as the volume {_name(volume)}, by a claim",
                volume.at("kind"),
                related=(Related(volume.at("path"), "the PersistentVolume that the claim is bound to"),),
            )


def _path(volume: PodVolume) -> str:
    path = volume.path
    return "a path" if path is None else quoted(path.written if isinstance(path, Unknown) else path)


def _name(volume: PodVolume) -> str:
    return quoted(volume.name or "")
