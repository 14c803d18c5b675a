"""Grants that combine: what a container was given, as steps on a way to the host."""

from __future__ import annotations

from typing import NamedTuple

from lintainer.model import Container, Project, Resource, Unknown, Workload, effective
from lintainer.policy import Severity
from lintainer.source import Location
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
    capabilities = effective.process_capabilities(container)
    if isinstance(mode, Unknown) or mode != "host" or isinstance(capabilities, Unknown) or "SYS_PTRACE" not in capabilities:
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


def admin_token(project: Project, workload: Workload) -> Way | None:
    """A token that may do anything in the cluster, in a workload that is reached from outside."""
    pod = workload.pod
    if pod is None or pod.automount_service_account_token is False:
        return None
    name = pod.service_account_name if isinstance(pod.service_account_name, str) else "default"
    if isinstance(pod.service_account_name, Unknown) or isinstance(pod.automount_service_account_token, Unknown):
        return None
    account = next((one for one in project.of_kind("ServiceAccount") if _is(one, name, workload.namespace)), None)
    if (
        account is not None
        and pod.automount_service_account_token is None
        and _get(account.body, "automountServiceAccountToken") is False
    ):
        return None
    binding = next(
        (one for one in project.of_kind("ClusterRoleBinding") if _binds(project, one, name, workload.namespace)), None
    )
    published = _published(project, workload)
    if binding is None or published is None:
        return None
    token = pod.at("service_account_name")
    return Way(
        "whoever breaks into it from outside has the cluster, and so its nodes",
        (
            published,
            Step(token, f"it holds the token of the service account `{name}`"),
            Step(binding.at("roleRef"), "the account may do anything in the cluster"),
        ),
    )


def _get(body: object, *keys: str) -> object:
    for key in keys:
        body = body.get(key) if isinstance(body, dict) else None
    return body


def _is(resource: Resource, name: str, namespace: str | None) -> bool:
    return resource.name == name and (resource.namespace or "default") == (namespace or "default")


def _binds(project: Project, binding: Resource, account: str, namespace: str | None) -> bool:
    role = _get(binding.body, "roleRef", "name")
    if role != "cluster-admin" and not any(one.name == role and _allows_all(one) for one in project.of_kind("ClusterRole")):
        return False
    subjects = _get(binding.body, "subjects")
    for subject in subjects if isinstance(subjects, list) else ():
        if _get(subject, "kind") == "ServiceAccount" and _get(subject, "name") == account:
            if (_get(subject, "namespace") or "default") == (namespace or "default"):
                return True
        elif _get(subject, "kind") == "Group" and _get(subject, "name") in ("system:serviceaccounts", "system:authenticated"):
            return True
    return False


def _allows_all(role: Resource) -> bool:
    rules = _get(role.body, "rules")
    for rule in rules if isinstance(rules, list) else ():
        parts = (_get(rule, "apiGroups"), _get(rule, "resources"), _get(rule, "verbs"))
        if all(isinstance(part, list) and "*" in part for part in parts):
            return True
    return False


def _published(project: Project, workload: Workload) -> Step | None:
    """Return where the workload is made reachable from outside of the cluster."""
    for container in workload.containers:
        if container.network_mode == "host" and isinstance(container.network_mode, str):
            return Step(container.at("network_mode"), "it is reached at the addresses of its node")
        for port in container.ports:
            if port.published and port.host_port is not None:
                return Step(port.at(), "it is reached at a port of its node")
    labels = {label.name: label.value for label in (workload.pod.labels if workload.pod is not None else ())}
    services: set[str] = set()
    for service in project.of_kind("Service"):
        selector = _get(service.body, "spec", "selector")
        if (
            not isinstance(selector, dict)
            or not selector
            or (service.namespace or "default") != (workload.namespace or "default")
        ):
            continue
        if all(labels.get(key) == value for key, value in selector.items()):
            kind = _get(service.body, "spec", "type")
            if kind in ("NodePort", "LoadBalancer"):
                return Step(service.at("spec.type"), f"it is reached from outside through a Service of type {kind}")
            if service.name is not None:
                services.add(service.name)
    for ingress in project.of_kind("Ingress"):
        if services & set(_backends(_get(ingress.body, "spec"))):
            return Step(ingress.at("spec"), "it is reached from outside through an Ingress")
    return None


def _backends(spec: object) -> list[str]:
    found: list[str] = []
    waiting: list[object] = [spec]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            name = _get(one, "service", "name") or one.get("serviceName")
            if isinstance(name, str):
                found.append(name)
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return found
