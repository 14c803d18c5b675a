"""Containers that run as root because the file says so."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.model.effective import maps_users, run_as_non_root, user
from lintainer.policy import RUNNING_OR_POD, Container, Hit, Outcome, Severity, policy, unsettled
from lintainer_policies._wording import as_written
from lintainer_policies.privilege._users import is_root, user_written


@policy(
    group="privilege",
    severity=Severity.MEDIUM,
    profiles=("default", "cis-kubernetes", "cis-docker"),
    supersedes=("missing-non-root-user", "root-group"),
    standards=("CIS Docker 1.6.0 4.1", "CIS Kubernetes 1.12.0 5.2.7", "PSS restricted Running as Non-root user"),
    roles=RUNNING_OR_POD,
    advice="run as a user of its own: a number above 0, that owns what the program has to write",
)
def root_user(container: Container) -> Iterator[Outcome]:
    """A container runs as root because its user is written so."""
    if maps_users(container) is True:
        return
    who = user(container)
    yield from unsettled(who, "user")
    if isinstance(who.value, Unknown):
        return
    if is_root(who.value):
        yield Hit(f"runs as root: user {quoted(user_written(container, who.value or 0))}", who.location)
    elif who.value is None:
        allowed = run_as_non_root(container)
        yield from unsettled(allowed, "run_as_non_root")
        if allowed.value is False:
            shown = as_written(allowed.location, "runAsNonRoot: false")
            yield Hit(f"may run as root: {shown}, and the image decides the user", allowed.location)
