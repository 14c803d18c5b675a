"""Upstream check_capabilities_baseline.go: names are compared as they are written."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.model.pod_security import BASELINE_CAPABILITIES, PssOptions, judged
from lintainer.policy import KUBERNETES, Hit, Outcome, Severity, Undecided, Workload, policy


@policy(
    group="pod-security",
    severity=Severity.HIGH,
    profiles=("pss-baseline", "pss-restricted"),
    syntaxes=(KUBERNETES,),
    standards=("PSS baseline Capabilities",),
    advice="remove it from capabilities.add",
    options=PssOptions,
)
def pss_capabilities_baseline(workload: Workload, options: PssOptions) -> Iterator[Outcome]:
    """A container adds a capability that the baseline level does not allow."""
    if options.replaced_from(22):
        return
    for container in judged(workload):
        for entry in container.cap_add:
            if isinstance(entry.name, Unknown):
                yield Undecided(entry.at("name"), "cap_add", entry.name.why)
            elif entry.written not in BASELINE_CAPABILITIES:
                yield Hit(f"adds {quoted(entry.written, 40)}, which the baseline level does not allow", entry.at("name"))
