"""Checkstyle XML: what many CI systems and editors read."""

from __future__ import annotations

from lintainer.engine import Report
from lintainer.finding import Finding
from lintainer.parsers import Problem
from lintainer.policy import Severity
from lintainer.reporters import View
from lintainer.reporters.wording import advice, by_file, sentence, shown
from lintainer.reporters.xml import DECLARATION, element

SEVERITIES = {Severity.CRITICAL: "error", Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "info"}
# The version of Checkstyle whose format this is.
VERSION = "4.3"


def render(report: Report, view: View) -> str:
    """Return the report as one document, by file."""
    errors: dict[str, list[str]] = {
        name: [_error(one) for one in found] for name, found in by_file(shown(report, view)).items()
    }
    for problem in report.problems:
        errors.setdefault(problem.name, []).append(_problem(problem))
    files = [element("file", {"name": name}, errors[name]) for name in sorted(errors)]
    return DECLARATION + element("checkstyle", {"version": VERSION}, files)


def _error(finding: Finding) -> str:
    region = finding.location.region
    help_ = advice(finding)
    return element(
        "error",
        {
            "line": region.line,
            "column": region.column,
            "severity": SEVERITIES[finding.severity],
            "message": sentence(finding) + (f" (help: {help_})" if help_ else ""),
            "source": f"lintainer.{finding.policy.group}.{finding.policy.id}",
        },
    )


def _problem(problem: Problem) -> str:
    place: dict[str, object] = {}
    if problem.location is not None:
        place = {"line": problem.location.region.line, "column": problem.location.region.column}
    return element("error", {**place, "severity": "error", "message": problem.message, "source": f"lintainer.{problem.kind}"})
