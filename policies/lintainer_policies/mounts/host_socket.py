"""Containers that can reach a service of the host through its socket."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import RUNNING_OR_POD, Container, Hit, Outcome, Severity, policy
from lintainer_policies.mounts._binds import is_mounted, place, shown_source, shown_target
from lintainer_policies.mounts._sockets import runtime_socket, service_of

# What to call a service whose name the socket's gives.
_WHAT = {
    "socket": "a socket of the host, {0},: the service behind it takes its callers for local ones",
    "named pipe": "a named pipe of the host, {0},: the service behind it takes its callers for local ones",
    "session": "{0} of the host, with the sockets of a user's session in it,:",
    "ssh-agent": "the socket of an ssh-agent, {0},: it can log in with the user's keys while the container runs",
    "gpg-agent": "the socket of a gpg-agent, {0},: it can sign and decrypt with the user's keys while the container runs",
    "D-Bus": "the bus of the host's services, {0},: systemd and others take calls there",
    "X11": "the sockets of the X server, {0},: its clients read each other's keys and screens",
}


@policy(
    group="mounts",
    severity=Severity.MEDIUM,
    profiles=("default",),
    supersedes=("writable-host-mount", "sensitive-host-mount"),
    advice="remove it, or give the program a service of its own to talk to",
    roles=RUNNING_OR_POD,
)
def host_socket(container: Container) -> Iterator[Outcome]:
    """A container can talk to a service of the host through its unix socket."""
    for mount in container.mounts:
        if runtime_socket(mount) is not None:
            continue
        service = service_of(mount)
        if service is None:
            continue
        form = _WHAT.get(service, f"the socket of {service}, {{0}},: it takes its callers for local ones")
        # Read after the place in the container: "…, at `/tmp/x`: it …".
        head, colon, tail = form.format(shown_source(mount)).partition(",:")
        if not is_mounted(mount):
            yield Hit(f"declares a volume of {head} that no container mounts yet", place(mount), Severity.LOW)
            continue
        target = shown_target(mount)
        if mount.target == mount.source:
            target = ""
        comma = "," if colon and target else ""
        yield Hit(f"mounts {head}{comma}{target}{':' + tail if tail else ''}", place(mount))
