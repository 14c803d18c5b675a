"""Containers, workloads and projects that declare nothing, and what a policy looks at in them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lintainer.asking import family
from lintainer.model import Container, Origin, Pod, Project, Record, Workload
from lintainer.policy import Policy
from lintainer.source import Source, Span

# What a node is, as against what it declares: a policy may be told these apart, and is asked about each of them.
STRUCTURE = frozenset(
    ("dialect", "incomplete", "kind", "name", "namespace", "origin", "os", "platform", "pod", "role", "syntax", "within")
)
ORIGIN = Origin(Source("bare", "bare"), Span(0, 4))
PLATFORMS = (
    ("docker-run", "docker", "container"),
    ("docker-run", "podman", "container"),
    ("docker-run", "nerdctl", "container"),
    ("compose", "docker", "service"),
    ("kubernetes", "kubernetes", "Pod"),
    ("kubernetes", "kubernetes", "Deployment"),
    ("kubernetes", "kubernetes", "DaemonSet"),
    ("kubernetes", "kubernetes", "Job"),
)
ROLES = ("main", "init", "sidecar", "ephemeral", "hook", "exec", "pod")


def bare_projects() -> Iterator[tuple[Container, Workload, Project]]:
    """Yield one project of one container for every kind of container there is."""
    for syntax, platform, kind in PLATFORMS:
        for role in ROLES:
            for os in ("linux", "windows"):
                pod = Pod(origin=ORIGIN, controller=kind, os=None if os == "linux" else os) if syntax == "kubernetes" else None
                within = Container(origin=ORIGIN, name="b", syntax=syntax, platform=platform) if role == "hook" else None  # type: ignore[arg-type]
                container = Container(
                    origin=ORIGIN,
                    name="a",
                    role=role,  # type: ignore[arg-type]
                    platform=platform,  # type: ignore[arg-type]
                    os=os,  # type: ignore[arg-type]
                    syntax=syntax,
                    dialect=platform,
                    pod=pod,
                    within=within,
                )
                workload = Workload(origin=ORIGIN, kind=kind, name="a", syntax=syntax, containers=(container,), pod=pod)
                kinds = {"compose": "compose", "kubernetes": "manifests"}
                yield container, workload, Project(kind=kinds.get(syntax, "commands"), name="a", workloads=(workload,))  # type: ignore[arg-type]


def looked_at(policy: Policy, monkeypatch: pytest.MonkeyPatch) -> tuple[set[str], bool]:
    """Return the fields that `policy` reads of nodes that do not declare them, and whether it says anything about any.

    A policy is a function of the model. As long as no field is declared that it reads here, it takes the same way as here.
    """
    read: set[str] = set()
    plain = Record.__getattribute__

    def watched(self: Record, name: str) -> object:
        if name in type(self)._fields and name not in plain(self, "__dict__"):
            read.add(name)
        return plain(self, name)

    options = policy.options() if policy.options is not None else None
    speaks = False
    with monkeypatch.context() as patch:
        for container, workload, project in bare_projects():
            if family(workload.syntax) not in policy.syntaxes:
                continue
            if policy.shape == "container" and container.role not in policy.roles:
                continue
            subject = {"container": container, "workload": workload, "project": project}[policy.shape]
            asked = (subject, *((project,) if policy.asks_project else ()), *((options,) if options is not None else ()))
            patch.setattr(Record, "__getattribute__", watched)
            try:
                speaks |= bool(list(policy.check(*asked)))
            finally:
                patch.undo()
    return read - STRUCTURE - set(policy.options.fields() if policy.options is not None else ()), speaks
