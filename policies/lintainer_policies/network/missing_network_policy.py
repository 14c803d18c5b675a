"""Pods that everyone may talk to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
    """No NetworkPolicy of the project selects the pods of a workload."""
    if not project.complete:
        return
    selected: dict[int, bool | Unknown] = {}
    pods = Pods(project)
    for network_policy in project.of_kind("NetworkPolicy"):
        for workload, answer in _selected(network_policy, pods):
            if selected.get(id(workload)) is not True:
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
            yield Hit("may be reached by every pod of the cluster: no NetworkPolicy selects it", workload.at())


def _selected(network_policy: Resource, pods: Pods) -> Iterator[tuple[Workload, bool | Unknown]]:
    if not (network_policy.api_version or "").startswith(("networking.k8s.io/", "extensions/")):
        # Calico's NetworkPolicy has a selector language of its own.
        for workload, _ in pods.selected({}, network_policy.namespace):
            yield workload, Unknown(_NOT_READ)
        return
    spec = network_policy.body.get("spec") if isinstance(network_policy.body, Mapping) else None
    selector = spec.get("podSelector") if isinstance(spec, Mapping) else None
    # No podSelector is an empty one, which selects all (networking/v1 NetworkPolicySpec.podSelector).
    yield from pods.selected(selector if isinstance(selector, Mapping) else {}, network_policy.namespace)
