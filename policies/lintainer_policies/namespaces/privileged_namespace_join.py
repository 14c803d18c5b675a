"""Containers that join a namespace of a privileged container, or come into one of the host's that way."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model.effective import NAMESPACES
from lintainer.policy import COMPOSE, DOCKER_RUN, Hit, Outcome, Project, Severity, policy
from lintainer.source import Related
from lintainer_policies.namespaces._joins import SHOWN, Directory, reason

# What the namespace of a privileged container gives to who joins it.
_GIVES = {
    "network": "what it serves without a password on its loopback, a daemon's API say, answers here too",
    "pid": "its processes, and through /proc/PID/root its files and devices, are in reach",
    "ipc": "its shared memory is in reach",
}


@policy(
    group="namespaces",
    severity=Severity.HIGH,
    profiles=("default",),
    syntaxes=(DOCKER_RUN, COMPOSE),
    supersedes=("shared-container-namespace",),
    advice="give this container a namespace of its own, or take the privilege from the one that it joins",
)
def privileged_namespace_join(project: Project) -> Iterator[Outcome]:
    """A container joins a namespace of one that is privileged or in the host's namespace, directly or through others."""
    directory = Directory(project)
    for workload in project.workloads:
        for container in workload.containers:
            for namespace in NAMESPACES:
                for reached in directory.joins(container, namespace):
                    found = reason(reached.container, namespace)
                    if found is None:
                        continue
                    what, place = found
                    through = f", through {', '.join(map(quoted, reached.via))}" if reached.via else ""
                    name = quoted(reached.name)
                    if what == "privileged":
                        gives = f": {_GIVES[namespace]}" if namespace in _GIVES else ""
                        message = f"joins the {SHOWN[namespace]} of {name}{through}, which is privileged{gives}"
                        note = "privileged here"
                    else:
                        message = f"joins the {SHOWN[namespace]} of {name}{through}, and that is {what}"
                        note = f"{what}, here"
                    yield Hit(message, container.at(f"{namespace}_mode"), related=(Related(place, note),))
                    break
