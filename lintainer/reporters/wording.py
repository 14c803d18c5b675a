"""What several formats say alike: which findings count, in which order, and a finding in one sentence."""

from __future__ import annotations

from collections.abc import Iterable

from lintainer.engine import Report
from lintainer.finding import Finding
from lintainer.messages import printable
from lintainer.policy import Severity
from lintainer.reporters import View
from lintainer.source import Related


def shown(report: Report, view: View) -> list[Finding]:
    """Return the findings that count, and the suppressed ones where they are asked for."""
    return [finding for finding in report.findings if finding.suppressed is None or view.show_suppressed]


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings by severity, then by place."""
    return sorted(findings, key=lambda one: (-one.severity, one.location.source.name, one.location.span, one.policy.id))


def by_file(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Return the findings by the name of their file, in the order of their places."""
    files: dict[str, list[Finding]] = {}
    for finding in findings:
        files.setdefault(finding.location.source.name, []).append(finding)
    return files


def sentence(finding: Finding) -> str:
    """Return who does what, on one line and without a full stop: `web: mounts …`, with where it was rendered from."""
    who, note = finding.who, finding.note
    said = f"{who}: {finding.message}" if who else finding.message
    return printable(f"{said} ({note})" if note else said)


def advice(finding: Finding) -> str:
    """Return the line of advice, made safe to show; it may hold values of the file."""
    return printable(finding.advice)


def related(finding: Finding) -> list[Related]:
    """Return the related places, each once."""
    unique: dict[tuple[object, ...], Related] = {}
    for one in finding.related:
        unique.setdefault((one.location.source.name, one.location.span, one.message), one)
    return list(unique.values())


def capital(text: str) -> str:
    """Return the text as a sentence: with a capital and a full stop."""
    text = text.strip()
    if not text:
        return text
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?" else ".")


def tally(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Return how many findings there are of each severity that occurs, the worst first."""
    found = list(findings)
    counts = {severity: sum(one.severity == severity for one in found) for severity in sorted(Severity, reverse=True)}
    return {severity: number for severity, number in counts.items() if number}


def code_parts(text: str) -> list[tuple[str, bool]]:
    """Split a message into plain parts and those between backticks; a message with a stray backtick is one plain part."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return [(text, False)]
    return [(part, at % 2 == 1) for at, part in enumerate(parts) if part]
