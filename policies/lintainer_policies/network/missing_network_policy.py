"""Pods that everyone may talk to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lintainer.model import Resource, Unknown
from lintainer.model.references import pod_labels, shares_namespace
from lintainer.model.selectors import selects
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
    policies = project.of_kind("NetworkPolicy")
    others = project.of_kind(*_OTHERS)
    for workload in project.workloads:
        if workload.pod is None or workload.partial or workload.pod.host_network is True:
            continue
        answers = [_selected(one, workload) for one in policies if shares_namespace(one.namespace, workload.namespace)]
        if any(answer is True for answer in answers):
            continue
        unknown = next((answer for answer in answers if isinstance(answer, Unknown)), None)
        if unknown is not None:
            yield Undecided(workload.at(), "labels", unknown.why)
        elif any(shares_namespace(one.namespace, workload.namespace) for one in others):
            yield Undecided(workload.at(), "labels", "network policies of another API are not read")
        else:
            yield Hit("may be reached by every pod of the cluster: no NetworkPolicy selects it", workload.at())


def _selected(network_policy: Resource, workload: Workload) -> bool | Unknown:
    if not (network_policy.api_version or "").startswith(("networking.k8s.io/", "extensions/")):
        # Calico's NetworkPolicy has a selector language of its own.
        return Unknown("network policies of another API are not read")
    spec = network_policy.body.get("spec") if isinstance(network_policy.body, Mapping) else None
    # No podSelector is an empty one, which selects all (networking/v1 NetworkPolicySpec.podSelector).
    return selects((spec.get("podSelector") if isinstance(spec, Mapping) else None) or {}, pod_labels(workload))
