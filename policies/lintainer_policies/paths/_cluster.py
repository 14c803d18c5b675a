"""A token that may do anything in the cluster, in a workload that is reached from outside."""

from __future__ import annotations

from collections.abc import Sequence

from lintainer.model import Pod, Project, Resource, Unknown, Workload
from lintainer.model.publishing import published_ports
from lintainer.model.rbac import Binding, Rule, Subject, bindings, role_of, rules_in_effect
from lintainer.model.references import automounts_token, pod_labels, service_account_name, shares_namespace
from lintainer.model.selectors import selects_labels
from lintainer_policies.paths._steps import Step, Way

_GROUPS = ("system:serviceaccounts", "system:authenticated")


def admin_bindings(project: Project) -> tuple[Binding, ...]:
    """Return the bindings that give every right in the cluster."""
    return tuple(one for one in bindings(project) if one.everywhere and _gives_all(project, one))


def admin_token(project: Project, workload: Workload, admins: Sequence[Binding]) -> Way | None:
    """Return how whoever breaks into the workload from outside has the cluster, None where he has not.

    `admins` are the project's `admin_bindings`.
    """
    pod = workload.pod
    if pod is None or not admins or not any(container.role == "main" for container in workload.containers):
        return None
    name = service_account_name(pod)
    if isinstance(name, Unknown) or automounts_token(project, workload, pod).value is not True:
        return None
    binding = next((one for one in admins if any(_names(who, name, workload.namespace) for who in one.subjects)), None)
    if binding is None:
        return None
    published = _published(project, workload, pod)
    if published is None:
        return None
    return Way(
        "whoever breaks into it has the cluster, and with it the nodes",
        (
            Step(pod.at("service_account_name"), f"it holds the token of the service account `{name}`"),
            Step(binding.resource.at("roleRef.name"), "the account has every right in the cluster"),
            published,
        ),
    )


def _gives_all(project: Project, binding: Binding) -> bool:
    if binding.role_kind == "ClusterRole" and binding.role_name == "cluster-admin":
        return True
    role = role_of(project, binding)
    return role is not None and any(_is_everything(rule) for rule in rules_in_effect(project, role))


def _names(subject: Subject, account: str, namespace: str | None) -> bool:
    if subject.kind == "ServiceAccount":
        return subject.name == account and shares_namespace(subject.namespace, namespace)
    return subject.kind == "Group" and (subject.name in _GROUPS or subject.name == f"system:serviceaccounts:{namespace}")


def _is_everything(rule: Rule) -> bool:
    return "*" in rule.verbs and "*" in rule.groups and "*" in rule.resources and not rule.names


def _published(project: Project, workload: Workload, pod: Pod) -> Step | None:
    """Return where the workload is made reachable from outside of the cluster."""
    for container in workload.containers:
        ports = published_ports(container)
        for port in () if isinstance(ports, Unknown) else ports:
            if port.host_port is not None:
                return Step(port.at(), "it is reached at a port of its node")
    if pod.host_network is True:
        return Step(pod.at("host_network"), "it is reached at the addresses of its node")
    labels = pod_labels(workload)
    inside: set[str] = set()
    for service in project.of_kind("Service"):
        spec = _mapping(_mapping(service.body).get("spec"))
        selector = spec.get("selector")
        if not selector or not shares_namespace(service.namespace, workload.namespace):
            continue
        if selects_labels(selector, labels) is not True:
            continue
        if spec.get("type") in ("NodePort", "LoadBalancer"):
            return Step(service.at("spec.type"), f"it is reached through a Service of type {spec['type']}")
        if service.name is not None:
            inside.add(service.name)
    for ingress in project.of_kind("Ingress"):
        if shares_namespace(ingress.namespace, workload.namespace) and inside & _backends(ingress):
            return Step(ingress.at("spec"), "it is reached through an Ingress")
    return None


def _mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _backends(ingress: Resource) -> set[str]:
    """Return the names of the services that an Ingress leads to, in the form of any version of it."""
    found: set[str] = set()
    waiting: list[object] = [_mapping(ingress.body).get("spec")]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            name = _mapping(one.get("service")).get("name") or one.get("serviceName")
            if isinstance(name, str):
                found.add(name)
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return found
