"""Containers in the process namespace of the host."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import RUNNING_OR_POD, Container, Outcome, Severity, policy
from lintainer_policies.namespaces._sharing import sharing


@policy(
    group="namespaces",
    severity=Severity.HIGH,
    profiles=("default", "cis-docker", "cis-kubernetes"),
    standards=("CIS Docker 1.6.0 5.16", "CIS Kubernetes 1.12.0 5.2.3", "PSS baseline Host Namespaces"),
    advice="remove it, and let what watches the host's processes run on the host",
    fix="unsafe",
    roles=RUNNING_OR_POD,
)
def host_pid(container: Container) -> Iterator[Outcome]:
    """A container shares the process namespace of the host."""
    yield from sharing(container, "pid", "shares the processes of the host: it sees them all, and as root it can signal them")
