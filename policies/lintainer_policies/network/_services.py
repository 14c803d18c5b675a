"""Services of Kubernetes: what they select, and from where they are reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lintainer.hints import Any
from lintainer.model import Container, Project, Resource, Workload
from lintainer.model.selectors import label_values, selects_labels
from lintainer.tuples import NamedTuple

# Annotations that keep a load balancer inside of the network: the clouds' own controllers' documentation.
_INTERNAL = {
    "service.beta.kubernetes.io/aws-load-balancer-internal": ("true", "0.0.0.0/0"),
    "service.beta.kubernetes.io/aws-load-balancer-scheme": ("internal",),
    "service.beta.kubernetes.io/azure-load-balancer-internal": ("true",),
    "networking.gke.io/load-balancer-type": ("internal",),
    "cloud.google.com/load-balancer-type": ("internal",),
    "service.beta.kubernetes.io/openstack-internal-load-balancer": ("true",),
    "service.beta.kubernetes.io/oci-load-balancer-internal": ("true",),
}


class Target(NamedTuple):
    """A port of a Service and a container that answers there: `number` is the container's port."""

    workload: Workload
    container: Container
    number: int
    protocol: str


def outward(service: Resource) -> str | None:
    """Return how the Service is reached from outside of the cluster, None where it is not: `NodePort`, `LoadBalancer`."""
    spec = _mapping(service.body, "spec")
    kind = spec.get("type")
    if not isinstance(kind, str) or kind not in ("NodePort", "LoadBalancer"):
        return None
    if kind == "LoadBalancer":
        if spec.get("loadBalancerSourceRanges"):
            return None
        for label in service.annotations:
            if isinstance(label.value, str) and label.value.lower() in _INTERNAL.get(label.name, ()):
                return None
    return kind


def targets(service: Resource, project: Project) -> Iterator[Target]:
    """Yield the containers of the project that the Service's ports lead to."""
    spec = _mapping(service.body, "spec")
    selector = spec.get("selector")
    if not isinstance(selector, Mapping) or not selector:
        return
    listed = spec.get("ports")
    for workload in project.workloads:
        if workload.namespace != service.namespace or not _selects(selector, workload):
            continue
        for port in listed if isinstance(listed, list) else ():
            if isinstance(port, Mapping):
                yield from _containers(port, workload)


def _selects(selector: Mapping[str, Any], workload: Workload) -> bool:
    if workload.pod is None:
        return False
    # A placeholder in a label leaves it open: nothing is said of what may not be so.
    return selects_labels(selector, label_values(workload.pod.labels)) is True


def _containers(port: Mapping[str, Any], workload: Workload) -> Iterator[Target]:
    target = port.get("targetPort")
    if target is None:
        target = port.get("port")
    protocol = str(port.get("protocol") or "TCP").lower()
    mains = [container for container in workload.containers if container.role in ("main", "sidecar")]
    for container in mains:
        for own in container.ports:
            if isinstance(own.container_port, int) and target in (own.container_port, own.name) and own.protocol == protocol:
                yield Target(workload, container, own.container_port, protocol)
                return
    if isinstance(target, int) and len(mains) == 1:
        yield Target(workload, mains[0], target, protocol)


def _mapping(body: Any, key: str) -> Mapping[str, Any]:  # noqa: ANN401 - bodies are plain values of any shape
    value = body.get(key) if isinstance(body, Mapping) else None
    return value if isinstance(value, Mapping) else {}
