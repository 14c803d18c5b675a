"""Upstream check_privileged.go."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model.pod_security import judged
from lintainer.policy import KUBERNETES, Hit, Outcome, Severity, Workload, policy, undecided


@policy(
    group="pod-security",
    severity=Severity.HIGH,
    profiles=("pss-baseline", "pss-restricted"),
    syntaxes=(KUBERNETES,),
    standards=("PSS baseline Privileged Containers",),
    advice="remove it, and grant only what the program needs",
)
def pss_privileged(workload: Workload) -> Iterator[Outcome]:
    """A container is privileged, which the baseline level forbids."""
    for container in judged(workload):
        yield from undecided(container, "privileged")
        if container.privileged is True:
            yield Hit("privileged is true: forbidden at the baseline level", container.at("privileged"))
