"""Rules of Kubernetes RBAC, and what they match.

Source: Kubernetes 1.37, `pkg/apis/rbac/v1/evaluation_helpers.go` (VerbMatches, APIGroupMatches, ResourceMatches,
ResourceNameMatches).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lintainer.hints import Any
from lintainer.model.project import Project, Resource
from lintainer.model.references import shares_namespace
from lintainer.model.selectors import selects
from lintainer.source import Location
from lintainer.tuples import NamedTuple

ROLES = ("Role", "ClusterRole")
BINDINGS = ("RoleBinding", "ClusterRoleBinding")
GROUP = "rbac.authorization.k8s.io"


class Rule(NamedTuple):
    """A rule of a role. `path` leads to it (`rules.0`); entries are in the order in which they are written."""

    role: Resource
    path: str
    verbs: tuple[str, ...]
    groups: tuple[str, ...]
    resources: tuple[str, ...]
    names: tuple[str, ...]
    # Paths of the API that are no resources (`/metrics`).
    urls: tuple[str, ...] = ()

    def at(self, key: str, entry: str) -> Location:
        """Return the place of `entry` in the list `key` (verbs, resources, apiGroups), else of the rule."""
        entries = {"verbs": self.verbs, "resources": self.resources, "apiGroups": self.groups}[key]
        path = f"{self.path}.{key}.{entries.index(entry)}" if entry in entries else self.path
        return self.role.at(path)

    def allows_verb(self, *verbs: str) -> bool:
        """Tell whether one of `verbs` is allowed."""
        return "*" in self.verbs or any(verb in self.verbs for verb in verbs)

    def allows_group(self, group: str) -> bool:
        """Tell whether the rule speaks of the API group `group`; the core group is empty."""
        return "*" in self.groups or group in self.groups

    def resource_entry(self, resource: str) -> str | None:
        """Return the first entry of `resources` that matches `pods`, or `pods/exec`: the name, `*`, or `*/exec`."""
        _, _, subresource = resource.partition("/")
        for entry in self.resources:
            if entry in ("*", resource) or (subresource and entry == f"*/{subresource}"):
                return entry
        return None

    def matches(self, group: str, resource: str) -> str | None:
        """Return the entry by which the rule speaks of a resource, or None."""
        return self.resource_entry(resource) if self.allows_group(group) else None


def _texts(rule: Mapping[str, Any], key: str) -> tuple[str, ...]:
    entries = rule.get(key)
    return tuple(str(entry) for entry in entries) if isinstance(entries, list) else ()


def is_rbac(resource: Resource) -> bool:
    """Tell whether an object is one of the RBAC API, and not another one's of the same kind."""
    return not resource.api_version or resource.api_version.partition("/")[0] in (GROUP, "authorization.openshift.io")


def rules(role: Resource) -> Iterator[Rule]:
    """Yield the rules written in a Role or a ClusterRole."""
    given = role.body.get("rules") if isinstance(role.body, Mapping) else None
    for number, rule in enumerate(given if isinstance(given, list) else ()):
        if isinstance(rule, Mapping):
            yield Rule(
                role,
                f"rules.{number}",
                _texts(rule, "verbs"),
                _texts(rule, "apiGroups"),
                _texts(rule, "resources"),
                _texts(rule, "resourceNames"),
                _texts(rule, "nonResourceURLs"),
            )


def rules_in_effect(project: Project, role: Resource) -> Iterator[Rule]:
    """Yield the rules of a role, and those that an aggregated ClusterRole takes from other ClusterRoles of the project."""
    yield from rules(role)
    aggregation = role.body.get("aggregationRule") if isinstance(role.body, Mapping) else None
    selectors = aggregation.get("clusterRoleSelectors") if isinstance(aggregation, Mapping) else None
    for selector in selectors if isinstance(selectors, list) else ():
        for other in project.of_kind("ClusterRole"):
            labels = _mapping(_mapping(other.body).get("metadata")).get("labels")
            if other is not role and selects(selector, _mapping(labels)) is True:
                yield from rules(other)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


class Subject(NamedTuple):
    """Whom a binding names. `path` leads to it (`subjects.0`)."""

    path: str
    kind: str
    name: str
    namespace: str | None

    def __str__(self) -> str:
        where = f"{self.namespace}/" if self.namespace and self.kind == "ServiceAccount" else ""
        return f"{self.kind} {where}{self.name}"


class Binding(NamedTuple):
    """A RoleBinding or ClusterRoleBinding, taken apart. `everywhere`: it holds in all namespaces."""

    resource: Resource
    role_kind: str
    role_name: str
    subjects: tuple[Subject, ...]
    everywhere: bool


def bindings(project: Project) -> Iterator[Binding]:
    """Yield the bindings of a project."""
    for resource in project.of_kind(*BINDINGS):
        if not is_rbac(resource):
            continue
        body = _mapping(resource.body)
        role = _mapping(body.get("roleRef"))
        given = body.get("subjects")
        subjects = tuple(
            Subject(
                f"subjects.{number}",
                str(subject.get("kind") or ""),
                str(subject.get("name") or ""),
                str(subject["namespace"]) if subject.get("namespace") else None,
            )
            for number, subject in enumerate(given if isinstance(given, list) else ())
            if isinstance(subject, Mapping)
        )
        yield Binding(
            resource,
            str(role.get("kind") or ""),
            str(role.get("name") or ""),
            subjects,
            resource.kind == "ClusterRoleBinding",
        )


def role_of(project: Project, binding: Binding) -> Resource | None:
    """Return the role that a binding names, where the project holds it."""
    for role in project.of_kind(binding.role_kind) if binding.role_kind in ROLES else ():
        if role.name == binding.role_name and (
            binding.role_kind == "ClusterRole" or shares_namespace(role.namespace, binding.resource.namespace)
        ):
            return role
    return None
