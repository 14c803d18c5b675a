"""Bindings that make someone the owner of the cluster."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model.rbac import Binding, Rule, bindings, role_of, rules_in_effect
from lintainer.policy import KUBERNETES, Hit, Outcome, Project, Severity, policy
from lintainer.source import Related
from lintainer_policies.rbac._subjects import who


@policy(
    group="rbac",
    severity=Severity.HIGH,
    profiles=("default", "cis-kubernetes"),
    syntaxes=(KUBERNETES,),
    standards=("CIS Kubernetes 1.12.0 5.1.1",),
    advice="bind a role that lists the verbs and resources that are needed",
)
def cluster_admin_binding(project: Project) -> Iterator[Outcome]:
    """A binding gives everything: the role cluster-admin, or one that equals it."""
    for binding in bindings(project):
        place = binding.resource.at("roleRef.name")
        if binding.role_kind == "ClusterRole" and binding.role_name == "cluster-admin":
            yield Hit(_message(binding), place)
            continue
        role = role_of(project, binding)
        everything = next(filter(_is_everything, rules_in_effect(project, role)), None) if role is not None else None
        if everything is not None:
            related = Related(everything.at("resources", "*"), "this rule allows everything")
            yield Hit(f"{_message(binding)}, as cluster-admin does", place, related=(related,))


def _is_everything(rule: Rule) -> bool:
    return "*" in rule.verbs and "*" in rule.groups and "*" in rule.resources and not rule.names


def _message(binding: Binding) -> str:
    scope = "the whole cluster" if binding.everywhere else "its namespace"
    return f"gives {who(binding)} every right in {scope} by {quoted(binding.role_name)}"
