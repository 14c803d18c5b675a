"""Containers that keep the capabilities that a runtime gives by default."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.model.capabilities import defaults
from lintainer.model.effective import drops_all_capabilities, is_windows, privileged
from lintainer.policy import Change, Container, Hit, Outcome, Severity, Undecided, policy
from lintainer_policies._wording import listing


@policy(
    group="capabilities",
    severity=Severity.MEDIUM,
    profiles=("hardening", "cis-docker", "cis-kubernetes"),
    standards=("CIS Docker 1.6.0 5.4", "CIS Kubernetes 1.12.0 5.2.9", "PSS restricted Capabilities"),
    fix="unsafe",
    advice="drop ALL, and add back what the program needs",
)
def missing_capability_drop(container: Container) -> Iterator[Outcome]:
    """A container does not drop all capabilities."""
    # A privileged container has them all, whatever it drops.
    if is_windows(container) or privileged(container).value is True:
        return
    drops = drops_all_capabilities(container)
    if isinstance(drops, Unknown):
        yield Undecided(container.at("cap_drop"), "cap_drop", drops.why)
        return
    if drops:
        return
    dropped = {str(entry.name) for entry in container.cap_drop}
    kept = defaults(container.platform) - dropped
    if not kept:
        return
    if not dropped:
        place = container.at("cap_drop")
        yield Hit(
            "drops no capability: it keeps the default set of the runtime", place, change=Change(place=place, value="ALL")
        )
        return
    shown = listing(quoted(name) for name in sorted(kept)) if len(kept) <= 3 else f"{len(kept)} capabilities of the default set"
    yield Hit(f"does not drop ALL capabilities: it keeps {shown}", container.at("cap_drop"))
