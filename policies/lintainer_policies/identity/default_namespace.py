"""What lies in the namespace `default`."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Record
from lintainer.policy import KUBERNETES, Hit, Outcome, Severity, Workload, policy

# Objects without pods that belong to an application and lie in a namespace.
_KINDS = frozenset(
    """ConfigMap CronJob HorizontalPodAutoscaler Ingress LimitRange NetworkPolicy PersistentVolumeClaim PodDisruptionBudget
    ResourceQuota Role RoleBinding Secret Service ServiceAccount""".split()
)
# What Kubernetes itself puts there.
_OF_THE_CLUSTER = frozenset((("Service", "kubernetes"), ("ServiceAccount", "default"), ("ConfigMap", "kube-root-ca.crt")))


class DefaultNamespaceOptions(Record):
    """`accept_unset`: a manifest without a namespace is applied with `-n`, and nothing is said about it."""

    accept_unset: bool = False


@policy(
    group="identity",
    severity=Severity.LOW,
    profiles=("cis-kubernetes",),
    syntaxes=(KUBERNETES,),
    standards=("CIS Kubernetes 1.12.0 5.6.4",),
    advice="name a namespace of the application in metadata.namespace",
    options=DefaultNamespaceOptions,
    resources=True,
)
def default_namespace(workload: Workload, options: DefaultNamespaceOptions) -> Iterator[Outcome]:
    """An object lies in the namespace `default`, where no boundary between applications is drawn."""
    if workload.pod is None and (workload.kind not in _KINDS or (workload.kind, workload.name) in _OF_THE_CLUSTER):
        return
    if workload.namespace == "default":
        yield Hit("lies in the namespace `default`", workload.at("namespace"))
    elif not workload.namespace and not workload.partial and not options.accept_unset:
        yield Hit("names no namespace, and so lies in `default` unless it is applied to another", workload.at("namespace"))
