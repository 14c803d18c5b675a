"""Containers in the IPC namespace of the host."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import RUNNING_OR_POD, Container, Outcome, Severity, policy
from lintainer_policies.namespaces._sharing import sharing


@policy(
    group="namespaces",
    severity=Severity.HIGH,
    profiles=("default", "cis-docker", "cis-kubernetes"),
    standards=("CIS Docker 1.6.0 5.17", "CIS Kubernetes 1.12.0 5.2.4", "PSS baseline Host Namespaces"),
    advice="remove it; containers that share memory can share a namespace of their own",
    fix="unsafe",
    roles=RUNNING_OR_POD,
)
def host_ipc(container: Container) -> Iterator[Outcome]:
    """A container shares the IPC namespace of the host."""
    yield from sharing(
        container, "ipc", "shares the IPC namespace of the host: the shared memory, semaphores and queues of its programs"
    )
