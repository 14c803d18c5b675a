"""Workloads whose grants combine to the host."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import RUNNING, Hit, Outcome, Project, Severity, policy
from lintainer.source import Related
from lintainer_policies.paths._steps import Way, is_critical_alone, ways


@policy(
    group="paths",
    severity=Severity.CRITICAL,
    profiles=("default",),
    advice="take one of the steps away: the way ends with any of them",
)
def host_takeover(project: Project) -> Iterator[Outcome]:
    """Grants of a workload that are short of critical one by one lead to the host together."""
    if project.kind == "manifests":
        # What a cluster's roles grant is no matter of the other projects, and takes time to import.
        from lintainer_policies.paths._cluster import admin_bindings, admin_token

        admins = admin_bindings(project)
    for workload in project.workloads:
        running = [container for container in workload.containers if container.role in RUNNING]
        found = [way for container in running for way in ways(container)]
        if project.kind == "manifests" and (token := admin_token(project, workload, admins)) is not None:
            found.append(token)
        # One critical finding says it already.
        if found and not any(is_critical_alone(container) for container in running):
            yield _hit(found)


def _hit(found: list[Way]) -> Hit:
    """Return one finding for all ways; it stands at the first step of the first."""
    first = found[0].steps[0]
    related: list[Related] = []
    for way in found:
        for step in way.steps:
            known = any(one.location[:2] == step.location[:2] for one in related)
            if step is not first and not known:
                related.append(Related(step.location, step.says))
    hows = list(dict.fromkeys(way.how for way in found))
    says = [step.says for step in found[0].steps]
    grants = " and ".join((", ".join(says[:-1]), says[-1]))
    message = f"gives the host away in {len(says)} steps: {grants}, so that {'; '.join(hows)}"
    return Hit(message, first.location, related=tuple(related))
