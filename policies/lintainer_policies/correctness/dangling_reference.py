"""References to what is not there."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import COMPOSE, KUBERNETES, Outcome, Project, Severity, policy
from lintainer_policies.correctness._compose_references import compose_references
from lintainer_policies.correctness._made import draws_from_elsewhere
from lintainer_policies.correctness._objects import (
    ingress_backends,
    own_pods,
    references,
    scale_targets,
    selectors,
)


@policy(
    group="correctness",
    severity=Severity.LOW,
    profiles=("hardening",),
    syntaxes=(KUBERNETES, COMPOSE),
    advice="name what exists, or define what is named",
)
def dangling_reference(project: Project) -> Iterator[Outcome]:
    """Something names an object that the project does not have, or selects pods that it does not have."""
    if project.kind == "compose":
        yield from compose_references(project)
        return
    if not project.complete or draws_from_elsewhere(project):
        return
    yield from selectors(project)
    yield from scale_targets(project)
    yield from ingress_backends(project)
    yield from references(project)
    yield from own_pods(project)
