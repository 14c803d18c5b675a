"""Pods whose root is the node's root."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Container, Unknown
from lintainer.model.effective import is_windows, maps_users, run_as_non_root, user
from lintainer.policy import KUBERNETES, RUNNING, Hit, Outcome, Severity, Undecided, Workload, policy


@policy(
    group="identity",
    severity=Severity.LOW,
    profiles=("all",),
    syntaxes=(KUBERNETES,),
    advice="set hostUsers to false",
)
def missing_user_namespace(workload: Workload) -> Iterator[Outcome]:
    """A pod that is root or has capabilities has no user namespace of its own."""
    pod = workload.pod
    # The API refuses hostUsers: false beside a namespace of the host (core validation, validateHostUsers).
    if pod is None or True in (pod.host_network, pod.host_pid, pod.host_ipc):
        return
    for container in workload.containers:
        mapped = maps_users(container)
        if container.role not in RUNNING or is_windows(container) or mapped is True:
            continue
        why = _power(container)
        if why is None:
            continue
        if isinstance(mapped, Unknown):
            yield Undecided(pod.at("host_users"), "host_users", mapped.why)
        else:
            name = quoted(container.name or "")
            yield Hit(f"shares the user ids of the node, and {name} {why}", pod.at("host_users"))
        return


def _power(container: Container) -> str | None:
    """Return what makes the container's user more than anyone, in words; None where it is no more."""
    if container.privileged is True:
        return "is privileged"
    uid = user(container).value
    if uid in (0, "root") and not isinstance(uid, Unknown):
        return "runs as root"
    added = [entry.name for entry in container.cap_add if isinstance(entry.name, str)]
    if added:
        return f"has the capability {', '.join(added)}"
    if uid is None and run_as_non_root(container).value is None and container.is_complete("user"):
        return "may run as root"
    return None
