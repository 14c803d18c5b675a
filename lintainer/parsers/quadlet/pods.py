"""What the containers of a pod have from it.

Sources: podman v5.7, podman-pod-create(1) (--share: ipc, net and uts unless others are named; resources, devices, volumes and
security options hold for every container); libpod/define/errors.go (ErrNetworkOnPodContainer).
"""

from __future__ import annotations

from collections.abc import Sequence

from lintainer.model import Container, Origin
from lintainer.model.notes import InvalidValue, Note
from lintainer.parsers.quadlet.arguments import Argument
from lintainer.source import Location, Span

# Where a pod keeps which namespaces it shares: the key of podman's own request (podman v5.7, pkg/specgen/podspecgen.go).
SHARED = "shared_namespaces"
_DEFAULT = frozenset(("ipc", "net", "uts"))
# What a container takes from its pod where it says nothing itself, whatever they share.
_ANYWAY = (
    "userns_mode uid_map gid_map cgroup_parent seccomp apparmor selinux no_new_privileges unmasked_paths memory memory_swap "
    "nano_cpus cpu_shares cpuset_cpus shm_size restart_policy"
).split()
_SHARED = {"net": ("network_mode", "networks", "extra_hosts"), "uts": ("uts_mode", "hostname"), "pid": ("pid_mode",)}
# What both have together.
_TOGETHER = ("devices", "device_requests", "volumes_from", "sysctls", "env")
_NETWORK = "network cannot be configured when it is shared with a pod"
_REFUSED = {
    "network_mode": ("net", _NETWORK),
    "ports": ("net", _NETWORK),
    "extra_hosts": ("net", _NETWORK),
    "hostname": ("uts", "cannot set hostname when joining the pod UTS namespace"),
    "userns_mode": ("", "--userns and --pod cannot be set together"),
}


def shared_by(words: Sequence[Argument]) -> frozenset[str]:
    """Return the namespaces that a pod made with these options shares."""
    texts = [word.text for word in words]
    found = _DEFAULT
    for at, text in enumerate(texts):
        if text.startswith("--share=") or (text == "--share" and at + 1 < len(texts)):
            value = text.partition("=")[2] if "=" in text else texts[at + 1]
            names = frozenset(name for name in value.removeprefix("+").split(",") if name not in ("", "none"))
            found = _DEFAULT | names if value.startswith("+") else names
    return found


def joined(pod: Container, own: Container) -> Container:
    """Return a container as it runs in its pod; `podman kube play` has made it for that."""
    shared = frozenset(pod.rest[SHARED])
    names = [*_ANYWAY, *(name for kind in sorted(shared) for name in _SHARED.get(kind, ()))]
    taken = {name: getattr(pod, name) for name in names if _is_given(pod, name) and not _is_given(own, name)}
    for name in _TOGETHER:
        if _is_given(pod, name):
            taken[name] = (*getattr(own, name), *getattr(pod, name))
    inside = {mount.target for mount in own.mounts if isinstance(mount.target, str)}
    mounts = tuple(mount for mount in pod.mounts if mount.target not in inside)
    if mounts:
        taken["mounts"] = (*own.mounts, *mounts)
    if pod.ports and "net" in shared:
        taken["ports"] = (*own.ports, *pod.ports)
    written: dict[str, Span | Location] = dict(own.origin.written)
    for name in taken:
        if not own.wrote(name):
            place = pod.at(name)
            written[name] = Location(place.source, place.span, place.related)
    return own.replace(
        origin=Origin(own.origin.source, own.origin.span, written, own.origin.related),
        incomplete=own.incomplete | pod.incomplete,
        notes=(*own.notes, *_refusals(own, shared), *pod.notes),
        **taken,
    )


def _is_given(container: Container, name: str) -> bool:
    value = getattr(container, name)
    return value is not None and value != ()


def _refusals(own: Container, shared: frozenset[str]) -> list[Note]:
    """Say what podman refuses of a container that joins a pod; those of a manifest belong to theirs."""
    if own.platform == "kubernetes":
        return []
    return [
        InvalidValue(location=own.at(name), path=name, reason=reason)
        for name, (kind, reason) in _REFUSED.items()
        if (not kind or kind in shared) and own.wrote(name)
    ]
