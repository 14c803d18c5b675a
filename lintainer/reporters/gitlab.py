"""GitLab Code Quality: what a merge request's widget reads (GitLab documentation, "Code Quality report format")."""

from __future__ import annotations

from lintainer.engine import Report
from lintainer.finding import Finding
from lintainer.fingerprint import fingerprint
from lintainer.messages import printable
from lintainer.parsers import Problem
from lintainer.policy import Severity
from lintainer.reporters import View
from lintainer.reporters.json import json_text
from lintainer.reporters.places import Root, host_region
from lintainer.reporters.wording import advice, sentence, shown

SEVERITIES = {Severity.CRITICAL: "critical", Severity.HIGH: "major", Severity.MEDIUM: "minor", Severity.LOW: "info"}


def render(report: Report, view: View) -> str:
    """Return the report as an array of issues; what could not be linted is a blocker."""
    root = Root()
    issues = [_issue(finding, root) for finding in shown(report, view)]
    issues += [_problem(problem, root) for problem in report.problems]
    _make_unique(issues)
    return json_text(issues, levels=1)


def _issue(finding: Finding, root: Root) -> dict[str, object]:
    region = host_region(finding.location, rendered=finding.rendered)
    help_ = advice(finding)
    return {
        "description": sentence(finding) + (f" (help: {help_})" if help_ else ""),
        "check_name": finding.policy.id,
        "fingerprint": fingerprint(finding),
        "severity": SEVERITIES[finding.severity],
        "location": {
            "path": root.path(finding.location.source.name),
            "lines": {"begin": region.line, "end": region.end_line},
        },
    }


def _problem(problem: Problem, root: Root) -> dict[str, object]:
    line = 1 if problem.location is None else problem.location.region.line
    return {
        "description": printable(problem.message),
        "check_name": f"lintainer-{problem.kind}",
        "fingerprint": _hash(problem.kind, problem.name, problem.message),
        "severity": "blocker",
        "location": {"path": root.path(problem.name), "lines": {"begin": line, "end": line}},
    }


def _hash(*parts: str) -> str:
    from lintainer.digest import sha256

    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _make_unique(issues: list[dict[str, object]]) -> None:
    """Number the issues of one fingerprint: GitLab shows only the first of them."""
    seen: dict[str, int] = {}
    for issue in issues:
        print_ = str(issue["fingerprint"])
        seen[print_] = seen.get(print_, 0) + 1
        if seen[print_] > 1:
            issue["fingerprint"] = _hash(print_, str(seen[print_]))
