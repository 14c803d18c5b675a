"""Hits become findings: one for what several containers share at one place, none where another policy says more."""

from __future__ import annotations

from collections.abc import Iterable

from lintainer.finding import Finding, Subject, image_of
from lintainer.model import Container, Node, Workload
from lintainer.policy import Hit, Policy, Undecided
from lintainer.rules import Rules
from lintainer.tuples import NamedTuple


class Open(NamedTuple):
    """Something that a policy could not decide."""

    policy: Policy
    undecided: Undecided


class Collector:
    """Gathers what policies yield; hits that several containers share at one place become one finding."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._drafts: dict[tuple[object, ...], Finding] = {}
        self._open: dict[tuple[object, ...], Open] = {}

    def take(self, policy: Policy, outcome: Hit | Undecided, workload: Workload | None, container: Container | None) -> None:
        location = outcome.location
        place = (policy.id, id(location.source), location.span)
        if isinstance(outcome, Undecided):
            self._open.setdefault((*place, outcome.field), Open(policy, outcome))
            return
        names = (container.name,) if container is not None and container.name and container.role != "pod" else ()
        key = (*place, outcome.message)
        known = self._drafts.get(key)
        if known is not None:
            if not set(names) <= set(known.containers):
                # It goes away only where it does for each container.
                changes = (*known.changes, outcome.change) if known.changes and outcome.change is not None else ()
                self._drafts[key] = known.replace(containers=(*known.containers, *names), changes=changes)
            return
        path = location.source.name
        if self._rules.excluded is not None and self._rules.excluded(policy.id, path):
            return
        severity = outcome.severity or policy.severity
        if self._rules.severity is not None:
            severity = self._rules.severity(policy.id, path) or severity
        self._drafts[key] = Finding(
            policy=policy,
            severity=severity,
            message=outcome.message,
            location=location,
            syntax=workload.syntax if workload is not None else "",
            subject=Subject(workload.kind, workload.name, workload.namespace) if workload is not None else Subject(None, None),
            containers=names,
            image=image_of(workload) if workload is not None and not workload.name else "",
            related=(*outcome.related, *location.related),
            advice=policy.advice if outcome.advice is None else outcome.advice,
            field=outcome.field or location.field,
            rendered=workload.rendered if workload is not None else False,
            home=workload.origin if workload is not None else None,
            changes=() if outcome.change is None else (outcome.change,),
        )

    def findings(self) -> list[Finding]:
        """Return the findings, those left out that another policy supersedes."""
        drafts = list(self._drafts.values())
        masters: dict[str, list[Finding]] = {}
        for finding in drafts:
            for lesser in finding.policy.supersedes:
                masters.setdefault(lesser, []).append(finding)
        if not masters:
            return drafts
        return [finding for finding in drafts if not any(_same_node(m, finding) for m in masters.get(finding.policy.id, ()))]

    def undecided(self) -> Iterable[Open]:
        return self._open.values()


def _same_node(master: Finding, lesser: Finding) -> bool:
    """Tell whether two findings speak of the same node.

    They do where their texts overlap; where they belong to one part of a container (a mount, a port); and where the lesser
    one speaks of what the container lacks, or of the field that holds the part, and the other of the same container.
    Two parts of one kind are two things even where one text stands for both: an alias that brings several capabilities.
    """
    a, b = master.location, lesser.location
    first, owner = a.owner, b.owner
    if isinstance(first, Node) and not first.whole and type(first) is type(owner) and first.origin is not owner.origin:
        return False
    if a.source is b.source and a.span.start < b.span.end and b.span.start < a.span.end:
        return True
    if not isinstance(owner, Node) or not isinstance(first, Node):
        return False
    if first.origin is owner.origin:
        return not owner.whole or a.field == b.field or b.span == owner.origin.span
    if not owner.whole:
        return False
    held = getattr(owner, b.field, None) if b.field else None
    if isinstance(held, Node) and held.origin is first.origin:
        return True
    same = lesser.home is master.home and lesser.containers == master.containers
    return same and b.span == owner.origin.span and a.field == b.field
