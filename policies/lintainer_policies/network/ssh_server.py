"""Containers that one logs in to."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.policy import Container, Hit, Outcome, Severity, policy
from lintainer.source import Location, Related
from lintainer_policies._programs import programs

_PROGRAMS = frozenset({"sshd", "dropbear", "ssh.service", "/etc/init.d/ssh"})
_IMAGES = frozenset(
    {"sshd", "openssh-server", "openssh", "ssh-server", "docker-sshd", "sshd-server", "ssh", "dropbear", "sftp"}
)
_PORT = 22


@policy(
    group="network",
    severity=Severity.MEDIUM,
    profiles=("hardening", "cis-docker"),
    standards=("CIS Docker 1.6.0 5.7",),
    advice="log in with `docker exec` or `kubectl exec`, which need no daemon, keys or port in the container",
)
def ssh_server(container: Container) -> Iterator[Outcome]:
    """A container runs an SSH server: one more way in, with keys and users of its own."""
    found = list(_signs(container))
    if found:
        message, location = found[0]
        yield Hit(message, location, related=tuple(Related(place, text) for text, place in found[1:]))


def _signs(container: Container) -> Iterator[tuple[str, Location]]:
    for program in programs(container):
        if program.name in _PROGRAMS:
            yield f"starts an SSH server ({quoted(program.path)})", program.word.at()
            break
    image = container.image
    repository = "" if image is None or isinstance(image.repository, Unknown) else image.repository
    if image is not None and repository.rpartition("/")[2].lower() in _IMAGES:
        yield f"runs an image of an SSH server ({quoted(image.written)})", image.at()
    for port in container.ports:
        if port.container_port == _PORT and not isinstance(port.container_port, Unknown) and port.protocol == "tcp":
            yield f"{'publishes' if port.published else 'exposes'} port 22, that of an SSH server", port.at("container_port")
            break
