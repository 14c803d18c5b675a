"""Objects that a tool or a controller makes from others, so that no manifest of theirs is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lintainer.hints import Any
from lintainer.model import Project, Resource

# Where the objects of some controllers name the Secret that they make; without a name there, it has the object's own.
# Sealed Secrets v0.27, External Secrets v0.14, cert-manager v1.17, Vault Secrets Operator v0.10.
_SECRETS: Mapping[str, tuple[str, ...]] = {
    "SealedSecret": ("spec", "template", "metadata", "name"),
    "ExternalSecret": ("spec", "target", "name"),
    "Certificate": ("spec", "secretName"),
    "VaultStaticSecret": ("spec", "destination", "name"),
    "VaultDynamicSecret": ("spec", "destination", "name"),
}


def made_elsewhere(project: Project) -> Iterator[tuple[str, str, str | None]]:
    """Yield kind, name and namespace of the ConfigMaps and Secrets that are made from other objects of the project."""
    for resource in project.resources:
        body = resource.body if isinstance(resource.body, Mapping) else {}
        path = _SECRETS.get(resource.kind)
        if path is not None:
            name = _at(body, path)
            yield "Secret", str(name) if name else resource.name or "", resource.namespace
        elif resource.kind == "Kustomization":
            for key, kind in (("configMapGenerator", "ConfigMap"), ("secretGenerator", "Secret")):
                for entry in _entries(body, key):
                    if isinstance(entry, Mapping) and entry.get("name"):
                        yield kind, str(entry["name"]), None


# Kinds of other APIs whose controllers make no pods, Services or ConfigMaps: what they configure is there already.
_PASSIVE = frozenset(
    """ServiceMonitor PodMonitor PrometheusRule Probe ScrapeConfig AlertmanagerConfig GrafanaDashboard Certificate
    CertificateRequest Issuer ClusterIssuer SealedSecret ExternalSecret SecretStore ClusterSecretStore VaultStaticSecret
    VaultDynamicSecret VaultAuth HTTPRoute GRPCRoute TCPRoute TLSRoute ReferenceGrant IngressRoute Middleware VirtualService
    DestinationRule AuthorizationPolicy PeerAuthentication ScaledObject TriggerAuthentication VerticalPodAutoscaler
    CiliumNetworkPolicy CiliumClusterwideNetworkPolicy GlobalNetworkPolicy Kustomization Route
    SecurityContextConstraints""".split()
)
_BUILT_IN = frozenset(("", "apps", "batch", "autoscaling", "policy", "extensions"))


def maker(project: Project) -> Resource | None:
    """Return an object of a custom API whose controller may make what the manifests do not hold, if the project has one."""
    for resource in project.resources:
        group = (resource.api_version or "").rpartition("/")[0]
        custom = group not in _BUILT_IN and not (group.endswith(".k8s.io") and not group.endswith(".x-k8s.io"))
        if custom and resource.kind not in _PASSIVE:
            return resource
    return None


def draws_from_elsewhere(project: Project) -> bool:
    """Tell whether a kustomization or chart of the project takes in objects that are not part of it: a base, a repository."""
    return any(_is_outside(entry) for resource in project.of_kind("Kustomization") for entry in _drawn(resource))


def _drawn(kustomization: Resource) -> Iterator[Any]:
    body = kustomization.body if isinstance(kustomization.body, Mapping) else {}
    for key in ("resources", "bases", "components", "helmCharts", "generators"):
        yield from _entries(body, key)


def _is_outside(entry: object) -> bool:
    """Tell whether an entry of `resources` is anything but a file beside the kustomization or below it."""
    if not isinstance(entry, str):
        return True
    return not entry.endswith((".yaml", ".yml", ".json")) or entry.startswith("..") or "://" in entry


def _entries(body: Mapping[str, Any], key: str) -> list[Any]:
    entries = body.get(key)
    return entries if isinstance(entries, list) else []


def _at(body: Any, path: tuple[str, ...]) -> Any:  # noqa: ANN401 - plain values
    for key in path:
        body = body.get(key) if isinstance(body, Mapping) else None
    return body
