"""Reviewdog's diagnostic format (reviewdog/reviewdog, proto/rdf/reviewdog.proto at 08614ef), as one document."""

from __future__ import annotations

from lintainer.engine import Report
from lintainer.finding import Finding
from lintainer.fixes import Fix, fixes_of
from lintainer.messages import printable
from lintainer.parsers import Problem
from lintainer.policy import Severity
from lintainer.reporters import View
from lintainer.reporters.addresses import help_address, homepage
from lintainer.reporters.json import json_text
from lintainer.reporters.wording import advice, sentence, shown
from lintainer.source import Source, Span

SEVERITIES = {Severity.CRITICAL: "ERROR", Severity.HIGH: "ERROR", Severity.MEDIUM: "WARNING", Severity.LOW: "INFO"}


def render(report: Report, view: View) -> str:
    """Return the report as a `DiagnosticResult`."""
    findings = shown(report, view)
    fixes = fixes_of(findings)
    diagnostics = [_diagnostic(finding, fixes.get(number)) for number, finding in enumerate(findings)]
    diagnostics += [_problem(problem) for problem in report.problems]
    return json_text({"source": {"name": "lintainer", "url": homepage()}, "diagnostics": diagnostics})


def _diagnostic(finding: Finding, fix: Fix | None) -> dict[str, object]:
    help_, page = advice(finding), help_address(finding.policy)
    edits = () if fix is None else fix.edits
    suggestions = [{"range": _range(finding.location.source, edit.span), "text": edit.text} for edit in edits]
    return {
        "message": sentence(finding) + (f"\nhelp: {help_}" if help_ else ""),
        "location": _place(finding),
        "severity": SEVERITIES[finding.severity],
        "code": {"value": finding.policy.id, **({"url": page} if page else {})},
        **({"suggestions": suggestions} if suggestions else {}),
    }


def _problem(problem: Problem) -> dict[str, object]:
    place: dict[str, object] = {"path": problem.name}
    if problem.location is not None:
        place = _location(problem.location.source, problem.location.span)
    return {"message": printable(problem.message), "location": place, "severity": "ERROR", "code": {"value": problem.kind}}


def _place(finding: Finding) -> dict[str, object]:
    # Lines of rendered text are not those of the template.
    source = finding.location.source
    return {"path": source.name} if finding.rendered else _location(source, finding.location.span)


def _location(source: Source, span: Span) -> dict[str, object]:
    return {"path": source.name, "range": _range(source, span)}


def _range(source: Source, span: Span) -> dict[str, object]:
    region = source.region(span)
    return {
        "start": {"line": region.line, "column": _bytes_before(source, region.line, region.column)},
        "end": {"line": region.end_line, "column": _bytes_before(source, region.end_line, region.end_column)},
    }


def _bytes_before(source: Source, line: int, column: int) -> int:
    """Return a code-point column as the format counts them: in bytes of UTF-8, from 1."""
    return len(source.line_text(line)[: column - 1].encode("utf-8", "surrogatepass")) + 1
