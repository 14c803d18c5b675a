"""Containers that join a namespace of another container."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.model.effective import NAMESPACES, joined
from lintainer.policy import Hit, Outcome, Project, Severity, Undecided, policy
from lintainer_policies.namespaces._joins import SHOWN


@policy(
    group="namespaces",
    severity=Severity.MEDIUM,
    profiles=("hardening",),
    advice="give each container its own namespaces, and let them speak over a network or a volume that both mount",
)
def shared_container_namespace(project: Project) -> Iterator[Outcome]:
    """A container joins the network, process or IPC namespace of another, or a pod shares its processes."""
    for workload in project.workloads:
        for container in workload.containers:
            for namespace in NAMESPACES:
                field = f"{namespace}_mode"
                mode = getattr(container, field)
                target = joined(mode)
                if target is None:
                    if isinstance(mode, Unknown):
                        yield Undecided(container.at(field), field, mode.why)
                else:
                    kind = "service" if target.kind == "service" else "container"
                    name = quoted(target.name.written if isinstance(target.name, Unknown) else target.name)
                    yield Hit(f"joins the {SHOWN[namespace]} of the {kind} {name}", container.at(field))
        pod = workload.pod
        shared = pod.share_process_namespace if pod is not None else None
        if pod is None or shared is None:
            continue
        place = pod.at("share_process_namespace")
        if isinstance(shared, Unknown):
            yield Undecided(place, "share_process_namespace", shared.why)
        elif shared:
            yield Hit("shares one process namespace among all containers of the pod", place)
