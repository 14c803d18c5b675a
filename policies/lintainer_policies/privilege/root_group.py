"""Containers that run with the group root."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.model.effective import group, maps_users
from lintainer.policy import RUNNING_OR_POD, Container, Hit, Outcome, Severity, Undecided, policy, unsettled
from lintainer_policies.privilege._users import is_root


@policy(
    group="privilege",
    severity=Severity.MEDIUM,
    profiles=("hardening",),
    roles=RUNNING_OR_POD,
    advice="use a group of its own, and give it what the program has to read or write",
)
def root_group(container: Container) -> Iterator[Outcome]:
    """A container has group 0 as its primary, a supplementary or the owning group of its volumes."""
    if maps_users(container) is True:
        return
    primary = group(container)
    yield from unsettled(primary, "group")
    if is_root(primary.value):
        yield Hit("runs with the group root", primary.location)
    for entry in container.group_add or (container.pod.supplemental_groups if container.pod is not None else ()):
        if isinstance(entry.value, Unknown):
            yield Undecided(entry.at(), "group_add", entry.value.why)
        elif entry.value == "root" or (entry.value.strip().isdecimal() and int(entry.value) == 0):
            yield Hit(f"has the group root besides its own: {quoted(entry.value)}", entry.at())
    pod = container.pod
    if pod is not None and is_root(pod.fs_group):
        yield Hit("gives its volumes to the group root, and joins it: `fsGroup` is 0", pod.at("fs_group"))
