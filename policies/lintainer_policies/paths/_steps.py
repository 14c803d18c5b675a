"""Grants that combine: what a container was given, as steps on a way to the host."""

from __future__ import annotations

from lintainer.model import Container, Unknown, effective
from lintainer.policy import Severity
from lintainer.source import Location
from lintainer.tuples import NamedTuple
from lintainer_policies.devices._nodes import node_of
from lintainer_policies.mounts._rules import located, rule_of
from lintainer_policies.mounts._sockets import runtime_socket

# dangerous-capability: each of these leads out by itself.
_CRITICAL_CAPABILITIES = frozenset(("ALL", "SYS_ADMIN", "SYS_MODULE", "DAC_READ_SEARCH"))


class Step(NamedTuple):
    """One grant, and what it adds."""

    location: Location
    says: str


class Way(NamedTuple):
    """Steps that lead to the host together, and how, in one clause."""

    how: str
    steps: tuple[Step, ...]


def is_critical_alone(container: Container) -> bool:
    """Tell whether a critical finding says of this container that it has the host."""
    if (
        container.privileged is True
        or effective.windows_host_process(container).value is True
        or container.use_api_socket is True
    ):
        return True
    if any(isinstance(entry.name, str) and entry.name in _CRITICAL_CAPABILITIES for entry in container.cap_add):
        return True
    for mount in container.mounts:
        if mount.target is None:
            continue
        if runtime_socket(mount) is not None:
            return True
        if located(mount) is not None and mount.read_only is False and rule_of(mount).writable is Severity.CRITICAL:
            return True
    return False


def ways(container: Container) -> list[Way]:
    """Return how the grants of one container combine to the host."""
    found: list[Way] = []
    traced = _tracing(container)
    if traced is not None:
        found.append(traced)
    root = _root(container)
    if root is not None:
        found.extend(_as_root(container, root))
    return found


def _root(container: Container) -> Step | None:
    """Return where the container is told to run as the host's root; None where it is not, or where users are mapped."""
    user = effective.user(container)
    if user.value not in (0, "root") or isinstance(user.value, Unknown):
        return None
    if effective.maps_users(container) is True:
        return None
    return Step(user.location, "it runs as root")


def _tracing(container: Container) -> Way | None:
    """Processes of the host in sight, and the right to control them (ptrace(2), CAP_SYS_PTRACE)."""
    mode = container.pid_mode
    if isinstance(mode, Unknown) or mode != "host":
        return None
    # What the process holds depends on its user, which the image may choose: only a user known not to be root rules it out.
    held, bounding = effective.process_capabilities(container), effective.capabilities(container)
    if isinstance(bounding, Unknown) or "SYS_PTRACE" not in (bounding if isinstance(held, Unknown) else held):
        return None
    if effective.maps_users(container) is True:
        return None
    traces = next((entry for entry in container.cap_add if entry.name == "SYS_PTRACE"), None)
    location = traces.at() if traces is not None else container.at("cap_add")
    return Way(
        "it can run code in a process of the host's root",
        (Step(container.at("pid_mode"), "it sees the processes of the host"), Step(location, "it may control any of them")),
    )


def _as_root(container: Container, root: Step) -> list[Way]:
    found: list[Way] = []
    for device in container.devices:
        node = node_of(device.path_on_host)
        allowed = device.cgroup_permissions
        writable = isinstance(allowed, str) and "w" in allowed
        if (
            node is not None
            and writable
            and ("disk" in node.what or "volume" in node.what or node.what.startswith("all devices"))
        ):
            step = Step(device.at(), f"it may write {node.what}")
            found.append(Way("it can change any file of the host on its disk", (step, root)))
    for mount in container.mounts:
        if mount.target is None or located(mount) is None or mount.read_only is not False:
            continue
        rule = rule_of(mount)
        if rule.writable is Severity.HIGH and located(mount) in (
            "/var",
            "/var/lib",
            "/var/spool",
            "/sys",
            "/sys/kernel",
            "/home",
            "/etc",
        ):
            step = Step(mount.at("source"), f"it writes there: {rule.gives}")
            found.append(Way(f"it can write what the host runs: {rule.gives}", (step, root)))
    return found
