"""Containers that can read what the host keeps secret."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import RUNNING_OR_POD, Container, Hit, Outcome, Severity, Undecided, policy
from lintainer_policies.mounts._binds import binds, is_mounted, open_source, place, shown_source, shown_target
from lintainer_policies.mounts._options import NO_PATHS, Paths, judged
from lintainer_policies.mounts._rules import holds_sensitive, is_open, is_partly_known


@policy(
    group="mounts",
    severity=Severity.HIGH,
    profiles=("default", "cis-docker"),
    standards=("CIS Docker 1.6.0 5.6",),
    advice="mount the files that the program reads, not the folder; hand over credentials of its own as a secret",
    roles=RUNNING_OR_POD,
    options=Paths,
)
def sensitive_host_mount(container: Container, options: Paths = NO_PATHS) -> Iterator[Outcome]:
    """A container can read credentials or kernel state of the host."""
    for mount in binds(container):
        # A secret that Compose reads from a file of the user's is handed over on purpose, by name.
        if mount.via == "secret" and mount.base != "absolute":
            continue
        if is_open(mount):
            yield from open_source(mount)
            continue
        rule = judged(mount, options)
        if rule.readable is None:
            source = mount.source
            if is_partly_known(mount) and holds_sensitive(mount) and not isinstance(source, str | None):
                yield Undecided(mount.at("source"), "source", source.why)
            continue
        what = f"{shown_source(mount)} of the host"
        if is_mounted(mount):
            how = " read-only" if mount.read_only is True else ""
            yield Hit(f"mounts {what}{how}{shown_target(mount)}: {rule.holds} can be read", place(mount), rule.readable)
        else:
            message = f"declares a volume of {what} that no container mounts yet: {rule.holds}"
            yield Hit(message, place(mount), min(rule.readable, Severity.MEDIUM))
