"""Roles that read Secrets."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model.rbac import ROLES, is_rbac, rules
from lintainer.policy import KUBERNETES, Hit, Outcome, Project, Severity, policy
from lintainer_policies.rbac._wildcards import place

# A patch is answered with the whole object, and deleting a collection with all that was in it (apiserver, handlers/patch.go and
# delete.go): both read.
_READING = ("get", "list", "watch", "patch", "deletecollection")


@policy(
    group="rbac",
    severity=Severity.MEDIUM,
    profiles=("hardening", "cis-kubernetes"),
    syntaxes=(KUBERNETES,),
    standards=("CIS Kubernetes 1.12.0 5.1.2",),
    advice="mount the secrets that are needed, or allow `get` with resourceNames",
)
def secret_reading_rbac(project: Project) -> Iterator[Outcome]:
    """A role reads Secrets: passwords, keys, and the tokens of other service accounts."""
    for role in project.of_kind(*ROLES):
        if not is_rbac(role):
            continue
        for rule in rules(role):
            entry = rule.matches("", "secrets")
            if entry is None or not rule.allows_verb(*_READING):
                continue
            verbs = ", ".join(f"`{verb}`" for verb in _READING if rule.allows_verb(verb))
            if rule.names:
                # Who may list or watch with names gets those objects alone; the API holds the request to them.
                names = ", ".join(quoted(name) for name in rule.names)
                yield Hit(f"reads the Secrets {names} ({verbs})", place(rule, entry), Severity.LOW)
            else:
                where = "the namespace" if role.kind == "Role" else "the cluster, or of the namespaces where it is bound"
                yield Hit(f"reads every Secret of {where} ({verbs})", place(rule, entry))
