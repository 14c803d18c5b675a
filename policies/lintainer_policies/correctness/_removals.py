"""API versions that Kubernetes no longer serves.

Source: Kubernetes documentation, "Deprecated API Migration Guide" (v1.16 to v1.32); CHANGELOG-1.20 and 1.21 for PodPreset and
batch/v2alpha1. Releases and their support: kubernetes.io/releases, 2026-11 (1.34 ended on 2026-10-27, 1.35 ends on 2027-02-28).
"""

from __future__ import annotations

from lintainer.tuples import NamedTuple

OLDEST_SUPPORTED = "1.35"


class Removal(NamedTuple):
    """Since version 1.`minor` an API version is not served; `successor` is None where nothing took its place.

    `same`: the fields agree, so that changing the apiVersion is all there is to do.
    """

    minor: int
    successor: str | None
    same: bool = True


_BETA = "v1beta1"


def _table() -> dict[tuple[str, str], Removal]:
    found: dict[tuple[str, str], Removal] = {}

    def add(minor: int, group_version: str, kinds: str, successor: str | None, *, same: bool = True) -> None:
        for kind in kinds.split():
            found[group_version, kind] = Removal(minor, successor, same)

    add(16, "extensions/v1beta1", "NetworkPolicy", "networking.k8s.io/v1")
    # apps/v1 asks for a selector; the older ones made it from the labels of the template.
    add(16, "extensions/v1beta1", "DaemonSet Deployment ReplicaSet", "apps/v1", same=False)
    add(16, "apps/v1beta1", "Deployment StatefulSet ReplicaSet", "apps/v1", same=False)
    add(16, "apps/v1beta2", "DaemonSet Deployment StatefulSet ReplicaSet", "apps/v1")
    add(16, "extensions/v1beta1", "PodSecurityPolicy", None)
    add(20, "settings.k8s.io/v1alpha1", "PodPreset", None)
    add(21, "batch/v2alpha1", "CronJob", "batch/v1")
    webhooks = "MutatingWebhookConfiguration ValidatingWebhookConfiguration"
    add(22, "admissionregistration.k8s.io/v1beta1", webhooks, "admissionregistration.k8s.io/v1", same=False)
    add(22, "apiextensions.k8s.io/v1beta1", "CustomResourceDefinition", "apiextensions.k8s.io/v1", same=False)
    add(22, "apiregistration.k8s.io/v1beta1", "APIService", "apiregistration.k8s.io/v1")
    add(22, "authentication.k8s.io/v1beta1", "TokenReview", "authentication.k8s.io/v1")
    reviews = "LocalSubjectAccessReview SelfSubjectAccessReview SubjectAccessReview"
    add(22, "authorization.k8s.io/v1beta1", reviews, "authorization.k8s.io/v1", same=False)
    add(22, "certificates.k8s.io/v1beta1", "CertificateSigningRequest", "certificates.k8s.io/v1", same=False)
    add(22, "coordination.k8s.io/v1beta1", "Lease", "coordination.k8s.io/v1")
    for old in ("extensions/v1beta1", "networking.k8s.io/v1beta1"):
        add(22, old, "Ingress", "networking.k8s.io/v1", same=False)
    add(22, "networking.k8s.io/v1beta1", "IngressClass", "networking.k8s.io/v1")
    for version in ("v1alpha1", _BETA):
        roles = "ClusterRole ClusterRoleBinding Role RoleBinding"
        add(22, f"rbac.authorization.k8s.io/{version}", roles, "rbac.authorization.k8s.io/v1")
    add(22, "scheduling.k8s.io/v1beta1", "PriorityClass", "scheduling.k8s.io/v1")
    add(22, "storage.k8s.io/v1beta1", "CSIDriver CSINode StorageClass VolumeAttachment", "storage.k8s.io/v1")
    add(25, "batch/v1beta1", "CronJob", "batch/v1")
    add(25, "discovery.k8s.io/v1beta1", "EndpointSlice", "discovery.k8s.io/v1", same=False)
    add(25, "events.k8s.io/v1beta1", "Event", "events.k8s.io/v1", same=False)
    # Metrics were flat fields and have become a target of their own.
    add(25, "autoscaling/v2beta1", "HorizontalPodAutoscaler", "autoscaling/v2", same=False)
    # An empty selector selected nothing and now selects all pods of the namespace.
    add(25, "policy/v1beta1", "PodDisruptionBudget", "policy/v1", same=False)
    add(25, "policy/v1beta1", "PodSecurityPolicy", None)
    add(25, "node.k8s.io/v1beta1", "RuntimeClass", "node.k8s.io/v1")
    add(26, "autoscaling/v2beta2", "HorizontalPodAutoscaler", "autoscaling/v2")
    flow, flow_kinds = "flowcontrol.apiserver.k8s.io", "FlowSchema PriorityLevelConfiguration"
    for version, minor in ((_BETA, 26), ("v1beta2", 29), ("v1beta3", 32)):
        add(minor, f"{flow}/{version}", flow_kinds, f"{flow}/v1", same=False)
    add(27, "storage.k8s.io/v1beta1", "CSIStorageCapacity", "storage.k8s.io/v1")
    return found


REMOVALS = _table()
