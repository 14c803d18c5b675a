"""Binds that carry mounts of the container out to the host."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import Change, Container, Hit, Outcome, Severity, policy, undecided
from lintainer_policies.mounts._binds import shown_source, shown_target


@policy(
    group="mounts",
    severity=Severity.HIGH,
    profiles=("default", "cis-docker"),
    standards=("CIS Docker 1.6.0 5.20",),
    advice="use rslave (on Kubernetes: HostToContainer), or none at all, unless the container mounts for the host",
    fix="unsafe",
)
def shared_mount_propagation(container: Container) -> Iterator[Outcome]:
    """Mounts made inside a container appear on the host."""
    for mount in container.mounts:
        yield from undecided(mount, "propagation")
        if mount.propagation in ("shared", "rshared") and isinstance(mount.propagation, str):
            word = "Bidirectional" if container.platform == "kubernetes" else mount.propagation
            what = f"{shown_source(mount)} of the host" if mount.type == "bind" else f"volume {shown_source(mount)}"
            place = mount.at("propagation")
            yield Hit(
                f"mounts {what}{shown_target(mount)} with propagation `{word}`: what it mounts there appears on the host",
                place,
                change=Change(place=place, value="rslave") if mount.type == "bind" else None,
            )
