"""Temporary file systems that lift the restrictions they come with."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import COMPOSE, DOCKER_RUN, Container, Hit, Outcome, Severity, policy
from lintainer_policies.mounts._binds import shown_target

# The runtime mounts a tmpfs with all three switched off (moby, daemon/oci_linux.go withMounts: noexec, nosuid, nodev).
_LIFTS = {
    "exec": "programs written there can be run",
    "suid": "set-user-ID programs work there",
    "dev": "device nodes work there",
}


@policy(
    group="mounts",
    severity=Severity.LOW,
    profiles=("hardening",),
    syntaxes=(DOCKER_RUN, COMPOSE),
    advice="leave the option out: noexec, nosuid and nodev are what a tmpfs comes with",
    fix="safe",
)
def permissive_tmpfs(container: Container) -> Iterator[Outcome]:
    """A temporary file system allows programs, set-user-ID or devices."""
    for mount in container.mounts:
        if mount.type != "tmpfs":
            continue
        lifted: dict[str, str] = {}
        for option in mount.options:
            word = option.strip()
            if word in _LIFTS:
                lifted[word] = _LIFTS[word]
            else:
                # The last word counts.
                lifted.pop(word.removeprefix("no"), None)
        if lifted:
            words = ", ".join(f"`{word}`" for word in lifted)
            yield Hit(f"mounts a tmpfs{shown_target(mount)} with {words}: {'; '.join(lifted.values())}", mount.at("options"))
