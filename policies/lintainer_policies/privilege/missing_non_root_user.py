"""Containers that run as root unless their image says otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Unknown
from lintainer.model.effective import maps_users, run_as_non_root, user
from lintainer.policy import Container, Hit, Outcome, Severity, policy, unsettled
from lintainer_policies.privilege._users import is_root


@policy(
    group="privilege",
    severity=Severity.MEDIUM,
    profiles=("hardening", "cis-docker", "cis-kubernetes"),
    standards=("CIS Docker 1.6.0 4.1", "CIS Kubernetes 1.12.0 5.2.7", "PSS restricted Running as Non-root"),
    advice="name a user that is not root; on Kubernetes runAsNonRoot: true as well, which the kubelet enforces",
)
def missing_non_root_user(container: Container) -> Iterator[Outcome]:
    """Nothing says that a container does not run as root: the image decides."""
    if maps_users(container) is True:
        return
    who = user(container)
    yield from unsettled(who, "user")
    if isinstance(who.value, Unknown):
        return
    if is_root(who.value):
        yield Hit("runs as root, and nothing keeps it from that", who.location)
    elif who.value is None:
        demanded = run_as_non_root(container)
        yield from unsettled(demanded, "run_as_non_root")
        if demanded.value is None:
            yield Hit("names no user: it runs as root unless its image says otherwise", who.location)
        elif demanded.value is False:
            yield Hit("names no user: it runs as root unless its image says otherwise", demanded.location)
