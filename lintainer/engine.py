"""Inputs times policies: what was read becomes projects, policies are asked one by one, hits become findings.

A policy or a front end that crashes is named and does not keep the others from running.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from lintainer.asking import answers, ask, crash, loaded
from lintainer.collecting import Collector, Open
from lintainer.finding import Finding
from lintainer.messages import quoted
from lintainer.model import Project, Record, Resource, Workload
from lintainer.model.notes import UnreadFile, UnusedSuppression
from lintainer.parsers import Context, Parsed, Parser, Problem, Skipped
from lintainer.policy import Listing
from lintainer.rules import Rules
from lintainer.source import Source
from lintainer.suppress import ANNOTATION, Ignore, apply, apply_entries, read_annotation, read_remarks
from lintainer.tuples import NamedTuple


class Input(NamedTuple):
    """One text to lint, with the front end that claimed it."""

    source: Source
    parser: Parser
    context: Context


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
    collector = Collector(rules)
    policies = loaded(rules, projects)
    for number, project in enumerate(projects):
        if watch is not None:
            watch("judging", number, len(projects))
        for answer in answers(project, policies, rules, found):
            collector.take(*answer)
    findings = collector.findings()
    if findings or collector.undecided() or found or any(one.problems for one in parsed):
        _hide(findings, projects)
    findings = _suppress(findings, parsed, projects, rules, found)
    read = {id(source) for one in parsed for source in (one.source, *one.drawn)}
    workloads = [workload for project in projects for workload in project.workloads]
    return Report(
        findings=tuple(sorted(findings, key=_place)),
        undecided=tuple(collector.undecided()),
        problems=(*found, *(problem for one in parsed for problem in one.problems)),
        skipped=(*skipped, *(skip for one in parsed for skip in one.skipped), *_unread(projects)),
        projects=tuple(projects),
        files=len(read),
        workloads=len(workloads),
        containers=sum(container.role not in ("pod", "hook", "exec") for w in workloads for container in w.containers),
    )


def _unread(projects: Sequence[Project]) -> Iterator[Skipped]:
    """Yield the files that inputs name and that were not read: what they would bring is neither judged nor missing."""
    for project in projects:
        notes = [*project.notes]
        for workload in project.workloads:
            notes += workload.notes
            for container in workload.containers:
                notes += container.notes
        # A note on a whole file is one on each thing in it.
        for note in {id(note): note for note in notes if isinstance(note, UnreadFile)}.values():
            name, line = note.location.source.name, note.location.region.line
            yield Skipped(name, f"{name}:{line}: {quoted(note.path)}: {note.reason}")


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


def _place(finding: Finding) -> tuple[str, int, int, str]:
    location = finding.location
    return (location.source.name, location.span.start, -finding.severity, finding.policy.id)


def _parse(inputs: Sequence[Input], problems: list[Problem], watch: Watch | None) -> Iterator[Parsed]:
    for number, (source, parser, context) in enumerate(inputs):
        if watch is not None:
            watch("parsing", number, len(inputs))
        try:
            yield parser.parse(source, context)
        except Exception as error:  # noqa: BLE001, RUF100 - one bad file must not keep the rest from being linted
            problems.append(crash("parser-crash", f"the {parser.syntax} front end", error, source.name))


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
            problems.append(crash("parser-crash", f"the {syntax} front end", error, group[0].source.name))


def _suppress(
    findings: list[Finding], parsed: Sequence[Parsed], projects: Sequence[Project], rules: Rules, problems: list[Problem]
) -> list[Finding]:
    ran = frozenset(policy.id for policy in rules.policies) | frozenset(listing.id for listing in rules.listings)
    ignores, bad = read_remarks(parsed) if rules.ignore_comments else ([], [])
    for one in _annotations(projects) if rules.ignore_comments else ():
        if isinstance(one, Ignore):
            ignores.append(one)
        else:
            bad.append(one)
    marked, unused = apply(findings, ignores, known=rules.known or ran, ran=ran, require_reason=rules.require_reason)
    if rules.entries:
        marked, stale = apply_entries(marked, rules.entries, known=rules.known or ran, ran=ran, root=rules.root)
        unused.extend(stale)
    if not (bad or unused) or "unused-suppression" not in ran:
        return marked
    rows = (*(Listing.of(policy) for policy in rules.policies), *rules.listings)
    housekeeper = next(row.load() for row in rows if row.id == "unused-suppression")
    notes = Project(kind="manifests", name="suppressions", notes=(*bad, *unused))
    late = Collector(rules)
    for outcome in ask(housekeeper, notes, notes, rules.options, problems, "suppressions"):
        late.take(housekeeper, outcome, None, None)
    return [*marked, *late.findings()]


def _annotations(projects: Sequence[Project]) -> Iterator[Ignore | UnusedSuppression]:
    for project in projects:
        nodes: tuple[Workload | Resource, ...] = (*project.workloads, *project.resources)
        for node in nodes:
            pod = node.pod if isinstance(node, Workload) else None
            for label in (*node.annotations, *(pod.annotations if pod is not None else ())):
                if label.name == ANNOTATION and isinstance(label.value, str) and node.extent is not None:
                    yield read_annotation(node.origin.source, label.at(), label.value, node.extent)
