"""Containers that may change control groups."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.model.effective import privileged
from lintainer.model.hostpath import is_at_or_below
from lintainer.policy import COMPOSE, DOCKER_RUN, Change, Container, Hit, Outcome, Severity, Undecided, policy
from lintainer_policies._wording import as_written

_CGROUPS = "/sys/fs/cgroup"


@policy(
    group="confinement",
    severity=Severity.HIGH,
    profiles=("default",),
    syntaxes=(DOCKER_RUN, COMPOSE),
    supersedes=("writable-host-mount", "sensitive-host-mount"),
    fix="safe",
    advice="remove it, or mount it read-only",
)
def writable_cgroups(container: Container) -> Iterator[Outcome]:
    """A container may write to control groups: its own limits, or those of the host."""
    if isinstance(container.writable_cgroups, Unknown):
        yield Undecided(container.at("writable_cgroups"), "writable_cgroups", container.writable_cgroups.why)
    # The cgroups of a privileged container are writable: that is said there.
    elif container.writable_cgroups is True and privileged(container).value is not True:
        place = container.at("writable_cgroups")
        message = f"may change its own control group and make others below it: {as_written(place, 'writable-cgroups=true')}"
        yield Hit(message, place, change=Change(place=place))
    for mount in container.mounts:
        if mount.type != "bind" or not isinstance(mount.source, str) or not is_at_or_below(mount.source, _CGROUPS):
            continue
        if isinstance(mount.read_only, Unknown):
            yield Undecided(mount.at("read_only"), "mounts", mount.read_only.why)
        elif not mount.read_only:
            where = f" at {quoted(mount.target)}" if isinstance(mount.target, str) else ""
            message = f"mounts {quoted(mount.source)} of the host writable{where}: it can change the control groups of the host"
            change = Change(place=mount.at("read_only"), value=True)
            yield Hit(message, mount.at("source"), field="mounts", change=change)
