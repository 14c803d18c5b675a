"""How Kubernetes objects name each other: by kind and name within a namespace, and by labels.

An object without a namespace goes where it is applied (`kubectl apply -n`, a kustomization), which may be the namespace of any
other object of its project: the two are taken to share it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lintainer.hints import Any
from lintainer.model.pod import Pod
from lintainer.model.project import Project, Resource, Workload
from lintainer.model.selectors import label_values, selects, selects_labels
from lintainer.model.unknown import UNKNOWN, Unknown
from lintainer.source import Location
from lintainer.tuples import NamedTuple


def shares_namespace(one: str | None, other: str | None) -> bool:
    """Tell whether two objects may lie in the same namespace."""
    return not one or not other or one == other


def named(
    project: Project, kind: str, name: str, namespace: str | None, near: Workload | Resource | None = None
) -> Resource | None:
    """Return the object of this kind and name that an object of `namespace` refers to.

    One that says the same namespace comes first. A folder may hold several objects of one name, of which one is applied
    (examples, variants): of those the one in the file of `near`, the object that refers to it, is meant.
    """
    best: Resource | None = None
    rank = -1
    for resource in project.of_kind(kind):
        if resource.name != name or not shares_namespace(resource.namespace, namespace):
            continue
        same = (resource.namespace or None) == (namespace or None)
        beside = near is not None and resource.origin.source is near.origin.source
        if (found := 2 * same + beside) > rank:
            best, rank = resource, found
    return best


def service_account_name(pod: Pod) -> str | Unknown:
    """Return the service account of a pod; `default` where none is written.

    Kubernetes 1.37, plugin/pkg/admission/serviceaccount: an empty name is defaulted.
    """
    if pod.service_account_name is None and not pod.is_complete("service_account_name"):
        return UNKNOWN
    return pod.service_account_name or "default" if not isinstance(pod.service_account_name, Unknown) else UNKNOWN


def service_account(project: Project, workload: Workload) -> Resource | None:
    """Return the ServiceAccount of a workload where the project holds it."""
    if workload.pod is None:
        return None
    name = service_account_name(workload.pod)
    return None if isinstance(name, Unknown) else named(project, "ServiceAccount", name, workload.namespace, workload)


class Automount(NamedTuple):
    """Whether the API token is mounted into a pod, and where that is or could be written.

    `account` is the ServiceAccount that decided it, where it did. `declared`: someone wrote it, else it is the default.
    """

    value: bool | Unknown
    location: Location
    declared: bool
    account: Resource | None = None


def automounts_token(project: Project, workload: Workload, pod: Pod) -> Automount:
    """Return whether the API token is mounted: the pod decides, else its service account, else it is.

    Kubernetes 1.37, plugin/pkg/admission/serviceaccount/admission.go, shouldAutomount.
    """
    field = "automount_service_account_token"
    own = pod.automount_service_account_token
    if own is not None:
        return Automount(own, pod.at(field), True)
    account = service_account(project, workload)
    if account is not None and isinstance(account.body, dict):
        value = account.body.get("automountServiceAccountToken")
        if isinstance(value, bool):
            return Automount(value, pod.at(field), True, account)
    if not pod.is_complete(field):
        return Automount(UNKNOWN, pod.at(field), False)
    return Automount(True, pod.at(field), False, account)


# Labels that a controller puts on its pods, beside those of the template. Sources, Kubernetes 1.37: apps/v1 constants, batch/v1
# constants, apps/v1 DaemonSet and Deployment documentation.
_GENERATED = frozenset(
    """statefulset.kubernetes.io/pod-name apps.kubernetes.io/pod-index controller-revision-hash pod-template-hash
    pod-template-generation controller-uid job-name batch.kubernetes.io/controller-uid batch.kubernetes.io/job-name
    batch.kubernetes.io/job-completion-index""".split()
)


def pod_labels(workload: Workload) -> dict[str, str | Unknown | None]:
    """Return the labels of a workload's pods; those that its controller adds are there with an unknown value."""
    labels: dict[str, str | Unknown | None] = {}
    if workload.kind != "Pod":
        labels.update(dict.fromkeys(_GENERATED, UNKNOWN))
    if workload.pod is not None:
        labels.update(label_values(workload.pod.labels))
    return labels


class Pods:
    """The pods of a project, found by what selects them.

    A selector is asked about those pods alone that have the first of its labels, so that many selectors over many pods cost
    little.
    """

    def __init__(self, project: Project) -> None:
        self._pods = [(workload, pod_labels(workload)) for workload in project.workloads if workload.pod is not None]
        self._having: dict[tuple[str, str], list[int]] = {}
        # Pods of which the value of a label is not known, and those whose labels another file completes.
        self._open: dict[str, list[int]] = {}
        self._partial: list[int] = []
        for number, (workload, labels) in enumerate(self._pods):
            if workload.partial:
                self._partial.append(number)
            for key, value in labels.items():
                if isinstance(value, Unknown):
                    self._open.setdefault(key, []).append(number)
                else:
                    self._having.setdefault((key, value or ""), []).append(number)

    def selected(
        self, selector: Mapping[str, Any], namespace: str | None, *, plain: bool = False
    ) -> Iterator[tuple[Workload, bool | Unknown]]:
        """Yield the workloads that may lie in `namespace` and that `selector` matches, or may match: with True or unknown.

        `plain`: the selector is a map of labels, not a LabelSelector.
        """
        for number in self._candidates(selector if plain else selector.get("matchLabels")):
            workload, labels = self._pods[number]
            if not shares_namespace(workload.namespace, namespace):
                continue
            answer = selects_labels(selector, labels) if plain else selects(selector, labels)
            if answer is not True and workload.partial:
                answer = Unknown("another file completes the labels of a pod")
            if isinstance(answer, Unknown) or answer:
                yield workload, answer

    def _candidates(self, labels: object) -> Iterator[int]:
        known = labels if isinstance(labels, Mapping) else {}
        pair = next(((str(key), value) for key, value in known.items() if type(value) is str), None)
        if pair is None or any(mark in pair[1] for mark in ("{{", "${", "$(")):
            yield from range(len(self._pods))
            return
        seen: set[int] = set()
        for numbers in (self._having.get(pair, ()), self._open.get(pair[0], ()), self._partial):
            for number in numbers:
                if number not in seen:
                    seen.add(number)
                    yield number
