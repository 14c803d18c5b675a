"""Linting a text and making its fixes, for the tests of fixes."""

from __future__ import annotations

from lintainer.engine import Report
from lintainer.finding import Finding
from lintainer.fixes import Fix, fixes_of
from lintainer.run import check_text
from lintainer.settings import Settings

NAMES = {"compose": "compose.yaml", "kubernetes": "pod.yaml", "docker-run": "run.sh"}


def lint(text: str, name: str, *also: str) -> Report:
    report = check_text(text, Settings(extend=also, installed_plugins=False), name)
    assert not report.problems
    return report


def fixes(text: str, name: str, *also: str) -> list[tuple[Finding, Fix]]:
    findings = lint(text, name, *also).findings
    return [(findings[number], fix) for number, fix in sorted(fixes_of(findings).items())]


def changing(text: str, name: str) -> list[tuple[Finding, Fix]]:
    """The fixes of what stands there, without those that add what is missing."""
    return [(finding, fix) for finding, fix in fixes(text, name) if not finding.policy.id.startswith("missing-pids")]


def said(report: Report) -> list[tuple[str, str, str]]:
    return sorted((one.policy.id, one.who, one.message) for one in report.findings)
