"""Pods that hold a token of the Kubernetes API."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.model.references import automounts_token, service_account_name
from lintainer.policy import KUBERNETES, Change, Hit, Outcome, Project, Severity, Undecided, policy
from lintainer.source import Related

_FIELD = "automountServiceAccountToken"


@policy(
    group="identity",
    severity=Severity.MEDIUM,
    profiles=("hardening", "cis-kubernetes"),
    syntaxes=(KUBERNETES,),
    standards=("CIS Kubernetes 1.12.0 5.1.6",),
    advice=f"set {_FIELD} to false on the pod, unless the program talks to the Kubernetes API",
    fix="safe",
)
def service_account_token(project: Project) -> Iterator[Outcome]:
    """A pod has a token of the Kubernetes API mounted."""
    for workload in project.workloads:
        if workload.pod is None:
            continue
        name = service_account_name(workload.pod)
        shown = "its service account" if isinstance(name, Unknown) else f"the service account {quoted(name)}"
        found = automounts_token(project, workload, workload.pod)
        if isinstance(found.value, Unknown):
            yield Undecided(found.location, "automount_service_account_token", found.value.why)
        elif found.value and not found.declared:
            yield Hit(f"holds the API token of {shown}: nothing sets {_FIELD} to false", found.location)
        elif found.value and found.account is not None:
            place = Related(found.account.at(_FIELD), "the service account says so")
            yield Hit(f"holds the API token of {shown}", found.location, related=(place,))
        elif found.value:
            yield Hit(f"holds the API token of {shown}", found.location, change=Change(place=found.location, value=False))
