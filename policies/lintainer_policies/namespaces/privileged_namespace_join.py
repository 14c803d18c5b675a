"""Containers that join a namespace of a privileged container, or come into one of the host's that way."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model.effective import NAMESPACES
from lintainer.policy import COMPOSE, DOCKER_RUN, Container, Hit, Outcome, Project, Severity, Undecided, policy
from lintainer.source import Related
from lintainer_policies.namespaces._joins import SHOWN, Directory, Open, Reached, reason

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
                yield from _joined(directory, container, namespace)


def _joined(directory: Directory, container: Container, namespace: str) -> Iterator[Outcome]:
    field = f"{namespace}_mode"
    for reached in directory.joins(container, namespace):
        found = reached if isinstance(reached, Open) else reason(reached.container, namespace)
        if isinstance(found, Open):
            yield Undecided(container.at(field), field, found.why.why)
        elif found is not None and isinstance(reached, Reached):
            what, granted = found
            through = f", through {', '.join(map(quoted, reached.via))}" if reached.via else ""
            name = quoted(reached.name)
            if what == "privileged":
                gives = f": {_GIVES[namespace]}" if namespace in _GIVES else ""
                message = f"joins the {SHOWN[namespace]} of {name}{through}, which is privileged{gives}"
            else:
                message = f"joins the {SHOWN[namespace]} of {name}{through}, and that is {what}"
            note = "privileged here" if what == "privileged" else f"{what}, here"
            yield Hit(message, container.at(field), related=(Related(granted, note),))
            return
