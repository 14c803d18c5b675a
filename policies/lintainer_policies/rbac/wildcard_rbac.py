"""Roles with wildcards."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model.rbac import ROLES, Rule, is_rbac, rules
from lintainer.policy import KUBERNETES, Hit, Outcome, Project, Severity, policy
from lintainer.source import Related
from lintainer_policies.rbac._wildcards import wildcard

_SHOWN = 4


@policy(
    group="rbac",
    severity=Severity.HIGH,
    profiles=("default", "cis-kubernetes"),
    syntaxes=(KUBERNETES,),
    standards=("CIS Kubernetes 1.12.0 5.1.3",),
    supersedes=("secret-reading-rbac", "escalating-rbac"),
    advice="list the verbs, resources and groups that are needed, by name",
)
def wildcard_rbac(project: Project) -> Iterator[Outcome]:
    """A role grants `*`: every verb, every resource or every API group, those of tomorrow too."""
    for role in project.of_kind(*ROLES):
        if not is_rbac(role):
            continue
        for rule in rules(role):
            found = wildcard(rule)
            if found is not None:
                related = tuple(Related(rule.at(key, "*"), "and here") for key in found.others)
                yield Hit(_message(rule), rule.at(found.key, "*"), related=related)


def _message(rule: Rule) -> str:
    verbs = "every verb" if "*" in rule.verbs else _listed(rule.verbs)
    if rule.urls and not rule.resources:
        return f"allows {verbs} on the paths {_listed(rule.urls)} of the API"
    resources = "every resource" if "*" in rule.resources else _listed(rule.resources)
    if "*" in rule.groups:
        groups = "every API group"
    else:
        named = tuple(group for group in rule.groups if group)
        core = ["the core API group"] if "" in rule.groups else []
        groups = " and ".join([*core, *([f"the API group {_listed(named)}"] if named else [])]) or "no API group"
    names = f", named {_listed(rule.names)}" if rule.names else ""
    return f"allows {verbs} on {resources} of {groups}{names}"


def _listed(entries: tuple[str, ...]) -> str:
    named = [entry for entry in entries if entry]
    shown = ", ".join(quoted(entry) for entry in named[:_SHOWN])
    more = len(named) - _SHOWN
    return f"{shown} and {more} more" if more > 0 else shown or "nothing"
