"""Namespaces that admit every pod."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lintainer.policy import KUBERNETES, Hit, Outcome, Project, Severity, policy

_LABEL = "pod-security.kubernetes.io/enforce"


@policy(
    group="identity",
    severity=Severity.MEDIUM,
    profiles=("hardening",),
    syntaxes=(KUBERNETES,),
    standards=("CIS Kubernetes 1.12.0 5.2.1",),
    advice=f"label it {_LABEL}: restricted, or baseline where something needs more",
)
def permissive_namespace(project: Project) -> Iterator[Outcome]:
    """A namespace admits privileged pods: its Pod Security label says so, or it has none."""
    for namespace in project.of_kind("Namespace"):
        body = namespace.body if isinstance(namespace.body, Mapping) else {}
        metadata = body.get("metadata")
        labels = metadata.get("labels") if isinstance(metadata, Mapping) else None
        level = labels.get(_LABEL) if isinstance(labels, Mapping) else None
        if level == "privileged":
            yield Hit("admits privileged pods", namespace.at(f"metadata.labels.{_LABEL}"))
        elif level is None or level == "":
            yield Hit(
                f"admits every pod that the cluster's default admits: it has no label {_LABEL}", namespace.at(), Severity.LOW
            )
