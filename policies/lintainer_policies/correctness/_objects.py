"""What Kubernetes objects name that is not there.

Each function yields findings about one complete project; nothing is said where a selector or a label is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lintainer.hints import Any
from lintainer.messages import quoted
from lintainer.model import Project, Resource, Unknown, Workload
from lintainer.model.references import Pods, named, pod_labels, shares_namespace
from lintainer.model.selectors import selects_labels
from lintainer.policy import Hit, Outcome, Undecided
from lintainer_policies.correctness._made import made_elsewhere

# Objects that select pods: the path of the selector, whether it is a plain map of labels, and what it is for.
_SELECTORS = {
    "Service": ("selector", True, "sends traffic to no pod"),
    "PodDisruptionBudget": ("selector", False, "protects no pod"),
    "NetworkPolicy": ("podSelector", False, "protects no pod"),
}
_KINDS = {"secret": "Secret", "config_map": "ConfigMap"}


def mapping(value: object) -> Mapping[str, Any]:
    """Return `value` where it is a mapping, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def _spec(resource: Resource) -> Mapping[str, Any]:
    return mapping(mapping(resource.body).get("spec"))


def selectors(project: Project) -> Iterator[Outcome]:
    """Services, disruption budgets and network policies that select no pod of the project."""
    pods = Pods(project)
    for resource in project.of_kind(*_SELECTORS):
        key, plain, what = _SELECTORS[resource.kind]
        selector = _spec(resource).get(key)
        if not isinstance(selector, Mapping) or not selector or _spec(resource).get("type") == "ExternalName":
            continue
        if resource.kind == "NetworkPolicy" and not (resource.api_version or "").startswith(("networking.", "extensions/")):
            continue
        place = resource.at(f"spec.{key}")
        answers = [answer for _, answer in pods.selected(selector, resource.namespace, plain=plain)]
        unknown = next((answer for answer in answers if isinstance(answer, Unknown)), None)
        if not answers:
            yield Hit(f"{what}: nothing in the project matches {_shown(selector, plain=plain)}", place)
        elif unknown is not None and not any(answer is True for answer in answers):
            yield Undecided(place, key, unknown.why)


def _shown(selector: Mapping[str, Any], *, plain: bool) -> str:
    labels = selector if plain else mapping(selector.get("matchLabels"))
    parts = [f"{key}={value}" for key, value in labels.items()]
    expressions = None if plain else selector.get("matchExpressions")
    for entry in expressions if isinstance(expressions, list) else ():
        values = mapping(entry).get("values")
        listed = f" ({', '.join(map(str, values))})" if isinstance(values, list) else ""
        parts.append(f"{mapping(entry).get('key')} {mapping(entry).get('operator')}{listed}")
    return quoted(", ".join(parts))


def scale_targets(project: Project) -> Iterator[Outcome]:
    """Autoscalers whose target does not exist."""
    for scaler in project.of_kind("HorizontalPodAutoscaler"):
        target = mapping(_spec(scaler).get("scaleTargetRef"))
        kind, name = target.get("kind"), target.get("name")
        if not isinstance(kind, str) or not isinstance(name, str) or named(project, kind, name, scaler.namespace):
            continue
        if not any(
            one.kind == kind and one.name == name and shares_namespace(one.namespace, scaler.namespace)
            for one in project.workloads
        ):
            yield Hit(f"scales nothing: the project has no {kind} {quoted(name)}", scaler.at("spec.scaleTargetRef.name"))


def ingress_backends(project: Project) -> Iterator[Outcome]:
    """Ingresses that send requests to a Service, or to a port of one, that does not exist."""
    for ingress in project.of_kind("Ingress"):
        for path, backend in _backends(ingress):
            # networking/v1 has service.name and service.port.{number,name}; the retired versions serviceName and servicePort.
            service = mapping(backend.get("service"))
            name = service.get("name") or backend.get("serviceName")
            port = mapping(service.get("port"))
            wanted = port.get("number") or port.get("name") or backend.get("servicePort")
            # The AWS controller takes this for a name of an annotation, not for a port.
            if not isinstance(name, str) or wanted == "use-annotation":
                continue
            place = f"{path}.service.name" if service else f"{path}.serviceName"
            found = named(project, "Service", name, ingress.namespace, ingress)
            if found is None:
                yield Hit(f"sends requests to the Service {quoted(name)}, which the project does not have", ingress.at(place))
            elif wanted is not None and not _has_port(found, wanted):
                place = f"{path}.service.port" if service else f"{path}.servicePort"
                for key in ("number", "name"):
                    place = f"{place}.{key}" if service and key in port else place
                yield Hit(
                    f"sends requests to port {quoted(str(wanted))} of the Service {quoted(name)}, which does not have it",
                    ingress.at(place),
                )


def _backends(ingress: Resource) -> Iterator[tuple[str, Mapping[str, Any]]]:
    spec = _spec(ingress)
    for key in ("defaultBackend", "backend"):
        if key in spec:
            yield f"spec.{key}", mapping(spec[key])
    rules = spec.get("rules")
    for number, rule in enumerate(rules if isinstance(rules, list) else ()):
        paths = mapping(mapping(rule).get("http")).get("paths")
        for inner, entry in enumerate(paths if isinstance(paths, list) else ()):
            yield f"spec.rules.{number}.http.paths.{inner}.backend", mapping(mapping(entry).get("backend"))


def _has_port(service: Resource, wanted: object) -> bool:
    if _spec(service).get("type") == "ExternalName":
        return True
    ports = _spec(service).get("ports")
    entries = [mapping(entry) for entry in ports] if isinstance(ports, list) else []
    return any(str(wanted) in (str(entry.get("port")), str(entry.get("name"))) for entry in entries)


def references(project: Project) -> Iterator[Outcome]:
    """ConfigMaps, Secrets, claims, Services and accounts that workloads name and the project, which has others, has not."""
    known = _Known(project)
    for workload in project.workloads:
        for container in workload.containers:
            for variable in container.env:
                kind = _KINDS.get(variable.value_from or "")
                if kind and variable.object_ref and not variable.optional and known.lacks(workload, kind, variable.object_ref):
                    yield _missing(f"takes variables from the {kind}", variable.object_ref, variable.at("object_ref"))
        for volume in workload.pod.volumes if workload.pod is not None else ():
            for kind, name, optional in volume.references:
                if not optional and known.lacks(workload, kind, name):
                    yield _missing(f"has a volume from the {kind}", name, volume.at("kind"))
        yield from _account(workload, known)
        if workload.service_name and known.lacks(workload, "Service", workload.service_name):
            yield _missing("takes the names of its pods from the Service", workload.service_name, workload.at("service_name"))


def _account(workload: Workload, known: _Known) -> Iterator[Outcome]:
    account = workload.pod.service_account_name if workload.pod is not None else None
    if workload.pod is None or not isinstance(account, str) or account in ("", "default"):
        return
    if known.lacks(workload, "ServiceAccount", account):
        yield _missing("runs as the ServiceAccount", account, workload.pod.at("service_account_name"))


def _missing(what: str, name: str, place: Any) -> Hit:  # noqa: ANN401 - a location
    return Hit(f"{what} {quoted(name)}, which the project does not have although it has others", place)


class _Known:
    """Which objects there are: by kind, the namespaces that have any, and by kind and name."""

    def __init__(self, project: Project) -> None:
        self._kinds: dict[str, set[str | None]] = {}
        self._names: dict[tuple[str, str], set[str | None]] = {}
        for resource in project.resources:
            if resource.name:
                self._add(resource.kind, resource.name, resource.namespace)
        for kind, name, namespace in made_elsewhere(project):
            self._add(kind, name, namespace)

    def _add(self, kind: str, name: str, namespace: str | None) -> None:
        self._kinds.setdefault(kind, set()).add(namespace)
        self._names.setdefault((kind, name), set()).add(namespace)

    def lacks(self, workload: Workload, kind: str, name: str) -> bool:
        """Tell whether the object is missing although the project has others of its kind in the namespace of `workload`."""
        if any(mark in name for mark in ("{{", "${", "$(")) or (kind, name) == ("ConfigMap", "kube-root-ca.crt"):
            return False
        others, same = self._kinds.get(kind, ()), self._names.get((kind, name), ())
        return any(shares_namespace(one, workload.namespace) for one in others) and not any(
            shares_namespace(one, workload.namespace) for one in same
        )


def own_pods(project: Project) -> Iterator[Outcome]:
    """Controllers whose selector does not match the labels of their own template: the API refuses them."""
    for workload in project.workloads:
        if not workload.selector or workload.partial or workload.pod is None or workload.kind in ("Job", "CronJob"):
            continue
        answer = selects_labels(dict(workload.selector), pod_labels(workload))
        if answer is False:
            shown = quoted(", ".join(f"{key}={value}" for key, value in workload.selector))
            yield Hit(f"selects {shown}, which the labels of its own pods are not", workload.at("selector"))
