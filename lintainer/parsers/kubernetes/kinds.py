"""Where a pod lies in each kind of object, and which objects are kept for policies to look up.

Built-in kinds: Kubernetes API 1.37 and its retired groups; DeploymentConfig: OpenShift `apps.openshift.io/v1`. Any other kind
may hold a pod template by shape.
"""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.parsers._yaml import Mapping, Sequence, deref
from lintainer.parsers.kubernetes.view import NOTHING, View
from lintainer.tuples import NamedTuple

# The keys that lead from an object to the mapping that holds the pod's metadata and spec.
WORKLOADS: dict[str, tuple[str, ...]] = {
    "Pod": (),
    "Deployment": ("spec", "template"),
    "ReplicaSet": ("spec", "template"),
    "ReplicationController": ("spec", "template"),
    "StatefulSet": ("spec", "template"),
    "DaemonSet": ("spec", "template"),
    "Job": ("spec", "template"),
    "CronJob": ("spec", "jobTemplate", "spec", "template"),
    "PodTemplate": ("template",),
    "DeploymentConfig": ("spec", "template"),
}
# The API groups of those kinds: the same names in other groups are other things.
_GROUPS = frozenset(("", "apps", "batch", "extensions", "apps.openshift.io"))

RESOURCES = frozenset(
    """ConfigMap ClusterRole ClusterRoleBinding CronJob HorizontalPodAutoscaler Ingress Kustomization LimitRange Namespace
    NetworkPolicy PersistentVolume PersistentVolumeClaim PodDisruptionBudget ResourceQuota Role RoleBinding Secret Service
    ServiceAccount StorageClass""".split()
)
# Kinds that hold no pod, whose documents are large: skipped without being parsed.
UNWANTED = frozenset(("CustomResourceDefinition", "APIService", "ClusterServiceVersion"))

# A template in a custom resource lies no deeper than this, and a list of more entries is data.
_DEEPEST = 12
_LONGEST = 200


class Found(NamedTuple):
    """A pod found in an object: the mapping with its metadata (may be empty), its spec, and the keys that lead to the spec."""

    template: View
    spec: View
    path: str


_BY_LOWER_CASE = {kind.lower(): kind for kind in (*WORKLOADS, *RESOURCES)}


def known_spelling(kind: str | None) -> str | None:
    """Return the kind that differs from `kind` in case alone, where there is one: the API knows `Pod`, and no `pod`."""
    if kind is None or kind in WORKLOADS or kind in RESOURCES:
        return kind
    return _BY_LOWER_CASE.get(kind.lower(), kind)


def group_of(api_version: str | None) -> str:
    """Return the API group of `api_version`: nothing for the core group, or where none is written."""
    return api_version.rpartition("/")[0] if api_version else ""


def is_builtin(kind: str | None, api_version: str | None) -> bool:
    """Tell whether the API itself (or OpenShift's) defines this kind, as one that holds a pod."""
    return kind in WORKLOADS and group_of(api_version) in _GROUPS


def pods(view: View, kind: str | None, api_version: str | None) -> Iterator[Found]:
    """Yield every pod that the object `view` holds."""
    if kind is not None and is_builtin(kind, api_version):
        template = view
        for key in WORKLOADS[kind]:
            template = template.sub(key)
        spec = template.sub("spec")
        if spec or kind == "Pod":
            yield Found(template, spec, ".".join((*WORKLOADS[kind], "spec")))
        return
    if kind in RESOURCES and group_of(api_version) in _KNOWN_RESOURCE_GROUPS:
        return
    yield from _by_shape(view.sub("spec"), "spec", 0)


_KNOWN_RESOURCE_GROUPS = frozenset(
    ("", "rbac.authorization.k8s.io", "networking.k8s.io", "extensions", "policy", "autoscaling", "storage.k8s.io")
)


def _by_shape(view: View, path: str, depth: int) -> Iterator[Found]:
    """Yield what looks like a pod template anywhere below `view`.

    A template is a mapping whose `spec` holds a list of containers (Argo Rollouts, Knative, Kubeflow's replica specs, KEDA's
    jobTargetRef); Tekton has containers in `steps`, Argo Workflows one under `container` or `script`.
    """
    if not view or depth > _DEEPEST:
        return
    if depth and _containers(view.sub("spec"), "containers"):
        yield Found(view, view.sub("spec"), f"{path}.spec")
        return
    if _containers(view, "steps") and ("task" in path.lower() or depth == 0 or view.has("stepTemplate")):
        yield Found(NOTHING, view, path)
        return
    if "templates[" in path and (view.has("container") or view.has("script")):
        inner = view.sub("container") or view.sub("script")
        if inner.raw("image") is not None:
            yield Found(view, view, path)
            return
    for key, pair in view.pairs.items():
        content = deref(pair.value)
        where = view.place(pair)
        if type(content) is Mapping:
            yield from _by_shape(View.of(pair.value, where), f"{path}.{key}", depth + 1)
        elif type(content) is Sequence and len(content.items) <= _LONGEST:
            for number, entry in enumerate(content.items):
                if type(deref(entry)) is Mapping:
                    yield from _by_shape(View.of(entry, where), f"{path}.{key}[{number}]", depth + 1)


def _containers(view: View, key: str) -> bool:
    """Tell whether the list under `key` holds containers: mappings of which one has an image."""
    return any(View.of(item.node, item.where).raw("image") is not None for item in view.items(key))


def members(view: View, kind: str | None) -> Iterator[tuple[View, str | None]]:
    """Yield the objects of a List, or of a list of one kind, with the kind that they have when they name none."""
    if kind is None or not kind.endswith("List") or not view.has("items"):
        return
    own = kind[: -len("List")] or None
    for item in view.items("items"):
        member = View.of(item.node, item.where)
        if member:
            yield member, own
