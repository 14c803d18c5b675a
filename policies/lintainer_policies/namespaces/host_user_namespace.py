"""Containers that opt out of user namespace remapping."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import COMPOSE, DOCKER_RUN, Container, Outcome, Severity, policy
from lintainer_policies.namespaces._sharing import sharing


@policy(
    group="namespaces",
    severity=Severity.MEDIUM,
    profiles=("default", "cis-docker"),
    syntaxes=(DOCKER_RUN, COMPOSE),
    standards=("CIS Docker 1.6.0 5.31",),
    advice="remove it, so that root in the container stays an ordinary user of the host where users are remapped",
    fix="unsafe",
)
def host_user_namespace(container: Container) -> Iterator[Outcome]:
    """A container switches off the remapping of its users: its root is the host's root."""
    yield from sharing(container, "userns", _granted(container))


def _granted(container: Container) -> str:
    # Without --userns, podman runs the container in the namespace of the user who calls it anyway (podman-run(1)).
    if container.platform == "podman":
        return "runs in the user namespace of its caller: root in it is that user, root itself where root starts it"
    return "is left out of the remapping of users that the daemon may be set to: root in it is root on the host"
