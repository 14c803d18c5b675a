"""References to what is not there."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.policy import COMPOSE, KUBERNETES, Hit, Outcome, Project, Severity, Undecided, policy
from lintainer_policies.correctness._compose_references import compose_references
from lintainer_policies.correctness._made import draws_from_elsewhere, maker
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
    made_by = maker(project)
    for found in (selectors, scale_targets, ingress_backends, references):
        for outcome in found(project):
            if made_by is not None and isinstance(outcome, Hit):
                why = f"the controller of {quoted(made_by.kind)} may make what is missing"
                yield Undecided(outcome.location, outcome.location.field, why)
            else:
                yield outcome
    yield from own_pods(project)
