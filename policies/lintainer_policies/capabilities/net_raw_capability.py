"""Containers that may send any packet."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.model.effective import capabilities, is_windows, privileged
from lintainer.policy import Container, Hit, Outcome, Severity, Undecided, policy
from lintainer_policies.capabilities._grants import GIVES


@policy(
    group="capabilities",
    severity=Severity.LOW,
    profiles=("hardening", "cis-kubernetes"),
    standards=("CIS Kubernetes 1.12.0 5.2.8",),
    fix="unsafe",
    advice="drop NET_RAW, or ALL",
)
def net_raw_capability(container: Container) -> Iterator[Outcome]:
    """A container has the capability NET_RAW, by default or by addition."""
    if is_windows(container) or privileged(container).value is True:
        return
    bounding = capabilities(container)
    if isinstance(bounding, Unknown):
        yield Undecided(container.at("cap_drop"), "cap_drop", bounding.why)
        return
    if "NET_RAW" not in bounding:
        return
    for name in ("NET_RAW", "ALL"):
        entry = next((one for one in container.cap_add if one.name == name), None)
        if entry is not None:
            also = "" if name == "NET_RAW" else " capabilities, NET_RAW among them"
            yield Hit(f"adds {quoted(entry.written)}{also}: {GIVES['NET_RAW']}", entry.at())
            return
    yield Hit(f"keeps NET_RAW of the default set: {GIVES['NET_RAW']}", container.at("cap_drop"))
