"""Mounts that a container has from another one: by volumes_from, or in a volume that both mount."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Container, Mount, Project, Unknown, VolumesFrom, Workload
from lintainer.model.hostpath import canonical, is_at_or_below, normalise
from lintainer.policy import RUNNING

# Where engines that run in a container have their sockets: of docker:dind, containerd, BuildKit and podman images.
_SOCKETS = ("/run/docker.sock", "/run/containerd/containerd.sock", "/run/buildkit/buildkitd.sock", "/run/podman/podman.sock")
_DAEMONS = ("dockerd", "containerd", "buildkitd")


def running(project: Project) -> Iterator[Container]:
    """Yield the containers of the project that run."""
    for workload in project.workloads:
        for container in workload.containers:
            if container.role in RUNNING:
                yield container


def giver(project: Project, entry: VolumesFrom) -> Container | None:
    """Return the container of the project that an entry of volumes_from names."""
    for workload in project.workloads:
        for container in workload.containers:
            if (
                container.role == "main"
                and isinstance(entry.container, str)
                and entry.container in (container.name, workload.name)
            ):
                return container
    return None


def taken_over(project: Project, entry: VolumesFrom) -> Iterator[Mount]:
    """Yield the mounts that arrive by an entry of volumes_from, those included that the other one takes over itself."""
    seen: list[Container] = []
    waiting = [entry]
    while waiting:
        other = giver(project, waiting.pop())
        if other is None or any(other is one for one in seen):
            continue
        seen.append(other)
        yield from other.mounts
        waiting.extend(other.volumes_from)


def runs_engine(container: Container) -> bool:
    """Tell whether the container runs a container engine of its own: its image or its command says so."""
    words = [word.value for word in (*(container.entrypoint or ()), *(container.cmd or ())) if isinstance(word.value, str)]
    if any(word.rpartition("/")[2].startswith(_DAEMONS) for text in words for word in text.split()):
        return True
    image = container.image
    if image is None or isinstance(image.repository, Unknown):
        return False
    name = image.repository.rpartition("/")[2]
    tag = image.tag if isinstance(image.tag, str) else ""
    return "dind" in name or "dind" in tag.split("-") or (name == "buildkit" and image.repository.startswith("moby/"))


def engine_volume(workload: Workload, container: Container, mount: Mount) -> tuple[str, str] | None:
    """Return what names the volume in which an engine of this container leaves its socket, None for other mounts."""
    target = mount.target
    if mount.type not in ("volume", "tmpfs") or not isinstance(target, str):
        return None
    path = canonical(normalise(target))
    if not any(is_at_or_below(socket, path) for socket in _SOCKETS) or not runs_engine(container):
        return None
    return volume_key(workload, mount)


def volume_key(workload: Workload, mount: Mount) -> tuple[str, str] | None:
    """Return what two mounts of one volume have in common: its name, in a pod together with the pod."""
    if mount.type not in ("volume", "tmpfs"):
        return None
    name = mount.volume_name if workload.syntax == "kubernetes" else mount.source
    if not isinstance(name, str) or not name:
        return None
    if workload.syntax != "kubernetes":
        return ("", name)
    if mount.volume_kind == "persistentVolumeClaim" and isinstance(mount.source, str):
        return (f"claim {workload.namespace or ''}", mount.source)
    return (f"{workload.kind}/{workload.namespace or ''}/{workload.name or ''}/{workload.origin.span.start}", name)
