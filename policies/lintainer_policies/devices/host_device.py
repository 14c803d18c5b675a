"""Containers that may open a device which gives more than itself."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.model.effective import capabilities
from lintainer.policy import COMPOSE, DOCKER_RUN, Container, Hit, Outcome, Severity, policy, undecided
from lintainer_policies.devices._nodes import is_open, node_of


@policy(
    group="devices",
    severity=Severity.HIGH,
    profiles=("default", "cis-docker"),
    syntaxes=(DOCKER_RUN, COMPOSE),
    standards=("CIS Docker 1.6.0 5.18",),
    supersedes=("other-host-device",),
    advice="remove it, or hand over the one device that the program needs, with the least of r, w and m",
)
def host_device(container: Container) -> Iterator[Outcome]:
    """A container may open a device of the host that gives its disks, its memory or its kernel."""
    for device in container.devices:
        node = node_of(device.path_on_host)
        if node is None:
            if is_open(device.path_on_host):
                yield from undecided(device, "path_on_host")
            continue
        allowed = device.cgroup_permissions
        if isinstance(allowed, str) and not set(allowed) & set("rw"):
            continue
        path = device.path_on_host
        name = quoted(path.written if isinstance(path, Unknown) else path)
        if node.needs is not None and _lacks(container, node.needs):
            message = f"is given {name}: {node.what}, which it can open only with {node.needs}"
            yield Hit(message, device.at(), Severity.MEDIUM)
            continue
        yield Hit(f"may {_verbs(allowed)} {name}: {node.what}", device.at(), node.severity)


def _lacks(container: Container, capability: str) -> bool:
    held = capabilities(container)
    return not isinstance(held, Unknown) and capability not in held


def _verbs(allowed: str | Unknown) -> str:
    if isinstance(allowed, Unknown):
        return "open"
    return "read and write" if {"r", "w"} <= set(allowed) else "read" if "r" in allowed else "write"
