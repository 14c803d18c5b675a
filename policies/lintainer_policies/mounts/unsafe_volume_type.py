"""Volumes that run code on the node or hand out raw disks."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.policy import KUBERNETES, Hit, Outcome, Severity, Workload, policy

_KINDS = {
    "gitRepo": "lets the kubelet run git as root on the node, on a repository that the pod's author chooses",
    "flexVolume": "runs a driver as root on the node, with options that the pod's author chooses",
}


@policy(
    group="mounts",
    severity=Severity.MEDIUM,
    profiles=("default",),
    syntaxes=(KUBERNETES,),
    advice="clone in an init container, use a CSI driver, use a file system volume",
)
def unsafe_volume_type(workload: Workload) -> Iterator[Outcome]:
    """A pod has a gitRepo or flexVolume volume, or a container has a raw block device."""
    if workload.pod is not None:
        for volume in workload.pod.volumes:
            why = _KINDS.get(volume.kind or "")
            if why is not None:
                yield Hit(f"has the {volume.kind} volume {quoted(volume.name or '')}, which {why}", volume.at("kind"))
    for container in workload.containers:
        for device in container.volume_devices:
            path = device.value.written if isinstance(device.value, Unknown) else device.value
            yield Hit(f"has a raw block device at {quoted(path)}, below every file system", device.at())
