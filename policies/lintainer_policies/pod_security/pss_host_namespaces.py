"""Upstream check_hostNamespaces.go."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import KUBERNETES, Hit, Outcome, Severity, Workload, policy, undecided


@policy(
    group="pod-security",
    severity=Severity.HIGH,
    profiles=("pss-baseline", "pss-restricted"),
    syntaxes=(KUBERNETES,),
    standards=("PSS baseline Host Namespaces",),
    advice="remove the field",
)
def pss_host_namespaces(workload: Workload) -> Iterator[Outcome]:
    """A pod shares a namespace of the host, which the baseline level forbids."""
    pod = workload.pod
    if pod is None:
        return
    yield from undecided(pod, *_FIELDS)
    for field, key in _FIELDS.items():
        if getattr(pod, field) is True:
            yield Hit(f"{key} is true: forbidden at the baseline level", pod.at(field))


_FIELDS = {"host_network": "hostNetwork", "host_pid": "hostPID", "host_ipc": "hostIPC"}
