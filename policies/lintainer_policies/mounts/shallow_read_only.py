"""Read-only binds with writable mounts below them."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import COMPOSE, DOCKER_RUN, Container, Hit, Outcome, Severity, policy, undecided
from lintainer_policies.mounts._binds import binds, shown_source, shown_target

_WHY = {
    "writable": "the file systems mounted below it stay writable",
    "disabled": "only the folder itself is bound, and the read-only flag says nothing of file systems mounted below it",
}


@policy(
    group="mounts",
    severity=Severity.LOW,
    profiles=("hardening",),
    syntaxes=(DOCKER_RUN, COMPOSE),
    advice="leave it out, or set bind-recursive=readonly (Compose: bind.recursive: readonly)",
    fix="unsafe",
)
def shallow_read_only(container: Container) -> Iterator[Outcome]:
    """A read-only bind leaves what is mounted below it out of the promise."""
    for mount in binds(container):
        if mount.read_only is not True:
            continue
        yield from undecided(mount, "recursive")
        if isinstance(mount.recursive, str) and mount.recursive in _WHY:
            yield Hit(
                f"mounts {shown_source(mount)} read-only{shown_target(mount)}, but not recursively: {_WHY[mount.recursive]}",
                mount.at("recursive"),
            )
