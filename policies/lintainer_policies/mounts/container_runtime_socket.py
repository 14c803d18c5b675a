"""Containers that can reach the control socket of a container runtime."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.policy import RUNNING_OR_POD, Container, Hit, Outcome, Severity, policy, undecided
from lintainer_policies.mounts._binds import is_mounted, open_source, place, shown_source, shown_target
from lintainer_policies.mounts._rules import is_open
from lintainer_policies.mounts._sockets import runtime_socket


@policy(
    group="mounts",
    severity=Severity.CRITICAL,
    profiles=("default", "cis-docker"),
    standards=("CIS Docker 1.6.0 5.32",),
    supersedes=("host-socket", "writable-host-mount", "sensitive-host-mount", "missing-rslave", "implicit-host-directory"),
    advice="remove it; a program that only reads can ask a proxy that forwards the few calls it needs",
    roles=RUNNING_OR_POD,
)
def container_runtime_socket(container: Container) -> Iterator[Outcome]:
    """A container can reach the control socket of a container runtime, which starts any container on the host."""
    granted = False
    for mount in container.mounts:
        found = runtime_socket(mount)
        if found is None:
            if is_open(mount):
                yield from open_source(mount)
            continue
        granted = granted or mount.via == "api-socket"
        engine, inside = found
        if mount.via == "api-socket":
            yield _api_socket(container)
            continue
        what = f"the control socket of {engine}, {shown_source(mount)},"
        if inside:
            what = f"{shown_source(mount)} of the host, with the control socket of {engine} in it ({quoted(inside)}),"
        if not is_mounted(mount):
            yield Hit(f"declares a volume of {what} that no container mounts yet", place(mount), Severity.MEDIUM)
            continue
        message = f"mounts {what}{shown_target(mount)}: it can start a container with all of the host"
        if mount.read_only is True:
            message += ", read-only or not: commands go through the connection"
        yield Hit(message, place(mount))
    if granted:
        return
    yield from undecided(container, "use_api_socket")
    if container.use_api_socket is True:
        yield _api_socket(container)


def _api_socket(container: Container) -> Hit:
    return Hit(
        "gets the control socket of Docker and the user's registry credentials: it can start a container with all of the host",
        container.at("use_api_socket"),
    )
