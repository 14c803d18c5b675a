"""JUnit XML: a suite a file, a failed test a finding, a passed test a workload without findings.

Every finding is a failed test, whatever `--fail-on` says: that decides the exit code, and no report. Other linters have it so
too (ESLint's and Ruff's reporters).
"""

from __future__ import annotations

from lintainer.engine import Report
from lintainer.excerpt import excerpt
from lintainer.finding import Finding
from lintainer.messages import printable
from lintainer.reporters import View
from lintainer.reporters.wording import advice, by_file, sentence, shown
from lintainer.reporters.xml import DECLARATION, element


class _Suite:
    """The tests of one file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.cases: list[str] = []
        self.failures = 0
        self.errors = 0
        self.skipped = 0

    def add(self, name: str, outcome: str) -> None:
        self.cases.append(element("testcase", {"classname": self.name, "name": name}, [outcome]))

    def counts(self) -> dict[str, object]:
        return {"tests": len(self.cases), "failures": self.failures, "errors": self.errors, "skipped": self.skipped}


def render(report: Report, view: View) -> str:
    """Return the report as one document. Suppressed findings, where they are shown, are skipped tests."""
    suites: dict[str, _Suite] = {}
    found = shown(report, view)
    for name, findings in by_file(found).items():
        suite = suites[name] = _Suite(name)
        for finding in findings:
            _add_finding(suite, finding, view)
    _add_passed(suites, report, found)
    for problem in report.problems:
        suite = suites.setdefault(problem.name, _Suite(problem.name))
        place = problem.name
        if problem.location is not None:
            region = problem.location.region
            place = f"{problem.name}:{region.line}:{region.column}"
        suite.errors += 1
        text = f"{printable(place)}: {printable(problem.message)}"
        suite.add(f"lintainer: {problem.kind}", element("error", {"type": problem.kind, "message": problem.message}, text=text))
    ordered = [suites[name] for name in sorted(suites)]
    totals: dict[str, object] = {
        "tests": sum(len(suite.cases) for suite in ordered),
        "failures": sum(suite.failures for suite in ordered),
        "errors": sum(suite.errors for suite in ordered),
    }
    elements = [element("testsuite", {"name": suite.name, **suite.counts()}, suite.cases) for suite in ordered]
    return DECLARATION + element("testsuites", {"name": "lintainer", **totals}, elements)


def _add_finding(suite: _Suite, finding: Finding, view: View) -> None:
    name = f"{finding.policy.id}: {finding.who}" if finding.who else finding.policy.id
    if finding.suppressed is not None:
        suite.skipped += 1
        reason = finding.suppressed.reason
        why = f"suppressed by {finding.suppressed.kind}{f': {reason}' if reason else ''}"
        suite.add(name, element("skipped", {"message": why}))
        return
    region = finding.location.region
    lines = [f"{printable(suite.name)}:{region.line}:{region.column}: {sentence(finding)}"]
    if view.excerpt:
        for line in excerpt(finding.location):
            lines += [
                f"{line.number} | {line.text}",
                f"{' ' * len(str(line.number))} | {' ' * line.start}{'^' * (line.end - line.start)}",
            ]
    if finding.advice:
        lines.append(f"help: {advice(finding)}")
    suite.failures += 1
    attributes = {"type": str(finding.severity), "message": sentence(finding)}
    suite.add(name, element("failure", attributes, text="\n".join(lines)))


def _add_passed(suites: dict[str, _Suite], report: Report, found: list[Finding]) -> None:
    """Add a passed test for each workload that nothing was found in: a report without tests counts as a failure to some."""
    guilty = {(finding.location.source.name, finding.subject.kind, finding.subject.name) for finding in found}
    for project in report.projects:
        for workload in project.workloads:
            name = workload.origin.source.name
            if (name, workload.kind, workload.name) not in guilty:
                title = "/".join(part for part in (workload.kind, workload.name) if part) or "container"
                suite = suites.setdefault(name, _Suite(name))
                suite.cases.append(element("testcase", {"classname": name, "name": title}))
