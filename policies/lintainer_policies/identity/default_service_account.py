"""The service account that every pod of a namespace shares."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.model.rbac import Binding, Subject, bindings
from lintainer.model.references import automounts_token, service_account_name
from lintainer.policy import KUBERNETES, Hit, Outcome, Project, Severity, Undecided, policy


@policy(
    group="identity",
    severity=Severity.LOW,
    profiles=("hardening", "cis-kubernetes"),
    syntaxes=(KUBERNETES,),
    standards=("CIS Kubernetes 1.12.0 5.1.5",),
    advice="make a service account for the workload, and name it in serviceAccountName and in the binding",
)
def default_service_account(project: Project) -> Iterator[Outcome]:
    """A pod runs as the service account `default`, or a binding gives rights to that account."""
    for workload in project.workloads:
        if workload.pod is None:
            continue
        name = service_account_name(workload.pod)
        place = workload.pod.at("service_account_name")
        if isinstance(name, Unknown):
            yield Undecided(place, "service_account_name", name.why)
        elif name == "default":
            token = automounts_token(project, workload, workload.pod).value
            without = ", though without its token" if token is False else ""
            yield Hit(f"runs as the service account `default`, which the pods of its namespace share{without}", place)
    for account in project.of_kind("ServiceAccount"):
        body = account.body if isinstance(account.body, dict) else {}
        if account.name == "default" and body.get("automountServiceAccountToken") is not False:
            yield Hit(
                "gives its API token to every pod of the namespace that names no service account",
                account.at("automountServiceAccountToken" if "automountServiceAccountToken" in body else "metadata.name"),
                advice="set automountServiceAccountToken to false on it",
            )
    for binding in bindings(project):
        for subject in binding.subjects:
            if _is_default(subject):
                yield Hit(_message(binding, subject), binding.resource.at(f"{subject.path}.name"))


def _is_default(subject: Subject) -> bool:
    """Tell whether the subject is a `default` account, or a group that all accounts belong to.

    Groups: Kubernetes 1.37, apiserver `pkg/authentication/serviceaccount/util.go`.
    """
    if subject.kind == "ServiceAccount":
        return subject.name == "default"
    return subject.kind == "Group" and subject.name.startswith("system:serviceaccounts")


def _message(binding: Binding, subject: Subject) -> str:
    who = (
        "to the service account `default`"
        if subject.kind == "ServiceAccount"
        else f"to the group {quoted(subject.name)}, the `default` accounts in it,"
    )
    return f"gives {quoted(binding.role_name)} {who} and so to pods that never asked for it"
