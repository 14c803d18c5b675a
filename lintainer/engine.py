"""Inputs times policies: what was read becomes projects, policies are asked one by one, hits become findings.

A policy or a front end that crashes is named and does not keep the others from running.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lintainer.finding import Finding, Subject
from lintainer.messages import shorten
from lintainer.model import Container, Node, Origin, Project, Record, Resource, Workload
from lintainer.parsers import Context, Parsed, Parser, Problem, Skipped
from lintainer.policy import Hit, Listing, Policy, Severity, Undecided
from lintainer.settings import SuppressEntry
from lintainer.source import Location, Source
from lintainer.suppress import ANNOTATION, Ignore, annotation_ignores, apply, apply_entries, read_remarks


class Input(NamedTuple):
    """One text to lint, with the front end that claimed it."""

    source: Source
    parser: Parser
    context: Context


class Open(NamedTuple):
    """Something that a policy could not decide."""

    policy: Policy
    undecided: Undecided


class Report(Record):
    """All that a run found out."""

    findings: tuple[Finding, ...] = ()
    undecided: tuple[Open, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    projects: tuple[Project, ...] = ()
    files: int = 0
    workloads: int = 0
    containers: int = 0


# Told what is being done, and how much of how much of it is done.
Watch = Callable[[str, int, int], None]


class Rules(Record):
    """What the user decided about policies: which run, with which options and severities, and how suppressions count."""

    policies: tuple[Policy, ...] = ()
    # Policies that are loaded when there is something that they read.
    listings: tuple[Listing, ...] = ()
    # All policies there are, run or not: a suppression may name them.
    known: frozenset[str] = frozenset()
    options: Mapping[str, Record] = {}
    # Severity by policy; called with the policy's id and the path of a finding.
    severity: Callable[[str, str], Severity | None] | None = None
    # Policies switched off for a path.
    excluded: Callable[[str, str], bool] | None = None
    ignore_comments: bool = True
    require_reason: bool = False
    # Suppressions of the config, and what tells whether a path is the one that an entry names.
    entries: Sequence[SuppressEntry] = ()
    root: str | None = None


def lint(
    inputs: Sequence[Input],
    rules: Rules,
    *,
    complete: bool = False,
    problems: Sequence[Problem] = (),
    skipped: Sequence[Skipped] = (),
    watch: Watch | None = None,
) -> Report:
    """Read all `inputs` and ask all policies. `complete`: whole folders are linted, so what is missing is missing."""
    found: list[Problem] = list(problems)
    parsed = list(_parse(inputs, found, watch))
    projects = list(_assemble(inputs, parsed, found, complete=complete))
    collector = _Collector(rules)
    policies = _loaded(rules, projects)
    for number, project in enumerate(projects):
        if watch is not None:
            watch("judging", number, len(projects))
        _ask_all(project, policies, rules.options, collector, found)
    findings = collector.findings()
    if findings or collector.undecided() or found or any(one.problems for one in parsed):
        _hide(findings, projects)
    findings = _suppress(findings, parsed, projects, rules)
    read = {id(source) for one in parsed for source in (one.source, *one.drawn)}
    workloads = [workload for project in projects for workload in project.workloads]
    return Report(
        findings=tuple(sorted(findings, key=_place)),
        undecided=tuple(collector.undecided()),
        problems=(*found, *(problem for one in parsed for problem in one.problems)),
        skipped=(*skipped, *(skip for one in parsed for skip in one.skipped)),
        projects=tuple(projects),
        files=len(read),
        workloads=len(workloads),
        containers=sum(container.role not in ("pod", "hook", "exec") for w in workloads for container in w.containers),
    )


def _hide(findings: Sequence[Finding], projects: Sequence[Project]) -> None:
    """Keep credentials out of every excerpt, whichever policies speak."""
    from lintainer.excerpt import masked_spans
    from lintainer.model.credentials import hide_credentials

    for project in projects:
        hide_credentials(project)
    for finding in findings:
        source, span = finding.location.source, finding.location.span
        # What only an option, or a plugin, calls a secret.
        if finding.policy.group == "secrets":
            line = source.line_span(source.line_of(span.start)).start
            hidden = masked_spans(source, source.line_of(span.start))
            if not any(one.start + line < span.end and span.start < one.end + line for one in hidden):
                source.secrets.append(span)


def _loaded(rules: Rules, projects: Sequence[Project]) -> tuple[Policy, ...]:
    """Return the policies that may have something to say of the projects: to import one takes longer than to ask it."""
    families = {
        family(syntax)
        for project in projects
        for syntax in (*(w.syntax for w in project.workloads), *(r.syntax for r in project.resources))
    }
    declared = _declared(projects)
    return (
        *rules.policies,
        *(
            one.load()
            for one in rules.listings
            if not families.isdisjoint(one.syntaxes)
            and (not one.needs or not declared.isdisjoint(one.needs) or "*" in declared or one.id in rules.options)
        ),
    )


def _declared(projects: Sequence[Project]) -> set[str]:
    """Return the fields of the model that anything in the projects declares, or may declare; `"*"` for all of them."""
    names: set[str] = set()
    for project in projects:
        nodes: list[Record] = [project, *project.resources]
        for workload in project.workloads:
            nodes += (workload, *workload.containers)
            if workload.pod is not None:
                nodes.append(workload.pod)
        for node in nodes:
            names.update(name for name, value in node.__dict__.items() if value is not None and value != ())
            if isinstance(node, Node):
                names.update(node.incomplete)
    return names


def _place(finding: Finding) -> tuple[str, int, int, str]:
    location = finding.location
    return (location.source.name, location.span.start, -finding.severity, finding.policy.id)


def _crash(kind: str, who: str, error: Exception, name: str, location: Location | None = None) -> Problem:
    return Problem(kind, f"{who} crashed: {type(error).__name__}: {shorten(str(error))}", name, location)


def _parse(inputs: Sequence[Input], problems: list[Problem], watch: Watch | None) -> Iterator[Parsed]:
    for number, (source, parser, context) in enumerate(inputs):
        if watch is not None:
            watch("parsing", number, len(inputs))
        try:
            yield parser.parse(source, context)
        except Exception as error:  # noqa: BLE001, RUF100 - one bad file must not keep the rest from being linted
            problems.append(_crash("parser-crash", f"the {parser.syntax} front end", error, source.name))


def _assemble(
    inputs: Sequence[Input], parsed: Sequence[Parsed], problems: list[Problem], *, complete: bool
) -> Iterator[Project]:
    by_syntax: dict[str, list[Parsed]] = {}
    for one in parsed:
        if one.projects:
            yield from one.projects
        else:
            by_syntax.setdefault(one.syntax, []).append(one)
    parsers = {given.parser.syntax: given.parser for given in inputs}
    for syntax, group in by_syntax.items():
        try:
            yield from parsers[syntax].assemble(group, complete=complete)
        except Exception as error:  # noqa: BLE001, RUF100
            problems.append(_crash("parser-crash", f"the {syntax} front end", error, group[0].source.name))


def family(syntax: str) -> str:
    """Return which of docker-run, compose and kubernetes a syntax is like: that is what policies name."""
    return syntax if syntax in ("compose", "kubernetes") else "docker-run"


class _Collector:
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


def _ask_all(
    project: Project,
    policies: Sequence[Policy],
    options: Mapping[str, Record],
    collector: _Collector,
    problems: list[Problem],
) -> None:
    shapes: dict[str, list[Policy]] = {"container": [], "workload": [], "project": []}
    for policy in policies:
        shapes[policy.shape].append(policy)
    owners = _Owners(project)
    for policy in shapes["project"]:
        for outcome in _ask(policy, project, project, options, problems, project.name):
            workload, container = owners.of(outcome.location)
            collector.take(policy, outcome, workload, container)
    over_objects = [policy for policy in shapes["workload"] if policy.resources]
    for resource in project.resources if over_objects else ():
        stand_in = _stand_in(resource)
        for policy in over_objects:
            if family(resource.syntax) in policy.syntaxes:
                for outcome in _ask(policy, stand_in, project, options, problems, resource.origin.source.name):
                    collector.take(policy, outcome, stand_in, None)
    chosen: dict[tuple[str, str], list[Policy]] = {}
    for workload in project.workloads:
        kind = family(workload.syntax)
        for policy in shapes["workload"]:
            if kind in policy.syntaxes:
                for outcome in _ask(policy, workload, project, options, problems, workload.origin.source.name):
                    collector.take(policy, outcome, workload, owners.container_of(outcome.location))
        for container in workload.containers:
            asked = chosen.get((kind, container.role))
            if asked is None:
                asked = [p for p in shapes["container"] if container.role in p.roles and kind in p.syntaxes]
                chosen[kind, container.role] = asked
            for policy in asked:
                for outcome in _ask(policy, container, project, options, problems, container.origin.source.name):
                    collector.take(policy, outcome, workload, container)


# Where an object without pods has what a workload has too.
_SAME_PLACES = {"api_version": "apiVersion", "kind": "kind", "name": "metadata.name", "namespace": "metadata.namespace"}


def _stand_in(resource: Resource) -> Workload:
    """Return an object without pods as a workload without containers: what findings about it are said of."""
    origin = resource.origin
    places = {field: origin.written[path] for field, path in _SAME_PLACES.items() if path in origin.written}
    return Workload(
        origin=Origin(origin.source, origin.span, {**origin.written, **places}, origin.related),
        kind=resource.kind,
        name=resource.name,
        namespace=resource.namespace,
        syntax=resource.syntax,
        api_version=resource.api_version,
        annotations=resource.annotations,
        extent=resource.extent,
    )


def _ask(
    policy: Policy,
    subject: Container | Workload | Project,
    project: Project,
    options: Mapping[str, Record],
    problems: list[Problem],
    name: str,
) -> Iterator[Hit | Undecided]:
    try:
        asked = (subject, project) if policy.asks_project else (subject,)
        if policy.options is None:
            yield from policy.check(*asked)
        else:
            yield from policy.check(*asked, options.get(policy.id) or policy.options())
    except Exception as error:  # noqa: BLE001, RUF100 - a crash is reported with the policy's name, and the others still run
        place = None if isinstance(subject, Project) else subject.at()
        problems.append(_crash("policy-crash", f"policy {policy.id}", error, name, place))


def _origins_of_parts(node: Node) -> Iterator[Origin]:
    """Yield where the parts of a container or a pod were written: its mounts, ports, volumes and so on."""
    for value in node.__dict__.values():
        for part in value if isinstance(value, tuple) else (value,):
            origin = getattr(part, "origin", None)
            if origin is not None:
                yield origin


class _Owners:
    """Which workload and container of a project a place belongs to, by the nodes that places know."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._by_origin: dict[int, tuple[Workload, Container | None]] | None = None

    def _index(self) -> dict[int, tuple[Workload, Container | None]]:
        if self._by_origin is None:
            index: dict[int, tuple[Workload, Container | None]] = {}
            for workload in self._project.workloads:
                index[id(workload.origin)] = (workload, None)
                if workload.pod is not None:
                    index[id(workload.pod.origin)] = (workload, None)
                for container in workload.containers:
                    index[id(container.origin)] = (workload, container)
                    for origin in _origins_of_parts(container):
                        index.setdefault(id(origin), (workload, container))
                if workload.pod is not None:
                    for origin in _origins_of_parts(workload.pod):
                        index.setdefault(id(origin), (workload, None))
            self._by_origin = index
        return self._by_origin

    def of(self, location: Location) -> tuple[Workload | None, Container | None]:
        """Return the workload and the container that the place belongs to, as far as it belongs to any."""
        if not isinstance(location.owner, Node):
            return None, None
        workload, container = self._index().get(id(location.owner.origin), (None, None))
        if workload is not None:
            return workload, container
        for resource in self._project.resources:
            if resource.origin is location.owner.origin:
                return _stand_in(resource), None
        return None, None

    def container_of(self, location: Location) -> Container | None:
        """Return the container that the place belongs to, if it belongs to one."""
        return self.of(location)[1] if location.owner is not None else None


def _suppress(findings: list[Finding], parsed: Sequence[Parsed], projects: Sequence[Project], rules: Rules) -> list[Finding]:
    ran = frozenset(policy.id for policy in rules.policies) | frozenset(listing.id for listing in rules.listings)
    ignores, bad = read_remarks(parsed) if rules.ignore_comments else ([], [])
    if rules.ignore_comments:
        ignores.extend(_annotations(projects))
    marked, unused = apply(findings, ignores, known=rules.known or ran, ran=ran, require_reason=rules.require_reason)
    if rules.entries:
        marked, stale = apply_entries(marked, rules.entries, known=rules.known or ran, ran=ran, root=rules.root)
        unused.extend(stale)
    if not (bad or unused) or "unused-suppression" not in ran:
        return marked
    rows = (*(Listing.of(policy) for policy in rules.policies), *rules.listings)
    housekeeper = next(row.load() for row in rows if row.id == "unused-suppression")
    notes = Project(kind="manifests", name="suppressions", notes=(*bad, *unused))
    late = _Collector(rules)
    for outcome in _ask(housekeeper, notes, notes, rules.options, [], "suppressions"):
        late.take(housekeeper, outcome, None, None)
    return [*marked, *late.findings()]


def _annotations(projects: Sequence[Project]) -> Iterator[Ignore]:
    for project in projects:
        nodes: tuple[Workload | Resource, ...] = (*project.workloads, *project.resources)
        for node in nodes:
            pod = node.pod if isinstance(node, Workload) else None
            for label in (*node.annotations, *(pod.annotations if pod is not None else ())):
                if label.name == ANNOTATION and isinstance(label.value, str) and node.extent is not None:
                    yield annotation_ignores(node.origin.source, label.at(), label.value, node.extent)
