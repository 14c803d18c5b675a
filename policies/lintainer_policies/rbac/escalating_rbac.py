"""Roles with which one takes more than was given, and bindings to everyone."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model.rbac import ROLES, Binding, Rule, Subject, bindings, is_rbac, role_of, rules
from lintainer.policy import KUBERNETES, Hit, Outcome, Project, Severity, policy
from lintainer.source import Location
from lintainer_policies.rbac._escalations import ESCALATIONS, Escalation
from lintainer_policies.rbac._subjects import who
from lintainer_policies.rbac._wildcards import place

_ANONYMOUS = ("system:anonymous", "system:unauthenticated")
# What the API server and kubeadm bind to everyone by themselves: version, health, and the data with which a node joins.
# Kubernetes 1.37, plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go; cmd/kubeadm phases/bootstraptoken/clusterinfo.
_FOR_EVERYONE = frozenset(
    ("system:public-info-viewer", "system:discovery", "system:basic-user", "kubeadm:bootstrap-signer-clusterinfo")
)
# What every cluster has for the users of one namespace: their rights reach any service account and Secret of it.
# Kubernetes documentation 1.37, "Using RBAC Authorization: user-facing roles"; policy.go as above for what they are made of.
_OF_A_NAMESPACE = frozenset(("admin", "edit", "system:aggregate-to-admin", "system:aggregate-to-edit"))


@policy(
    group="rbac",
    severity=Severity.HIGH,
    profiles=("default", "cis-kubernetes"),
    syntaxes=(KUBERNETES,),
    standards=(
        "CIS Kubernetes 1.12.0 5.1.4",
        "CIS Kubernetes 1.12.0 5.1.8",
        "CIS Kubernetes 1.12.0 5.1.9",
        "CIS Kubernetes 1.12.0 5.1.10",
        "CIS Kubernetes 1.12.0 5.1.11",
        "CIS Kubernetes 1.12.0 5.1.12",
        "CIS Kubernetes 1.12.0 5.1.13",
    ),
    supersedes=("secret-reading-rbac",),
    advice="take the permission away, or keep it to the objects that are needed with resourceNames",
)
def escalating_rbac(project: Project) -> Iterator[Outcome]:
    """A role lets its subjects take more rights than it gives, or a binding gives rights to everyone."""
    for role in project.of_kind(*ROLES):
        if is_rbac(role):
            for rule in rules(role):
                yield from _rule(rule)
    for binding in bindings(project):
        if _is_everywhere(binding) and role_of(project, binding) is None:
            given = f"{who(binding)} the rights of {quoted(binding.role_name)} in every namespace"
            yield Hit(
                f"gives {given}: to read Secrets and to start pods with any service account, in `kube-system`, too",
                binding.resource.at("roleRef.name"),
                advice="bind it by RoleBindings in the namespaces that are meant",
            )
        for subject in binding.subjects:
            yield from _subject(binding, subject)


class _Grant:
    """What a rule gives at one place: several permissions that give the same are one finding, at the first of them."""

    def __init__(self, location: Location) -> None:
        self.location = location
        self.gives: list[str] = []
        self.by: dict[str, list[str]] = {}
        self.indirect = True

    def add(self, gives: str, verbs: str, resource: str, *, indirect: bool) -> None:
        self.indirect = self.indirect and indirect
        if gives not in self.gives:
            self.gives.append(gives)
        resources = self.by.setdefault(verbs, [])
        if resource not in resources:
            resources.append(resource)


def _rule(rule: Rule) -> Iterator[Hit]:
    found: dict[str, _Grant] = {}
    for escalation in ESCALATIONS:
        entry = rule.matches(escalation.group, escalation.resource)
        verbs = [verb for verb in escalation.verbs if verb in rule.verbs] or (["*"] if "*" in rule.verbs else [])
        if entry is None or not verbs or _never(rule, escalation, verbs):
            continue
        location = place(rule, entry)
        # What one wildcard gives is one finding.
        grant = found.setdefault("*" if location.text.strip("\"'") == "*" else escalation.gives, _Grant(location))
        resource = quoted("*" if entry == "*" else escalation.resource)
        grant.add(escalation.gives, ", ".join(map(quoted, verbs)), resource, indirect=escalation.indirect)
    for grant in found.values():
        more = f" and {len(grant.gives) - 1} more such things" if len(grant.gives) > 1 else ""
        names = f", for {', '.join(quoted(name) for name in rule.names)}" if rule.names else ""
        by = "; ".join(f"{verbs} on {', '.join(resources)}" for verbs, resources in list(grant.by.items())[:2])
        yield Hit(f"lets its subjects {grant.gives[0]}{more} ({by}{names})", grant.location, _severity(rule, grant))


def _severity(rule: Rule, grant: _Grant) -> Severity | None:
    """Return a lower severity for a rule that is kept to some objects by their names, and for what leads up by a detour."""
    return Severity.MEDIUM if rule.names or grant.indirect else None


def _never(rule: Rule, escalation: Escalation, verbs: list[str]) -> bool:
    """Tell whether the rule grants nothing after all: an object that is being created has no name to match."""
    return bool(rule.names) and verbs == ["create"] and "/" not in escalation.resource


def _is_everywhere(binding: Binding) -> bool:
    return binding.everywhere and binding.role_kind == "ClusterRole" and binding.role_name in _OF_A_NAMESPACE


def _subject(binding: Binding, subject: Subject) -> Iterator[Hit]:
    if binding.role_name in _FOR_EVERYONE:
        return
    at = binding.resource.at(f"{subject.path}.name")
    if subject.name in _ANONYMOUS and subject.kind in ("User", "Group"):
        yield Hit(
            f"gives {quoted(binding.role_name)} to {quoted(subject.name)}: whoever reaches the API, without any credential",
            at,
            advice="bind it to the users and service accounts that need it",
        )
    elif subject.kind == "Group" and subject.name == "system:authenticated":
        yield Hit(
            f"gives {quoted(binding.role_name)} to {quoted(subject.name)}: every user and every service account",
            at,
            Severity.MEDIUM,
            advice="bind it to the users and service accounts that need it",
        )
