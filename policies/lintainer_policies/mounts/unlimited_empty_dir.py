"""emptyDir volumes that may fill the node."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Container, PodVolume, Unknown
from lintainer.model.effective import ephemeral_storage_limit, memory_limit
from lintainer.policy import KUBERNETES, Hit, Outcome, Severity, Undecided, Workload, policy


@policy(
    group="mounts",
    severity=Severity.LOW,
    profiles=("hardening",),
    syntaxes=(KUBERNETES,),
    advice="set sizeLimit on the volume, or limits.ephemeral-storage on the containers that mount it",
)
def unlimited_empty_dir(workload: Workload) -> Iterator[Outcome]:
    """An emptyDir has no sizeLimit, and a container that mounts it no limit on what it writes."""
    pod = workload.pod
    if pod is None:
        return
    for volume in pod.volumes:
        if volume.kind != "emptyDir" or (isinstance(volume.size_limit, int) and volume.size_limit > 0):
            continue
        if isinstance(volume.size_limit, Unknown):
            yield Undecided(volume.at("size_limit"), "size_limit", volume.size_limit.why)
            continue
        unbounded = [one for one in workload.containers if _mounts(one, volume) and _unbounded(one, volume)]
        if not unbounded:
            continue
        if any(not one.is_complete("ephemeral_storage") for one in unbounded):
            yield Undecided(volume.at(), "size_limit", "another file may complete this object")
            continue
        names = ", ".join(quoted(one.name or "") for one in unbounded)
        if volume.medium != "Memory":
            what = "the disk of the node"
        elif any(memory_limit(one).value is None for one in unbounded):
            what = "the memory of the node"
        else:
            what = "all memory that it may have"
        yield Hit(
            f"lets {names} fill {what} through the volume {quoted(volume.name or '')}, which has no sizeLimit",
            volume.at("kind"),
        )


def _mounts(container: Container, volume: PodVolume) -> bool:
    return container.role != "pod" and any(mount.volume_name == volume.name for mount in container.mounts)


def _unbounded(container: Container, volume: PodVolume) -> bool:
    """Tell whether nothing bounds what the container writes there.

    A memory-backed volume counts against the memory of the container and not against its ephemeral storage; a volume on disk
    the other way round (Kubernetes documentation, Volumes: emptyDir).
    """
    limit = ephemeral_storage_limit(container).value
    if volume.medium == "Memory" and limit is not None:
        limit = memory_limit(container).value
    return limit is None or (isinstance(limit, Unknown) and not container.is_complete("ephemeral_storage"))
