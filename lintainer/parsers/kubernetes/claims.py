"""Claims bound to PersistentVolumes of the same project that are paths of the host."""

from __future__ import annotations

from lintainer.hints import Any
from lintainer.model import Container, Mount, Origin, Pod, PodVolume, Resource, Workload
from lintainer.model.hostpath import host_path
from lintainer.parsers.kubernetes.quantity import memory_bytes


def bind_claims(workloads: tuple[Workload, ...], resources: tuple[Resource, ...]) -> tuple[Workload, ...]:
    """Return the workloads, with claims that are bound to a hostPath or local volume as the binds that they are."""
    volumes = [one for one in resources if one.kind == "PersistentVolume" and _path(one) is not None]
    if not volumes:
        return workloads
    every = [one for one in resources if one.kind == "PersistentVolume"]
    bound: dict[tuple[str, str], Resource] = {}
    for claim in resources:
        if claim.kind == "PersistentVolumeClaim" and claim.name:
            volume = _bound(claim, every)
            if volume is not None and _path(volume) is not None:
                bound[claim.namespace or "", claim.name] = volume
    return tuple(_with_paths(workload, bound) for workload in workloads) if bound else workloads


def _spec(resource: Resource) -> dict[str, Any]:
    body = resource.body
    spec = body.get("spec") if isinstance(body, dict) else None
    return spec if isinstance(spec, dict) else {}


def _path(volume: Resource) -> str | None:
    for key in ("hostPath", "local"):
        inner = _spec(volume).get(key)
        if isinstance(inner, dict) and isinstance(inner.get("path"), str):
            return str(inner["path"])
    return None


def _bound(claim: Resource, volumes: list[Resource]) -> Resource | None:
    """Return the volume that the control plane binds the claim to, as far as the files tell.

    Either side may name the other; else the class has to be the same and written on both (an unset class is the cluster's
    default), the access modes and the size have to suffice, and of several volumes the smallest is taken
    (pkg/controller/volume/persistentvolume/index.go, Kubernetes 1.37).
    """
    spec = _spec(claim)
    named = spec.get("volumeName")
    fitting: list[tuple[int, Resource]] = []
    for volume in volumes:
        other = _spec(volume)
        if named is not None:
            if volume.name == named:
                return volume
            continue
        holder = other.get("claimRef")
        if isinstance(holder, dict):
            if holder.get("name") == claim.name and (holder.get("namespace") or "") == (claim.namespace or ""):
                return volume
            continue
        if _fits(volume, spec, other):
            fitting.append((_size(other.get("capacity")) or 0, volume))
    return min(fitting, key=lambda pair: pair[0])[1] if fitting else None


def _fits(volume: Resource, claim: dict[str, Any], other: dict[str, Any]) -> bool:
    if "storageClassName" not in claim or claim["storageClassName"] != other.get("storageClassName", ""):
        return False
    if claim.get("volumeMode", "Filesystem") != other.get("volumeMode", "Filesystem"):
        return False
    modes = other.get("accessModes")
    if isinstance(modes, list) and not set(map(str, claim.get("accessModes") or ())) <= set(map(str, modes)):
        return False
    wanted = _size((claim.get("resources") or {}).get("requests") if isinstance(claim.get("resources"), dict) else None)
    size = _size(other.get("capacity"))
    if wanted is not None and size is not None and size < wanted:
        return False
    selector = claim.get("selector")
    labels = (volume.body.get("metadata") or {}).get("labels") or {}
    if isinstance(selector, dict):
        matched = selector.get("matchLabels") or {}
        if selector.get("matchExpressions") or not isinstance(matched, dict):
            return False
        return all(labels.get(key) == value for key, value in matched.items())
    return True


def _size(amounts: object) -> int | None:
    text = amounts.get("storage") if isinstance(amounts, dict) else None
    return memory_bytes(str(text)) if text is not None else None


def _with_paths(workload: Workload, bound: dict[tuple[str, str], Resource]) -> Workload:
    pod = workload.pod
    if pod is None:
        return workload
    found: dict[str, tuple[PodVolume, Resource]] = {}
    for volume in pod.volumes:
        for kind, name, _ in volume.references:
            resource = bound.get((workload.namespace or "", name)) if kind == "PersistentVolumeClaim" else None
            if resource is not None and volume.name is not None:
                found[volume.name] = (volume, resource)
    if not found:
        return workload
    volumes = tuple(_host_volume(one, *found[one.name]) if one.name in found else one for one in pod.volumes)
    changed = pod.replace(volumes=volumes)
    return workload.replace(pod=changed, containers=tuple(_host_mounts(one, changed, found) for one in workload.containers))


def _where(resource: Resource) -> str:
    return next(f"spec.{key}.path" for key in ("hostPath", "local") if resource.wrote(f"spec.{key}.path"))


def _host_volume(volume: PodVolume, _: PodVolume, resource: Resource) -> PodVolume:
    return volume.replace(
        path=host_path(_path(resource) or "").text,
        origin=_origin(volume.origin, resource, "path"),
    )


def _host_mounts(container: Container, pod: Pod, found: dict[str, tuple[PodVolume, Resource]]) -> Container:
    mounts: list[Mount] = []
    for mount in container.mounts:
        if mount.volume_name in found:
            resource = found[mount.volume_name][1]
            place = host_path(_path(resource) or "")
            mount = mount.replace(
                type="bind", source=place.text, base=place.base, via="claim", origin=_origin(mount.origin, resource, "source")
            )
        mounts.append(mount)
    return container.replace(pod=pod, mounts=tuple(mounts))


def _origin(origin: Origin, resource: Resource, field: str) -> Origin:
    written = {**origin.written, field: resource.at(_where(resource))}
    return Origin(origin.source, origin.span, written, origin.related)
