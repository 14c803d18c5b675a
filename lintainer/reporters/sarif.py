"""SARIF 2.1.0 for GitHub code scanning and other readers of static analysis results.

Sources: OASIS SARIF 2.1.0 with errata 01; GitHub's documentation "SARIF support for code scanning", which properties it reads
and its limits. This is the only module that imports sarif_om.
"""

from __future__ import annotations

from collections.abc import Sequence

import sarif_om as om

from lintainer import __version__
from lintainer.engine import Report
from lintainer.finding import Finding, Suppression
from lintainer.fingerprint import fingerprint
from lintainer.fixes import Fix, fixes_of
from lintainer.messages import printable
from lintainer.parsers import Problem
from lintainer.policy import Policy, Severity
from lintainer.reporters import View
from lintainer.reporters.addresses import help_address, homepage
from lintainer.reporters.fingerprints import Fingerprints
from lintainer.reporters.json import json_text
from lintainer.reporters.pagehelp import clipped, rule_help
from lintainer.reporters.places import Root, host_region, is_outside, uri
from lintainer.reporters.sarif_json import plain
from lintainer.reporters.wording import advice, capital, related, sentence, worst_first
from lintainer.source import Location, Region

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# Of 25,000 results that GitHub takes it keeps 5,000; it keeps 100 locations of a result and 10 tags of a rule.
MAX_RESULTS = 5_000
MAX_RELATED = 100
MAX_TAGS = 10
MAX_NAME = 255
MAX_DESCRIPTION = 1024

LEVELS = {Severity.CRITICAL: "error", Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "note"}
# GitHub: above 9.0 critical, from 7.0 high, from 4.0 medium, above 0 low.
SCORES = {Severity.CRITICAL: "9.5", Severity.HIGH: "8.0", Severity.MEDIUM: "5.5", Severity.LOW: "2.0"}
# Groups that are not about security have no score but a problem severity.
NOT_SECURITY = frozenset({"correctness", "housekeeping", "operations"})
PROBLEM_SEVERITIES = {"error": "error", "warning": "warning", "note": "recommendation"}

_BASE = "%SRCROOT%"


def render(report: Report, view: View) -> str:
    """Return the report as one SARIF log with one run.

    Options of the view: `sarif.root` (the folder that URIs are relative to), `sarif.category`, `sarif.include-suppressed`.
    """
    given = view.options
    root = Root(str(given["sarif.root"]) if given.get("sarif.root") else None)
    everything = bool(given.get("sarif.include-suppressed"))
    # GitHub opens an alert for a suppressed result as for any other: they are left out unless someone wants them.
    counted = worst_first(one for one in report.findings if everything or one.suppressed is None)
    kept = counted[:MAX_RESULTS]
    run = _run(kept, root)
    run.invocations = [_invocation(report, counted, root)]
    run.tool.driver.notifications = _notification_kinds(run.invocations[0])
    category = given.get("sarif.category")
    if category:
        # What stands before the last slash is the category, what follows names the run.
        run.automation_details = om.RunAutomationDetails(id=f"{str(category).rstrip('/')}/")
    # The lists of a run are expanded: a result or a rule a line.
    return json_text(plain(om.SarifLog(schema_uri=SCHEMA, version="2.1.0", runs=[run])), levels=4)


def _run(findings: Sequence[Finding], root: Root) -> om.Run:
    policies = {finding.policy.id: finding.policy for finding in findings}
    order = {id_: index for index, id_ in enumerate(sorted(policies))}
    prints = Fingerprints((one.location.source, one.location.region.line) for one in findings)
    fixes = fixes_of(findings)
    return om.Run(
        tool=om.Tool(
            driver=om.ToolComponent(
                name="lintainer",
                information_uri=homepage(),
                version=__version__,
                semantic_version=__version__,
                rules=[_rule(policies[id_]) for id_ in order],
            )
        ),
        original_uri_base_ids={
            _BASE: om.ArtifactLocation(
                description=om.Message(text="The root of the repository, or the folder that was linted.")
            )
        },
        column_kind="unicodeCodePoints",
        results=[
            _result(finding, order[finding.policy.id], root, prints, fixes.get(number))
            for number, finding in enumerate(findings)
        ],
    )


def _rule(policy: Policy) -> om.ReportingDescriptor:
    given = rule_help(policy)
    level = LEVELS[policy.severity]
    properties: dict[str, object] = {"precision": "high"}
    tags = [policy.group]
    if policy.group in NOT_SECURITY:
        properties["problem.severity"] = PROBLEM_SEVERITIES[level]
    else:
        tags.insert(0, "security")
        properties["security-severity"] = SCORES[policy.severity]
    properties["tags"] = list(dict.fromkeys([*tags, *policy.standards]))[:MAX_TAGS]
    return om.ReportingDescriptor(
        id=policy.id,
        # A name that only repeats the id is none (SARIF1001 of the Multitool).
        name=clipped("".join(word.capitalize() for word in policy.id.split("-")), MAX_NAME) if "-" in policy.id else None,
        short_description=om.MultiformatMessageString(text=clipped(capital(policy.summary), MAX_DESCRIPTION)),
        full_description=om.MultiformatMessageString(text=clipped(given.why, MAX_DESCRIPTION)),
        default_configuration=om.ReportingConfiguration(level=level),
        help_uri=help_address(policy),
        help=om.MultiformatMessageString(text=given.text, markdown=given.markdown),
        properties=properties,
    )


def _result(finding: Finding, index: int, root: Root, prints: Fingerprints, fix: Fix | None) -> om.Result:
    others = related(finding)[:MAX_RELATED]
    # Only the first sentence is shown where room is tight; links lead to the related locations.
    parts = [_end(_no_links(sentence(finding))), capital(_no_links(advice(finding)))]
    parts += [f"[{_link_text(one.message)}]({number})." for number, one in enumerate(others, start=1)]
    line = finding.location.region.line
    partial = {"primaryLocationLineHash": prints.of(finding.location.source, line), "lintainer/v1": fingerprint(finding)}
    properties = {"severity": str(finding.severity), "syntax": finding.syntax or None, "field": finding.field or None}
    return om.Result(
        rule_id=finding.policy.id,
        rule_index=index,
        level=LEVELS[finding.severity],
        message=om.Message(text=" ".join(part for part in parts if part)),
        locations=[_location(finding.location, root, logical=_logical(finding), rendered=finding.rendered)],
        related_locations=[
            _location(one.location, root, number=number, message=printable(one.message), rendered=finding.rendered)
            for number, one in enumerate(others, start=1)
        ],
        partial_fingerprints=partial,
        fixes=None if fix is None else [_fix(fix, root)],
        suppressions=None if finding.suppressed is None else [_suppression(finding.suppressed)],
        properties=properties,
    )


def _end(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _no_links(text: str) -> str:
    r"""Escape what a reader would take for a link: `[…](…)` (SARIF 3.11.6: a literal bracket is `\[`)."""
    return text.replace("[", "\\[").replace("]", "\\]") if "](" in text else text


def _link_text(text: str) -> str:
    return printable(text).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _logical(finding: Finding) -> list[om.LogicalLocation] | None:
    names = [printable(part) for part in (finding.subject.namespace, str(finding.subject), *finding.containers[:1]) if part]
    found = [om.LogicalLocation(name=names[-1], fully_qualified_name="/".join(names), kind="object")] if names else []
    if finding.template is not None:
        template = printable(finding.template)
        found.append(om.LogicalLocation(name=template.rpartition("/")[2], fully_qualified_name=template, kind="resource"))
    return found or None


def _fix(fix: Fix, root: Root) -> om.Fix:
    replacements = [
        # A region without text is where something is put in.
        om.Replacement(
            deleted_region=om.Region(
                start_line=region.line, start_column=region.column, end_line=region.end_line, end_column=region.end_column
            ),
            inserted_content=om.ArtifactContent(text=edit.text),
        )
        for edit in fix.edits
        for region in (fix.source.region(edit.span),)
    ]
    artifact = om.ArtifactLocation(uri=uri(root.path(fix.source.name)), uri_base_id=_BASE)
    change = om.ArtifactChange(artifact_location=artifact, replacements=replacements)
    return om.Fix(description=om.Message(text=_no_links(printable(fix.description))), artifact_changes=[change])


def _suppression(given: Suppression) -> dict[str, object]:
    # sarif_om.Suppression has the property names of a draft.
    kind = "inSource" if given.kind in ("comment", "annotation") else "external"
    return {"kind": kind, "status": "accepted", "justification": printable(given.reason) or None}


def _location(
    location: Location,
    root: Root,
    *,
    number: int | None = None,
    message: str | None = None,
    logical: list[om.LogicalLocation] | None = None,
    rendered: bool = False,
) -> om.Location:
    return om.Location(
        id=-1 if number is None else number,
        message=None if message is None else om.Message(text=message),
        logical_locations=logical,
        physical_location=om.PhysicalLocation(
            artifact_location=om.ArtifactLocation(uri=uri(root.path(location.source.name)), uri_base_id=_BASE),
            region=_region(host_region(location, rendered=rendered)),
        ),
    )


def _region(region: Region) -> om.Region:
    return om.Region(
        start_line=region.line,
        start_column=region.column,
        end_line=region.end_line,
        # Exclusive, as ours; a region without text would be no region to GitHub.
        end_column=max(region.end_column, region.column + 1),
    )


def _invocation(report: Report, counted: Sequence[Finding], root: Root) -> om.Invocation:
    """What happened besides results: what could not be linted, and what was left out."""
    config = [problem for problem in report.problems if problem.kind == "config"]
    failed = [_notification(problem, root) for problem in report.problems if problem.kind != "config"]
    if len(counted) > MAX_RESULTS:
        text = f"{len(counted)} findings, of which the worst {MAX_RESULTS} are reported: code hosts keep no more."
        failed.append(om.Notification(level="warning", message=om.Message(text=text), descriptor=_kind("results-left-out")))
    outside = sorted({path for one in counted[:MAX_RESULTS] if is_outside(path := root.path(one.location.source.name))})
    if outside:
        text = f"{len(outside)} of the files lie outside of the root that URIs are relative to: code hosts do not show them."
        failed.append(om.Notification(level="warning", message=om.Message(text=text), descriptor=_kind("outside-of-root")))
    return om.Invocation(
        execution_successful=not report.problems,
        tool_execution_notifications=failed,
        tool_configuration_notifications=[_notification(problem, root) for problem in config],
    )


_KINDS = {
    "syntax": "The text is not what it should be.",
    "encoding": "The bytes of a file are no text.",
    "read": "A file cannot be read.",
    "limit": "A file is larger or deeper than the limits allow.",
    "config": "The configuration makes no sense.",
    "empty": "There was nothing to lint.",
    "parser-crash": "A front end of lintainer crashed.",
    "policy-crash": "A policy crashed.",
    "results-left-out": "There are more findings than a report holds.",
    "outside-of-root": "Files lie outside of the root of the repository.",
}


def _kind(name: str) -> om.ReportingDescriptorReference:
    return om.ReportingDescriptorReference(id=name)


def _notification(problem: Problem, root: Root) -> om.Notification:
    places = None
    if problem.location is not None:
        places = [_location(problem.location, root)]
    elif problem.kind != "empty":  # whose name is what was asked for, and no file
        artifact = om.ArtifactLocation(uri=uri(root.path(problem.name)), uri_base_id=_BASE)
        places = [om.Location(physical_location=om.PhysicalLocation(artifact_location=artifact))]
    message = om.Message(text=_end(_no_links(printable(f"{problem.name}: {problem.message}"))))
    return om.Notification(level="error", message=message, descriptor=_kind(problem.kind), locations=places)


def _notification_kinds(invocation: om.Invocation) -> list[om.ReportingDescriptor]:
    """Describe the kinds of notifications that occur, and let each notification name its kind by index."""
    given = [*invocation.tool_execution_notifications, *invocation.tool_configuration_notifications]
    names = sorted({one.descriptor.id for one in given})
    for one in given:
        one.descriptor.index = names.index(one.descriptor.id)
    return [_notification_kind(name, _KINDS.get(name, capital(name))) for name in names]


def _notification_kind(name: str, text: str) -> om.ReportingDescriptor:
    said = om.MultiformatMessageString(text=text)
    return om.ReportingDescriptor(id=name, short_description=said, full_description=said, help=said)
