"""Binds that do not follow the mounts of the host."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model.hostpath import is_at_or_below
from lintainer.policy import Change, Container, Hit, Outcome, Severity, policy, undecided
from lintainer_policies.mounts._binds import binds, is_mounted, shown_source, shown_target
from lintainer_policies.mounts._rules import located

# Folders in which the host mounts other file systems while it runs.
_HOLDERS = frozenset(
    """/ /var/lib /var/lib/docker /var/lib/containerd /var/lib/containers /var/lib/kubelet /var/lib/kubelet/pods /run /run/netns
    /run/docker/netns /run/user /mnt /media /run/media""".split()
)
# moby, daemon/config/config_linux.go: the data root where nothing else is configured.
_DATA_ROOT = "/var/lib/docker"


@policy(
    group="mounts",
    severity=Severity.MEDIUM,
    profiles=("default",),
    advice="add the propagation rslave (on Kubernetes: mountPropagation: HostToContainer)",
    fix="unsafe",
)
def missing_rslave(container: Container) -> Iterator[Outcome]:
    """A bind of a folder that holds mount points does not follow later mounts of the host."""
    kubernetes = container.platform == "kubernetes"
    rslave = "HostToContainer" if kubernetes else "rslave"
    for mount in binds(container):
        path = located(mount)
        # A volume whose driver binds the folder takes no propagation.
        if path not in _HOLDERS or mount.base != "absolute" or not is_mounted(mount) or mount.driver_options:
            continue
        yield from undecided(mount, "propagation")
        propagation = mount.propagation
        if propagation not in (None, "rprivate", "private", "slave") or not isinstance(propagation, str | None):
            continue
        what = f"mounts {shown_source(mount)} of the host{shown_target(mount)}"
        by_itself = container.platform == "docker" and (is_at_or_below(_DATA_ROOT, path) or is_at_or_below(path, _DATA_ROOT))
        severity: Severity | None = None
        if propagation is not None:
            what = f"{what} with propagation `{_written(propagation, kubernetes=kubernetes)}`"
            why = "what the host mounts below it later stays out of sight"
            if by_itself:
                why = "dockerd refuses that for a folder that holds its data root"
        elif by_itself:
            severity = Severity.LOW
            why = (
                "dockerd sets it by itself, as the folder holds its data root; "
                "with a moved data root or another runtime, later mounts of the host stay out of sight"
            )
        else:
            why = "what the host mounts below it later stays out of sight, and what it unmounts stays in use"
        message = f"{what}, without {rslave}: {why}" if propagation is None else f"{what}: {why}"
        place = mount.at("propagation")
        yield Hit(message, place, severity, change=Change(place=place, value="rslave"))


def _written(propagation: str, *, kubernetes: bool) -> str:
    return "None" if kubernetes and propagation == "rprivate" else propagation
