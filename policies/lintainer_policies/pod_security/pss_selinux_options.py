"""Upstream check_seLinuxOptions.go: container_engine_t is allowed from v1.31."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model.pod_security import PssOptions, judged, selinux_types
from lintainer.policy import KUBERNETES, Hit, Outcome, Severity, Workload, policy, undecided


@policy(
    group="pod-security",
    severity=Severity.HIGH,
    profiles=("pss-baseline", "pss-restricted"),
    syntaxes=(KUBERNETES,),
    standards=("PSS baseline SELinux",),
    advice="leave type, user and role to the runtime",
    options=PssOptions,
)
def pss_selinux_options(workload: Workload, options: PssOptions) -> Iterator[Outcome]:
    """A pod sets SELinux labels that the baseline level forbids."""
    allowed = selinux_types(options.minor)
    given = [workload.pod.selinux if workload.pod is not None else None, *(one.selinux for one in judged(workload))]
    for labels in given:
        if labels is None:
            continue
        yield from undecided(labels, "type", "user", "role")
        if isinstance(labels.type, str) and labels.type not in allowed:
            yield Hit(f"seLinuxOptions.type is {quoted(labels.type, 40)}: forbidden at the baseline level", labels.at("type"))
        for field in ("user", "role"):
            value = getattr(labels, field)
            if isinstance(value, str) and value:
                yield Hit(f"seLinuxOptions.{field} is set, which the baseline level forbids", labels.at(field))
