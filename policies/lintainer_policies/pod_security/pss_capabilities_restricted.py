"""Upstream check_capabilities_restricted.go: exact names, from v1.22; Windows is exempt from v1.25."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.model.pod_security import PssOptions, is_windows, judged
from lintainer.policy import KUBERNETES, Hit, Outcome, Severity, Undecided, Workload, policy


@policy(
    group="pod-security",
    severity=Severity.MEDIUM,
    profiles=("pss-restricted",),
    syntaxes=(KUBERNETES,),
    standards=("PSS restricted Capabilities",),
    advice="drop ALL, and add NET_BIND_SERVICE only where it is needed",
    options=PssOptions,
)
def pss_capabilities_restricted(workload: Workload, options: PssOptions) -> Iterator[Outcome]:
    """Capabilities are kept or added that the restricted level does not allow."""
    if options.minor < 22 or (options.minor >= 25 and is_windows(workload.pod)):
        return
    for container in judged(workload):
        unknown = next((entry for entry in container.cap_drop if isinstance(entry.name, Unknown)), None)
        if not any(entry.written == "ALL" for entry in container.cap_drop):
            if unknown is not None and isinstance(unknown.name, Unknown):
                yield Undecided(unknown.at("name"), "cap_drop", unknown.name.why)
            elif container.is_complete("cap_drop"):
                yield Hit("does not drop `ALL` capabilities, as the restricted level wants it", container.at("cap_drop"))
        for entry in container.cap_add:
            if isinstance(entry.name, Unknown):
                yield Undecided(entry.at("name"), "cap_add", entry.name.why)
            elif entry.written != "NET_BIND_SERVICE":
                yield Hit(f"adds {quoted(entry.written, 40)}, which the restricted level does not allow", entry.at("name"))
