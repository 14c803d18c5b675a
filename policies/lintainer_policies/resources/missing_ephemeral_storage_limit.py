"""Containers without a limit on the disk that they use."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model.effective import ephemeral_storage_limit
from lintainer.policy import KUBERNETES, Container, Outcome, Severity, policy
from lintainer_policies.resources._limited import missing_limit


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
    yield from missing_limit(ephemeral_storage_limit(container), "ephemeral_storage", "ephemeral-storage")
