"""Containers that SELinux does not hold."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.model.effective import privileged, selinux
from lintainer.policy import RUNNING_OR_POD, Change, Container, Hit, Outcome, Severity, Undecided, policy
from lintainer_policies._wording import as_written
from lintainer_policies.confinement._selinux import UNCONFINED_TYPES


@policy(
    group="confinement",
    severity=Severity.HIGH,
    profiles=("default", "cis-docker"),
    standards=("CIS Docker 1.6.0 5.3", "PSS baseline SELinux"),
    roles=RUNNING_OR_POD,
    fix="safe",
    advice="remove it; where a mount is refused, relabel the mount with :z or :Z instead",
)
def selinux_disabled(container: Container) -> Iterator[Outcome]:
    """A container runs without SELinux separation, or with a type that confines nothing."""
    # Docker takes the label from privileged containers: that is said there.
    if privileged(container).value is True:
        return
    found = selinux(container)
    labels = found.value
    if labels is None:
        return
    if isinstance(labels, Unknown):
        yield Undecided(found.location, "selinux", labels.why)
        return
    for field in ("disable", "type"):
        value = getattr(labels, field)
        if isinstance(value, Unknown):
            yield Undecided(labels.at(field), "selinux", value.why)
    if labels.disable is True:
        shown = as_written(found.location, "label=disable")
        place = labels.at("disable")
        yield Hit(f"runs without SELinux separation: {shown}", place, field="selinux", change=Change(place=place))
    elif isinstance(labels.type, str) and labels.type in UNCONFINED_TYPES:
        message = f"runs with the SELinux type {quoted(labels.type)}, {UNCONFINED_TYPES[labels.type]}: it confines nothing"
        yield Hit(message, labels.at("type"), field="selinux", change=Change(place=labels.at("type")))
