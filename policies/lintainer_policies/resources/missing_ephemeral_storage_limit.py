"""Containers without a limit on the disk that they use."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Unknown
from lintainer.model.effective import ephemeral_storage_limit
from lintainer.policy import KUBERNETES, Container, Hit, Outcome, Severity, Undecided, policy


@policy(
    group="resources",
    severity=Severity.LOW,
    profiles=("all",),
    syntaxes=(KUBERNETES,),
    advice="set resources.limits.ephemeral-storage to what logs and temporary files may take",
    # The API takes no resources for ephemeral containers.
    roles=frozenset({"main", "init", "sidecar"}),
    digest="limits",
)
def missing_ephemeral_storage_limit(container: Container) -> Iterator[Outcome]:
    """A container may fill the disk of the node with logs and temporary files."""
    found = ephemeral_storage_limit(container)
    if isinstance(found.value, Unknown):
        yield Undecided(found.location, "ephemeral_storage", found.value.why)
    elif found.value is None:
        yield Hit("has no ephemeral-storage limit", found.location)
