"""Pods that everyone may talk to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lintainer.hints import Any
from lintainer.model import Resource, Unknown
from lintainer.model.references import Pods, shares_namespace
from lintainer.policy import KUBERNETES, Hit, Outcome, Project, Severity, Undecided, Workload, policy

# Policies of other network plugins, whose selectors are their own: where one may hold, nothing is said. Kinds of Cilium, Calico
# and of the Network Policy API working group.
_OTHERS = (
    "CiliumNetworkPolicy",
    "CiliumClusterwideNetworkPolicy",
    "GlobalNetworkPolicy",
    "AdminNetworkPolicy",
    "BaselineAdminNetworkPolicy",
    "ClusterNetworkPolicy",
)
_NOT_READ = "network policies of another API are not read"


@policy(
    group="network",
    severity=Severity.LOW,
    profiles=("hardening", "cis-kubernetes"),
    syntaxes=(KUBERNETES,),
    standards=("CIS Kubernetes 1.12.0 5.3.2",),
    advice="add a NetworkPolicy that selects the pod, starting from one that denies all ingress",
)
def missing_network_policy(project: Project) -> Iterator[Outcome]:
    """No NetworkPolicy of the project holds who reaches the pods of a workload."""
    if not project.complete:
        return
    selected: dict[int, bool | Unknown] = {}
    outward: set[int] = set()
    pods = Pods(project)
    for network_policy in project.of_kind("NetworkPolicy"):
        inward = _holds_ingress(network_policy)
        for workload, answer in _selected(network_policy, pods):
            if not inward:
                outward.update([id(workload)] if answer is True else [])
            elif selected.get(id(workload)) is not True:
                selected[id(workload)] = answer
    others = project.of_kind(*_OTHERS)
    for workload in project.workloads:
        if workload.pod is None or workload.partial or workload.pod.host_network is True:
            continue
        answer = selected.get(id(workload), False)
        if isinstance(answer, Unknown):
            yield Undecided(workload.at(), "labels", answer.why)
        elif not answer and any(shares_namespace(one.namespace, workload.namespace) for one in others):
            yield Undecided(workload.at(), "labels", _NOT_READ)
        elif not answer:
            why = "no NetworkPolicy selects it"
            if id(workload) in outward:
                why = "the NetworkPolicies that select it hold what it sends, not what it gets"
            yield Hit(f"may be reached by every pod of the cluster: {why}", workload.at())


def _spec(network_policy: Resource) -> Mapping[str, Any]:
    spec = network_policy.body.get("spec") if isinstance(network_policy.body, Mapping) else None
    return spec if isinstance(spec, Mapping) else {}


def _holds_ingress(network_policy: Resource) -> bool:
    """Tell whether a NetworkPolicy is about who reaches its pods. Without `policyTypes` it is (networking/v1 defaults.go)."""
    types = _spec(network_policy).get("policyTypes")
    return not isinstance(types, list) or not types or any(one != "Egress" for one in types)


def _selected(network_policy: Resource, pods: Pods) -> Iterator[tuple[Workload, bool | Unknown]]:
    if not (network_policy.api_version or "").startswith(("networking.k8s.io/", "extensions/")):
        # Calico's NetworkPolicy has a selector language of its own.
        for workload, _ in pods.selected({}, network_policy.namespace):
            yield workload, Unknown(_NOT_READ)
        return
    selector = _spec(network_policy).get("podSelector")
    # No podSelector is an empty one, which selects all (networking/v1 NetworkPolicySpec.podSelector).
    yield from pods.selected(selector if isinstance(selector, Mapping) else {}, network_policy.namespace)
