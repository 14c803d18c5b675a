"""JSON for programs; the contract is lintainer/schemas/report.json."""

from __future__ import annotations

import json
import re

from lintainer import __version__
from lintainer.engine import Report
from lintainer.finding import Finding
from lintainer.fixes import Fix, fixes_of
from lintainer.messages import printable
from lintainer.parsers import Problem
from lintainer.policy import Severity
from lintainer.reporters import View
from lintainer.source import Location, Source, Span


def render(report: Report, view: View) -> str:
    """Return the report as one JSON document. Suppressed findings are always in it, marked as such."""
    return json_text(as_json(report, view))


# What must not reach a terminal raw, and may be written as an escape inside a JSON string: the breaks between lines of the
# document are no such thing, those of values are escaped already. `##[` would be a command to the log of a CI system.
_SPEAKING = re.compile(r"[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]|##(?=\w*\[)")


def json_text(value: object, levels: int = 2) -> str:
    """Return `value` as JSON, ending with a line break; what a terminal would act on is escaped, so that values stay exact.

    Members and entries stand on lines of their own down to `levels`, each whole below: one finding a line. The standard
    library indents all or nothing, and to indent leaves its fast encoder for one ten times as slow.
    """
    text = _laid_out(value, levels, "")
    return _SPEAKING.sub(lambda match: "".join(f"\\u{ord(one):04x}" for one in match.group()), text) + "\n"


def _laid_out(value: object, levels: int, indent: str) -> str:
    if levels and value and isinstance(value, dict | list):
        inner = indent + "  "
        if isinstance(value, dict):
            parts = [f"{json.dumps(name)}: {_laid_out(member, levels - 1, inner)}" for name, member in value.items()]
        else:
            parts = [_laid_out(entry, levels - 1, inner) for entry in value]
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        return f"{opening}\n" + ",\n".join(inner + part for part in parts) + f"\n{indent}{closing}"
    return json.dumps(value, ensure_ascii=False)


def as_json(report: Report, view: View) -> dict[str, object]:  # noqa: ARG001 - the contract does not depend on the view
    """Return the report as plain values."""
    counted = [finding for finding in report.findings if finding.suppressed is None]
    fixes = fixes_of(report.findings)
    return {
        "version": 1,
        "tool": {"name": "lintainer", "version": __version__},
        "findings": [finding_json(finding, fixes.get(number)) for number, finding in enumerate(report.findings)],
        "unknown": [
            {
                "policy": item.policy.id,
                **_start(item.undecided.location),
                "field": item.undecided.field,
                "why": printable(item.undecided.why),
            }
            for item in report.undecided
        ],
        "errors": [_problem(problem) for problem in report.problems],
        "summary": {
            "files": report.files,
            "workloads": report.workloads,
            "containers": report.containers,
            "skipped": [{"path": skipped.name, "reason": skipped.reason} for skipped in report.skipped],
            "by_severity": {
                str(severity): sum(finding.severity == severity for finding in counted)
                for severity in sorted(Severity, reverse=True)
            },
        },
    }


def finding_json(finding: Finding, fix: Fix | None) -> dict[str, object]:
    """Return one finding as plain values."""
    suppressed = finding.suppressed
    return {
        "policy": finding.policy.id,
        "severity": str(finding.severity),
        "message": printable(finding.message),
        "advice": printable(finding.advice),
        **_range(finding.location),
        "syntax": finding.syntax,
        "object": {
            "kind": finding.subject.kind,
            "name": finding.subject.name,
            "namespace": finding.subject.namespace,
        },
        "containers": list(finding.containers),
        "field": finding.field,
        "fingerprint": finding.fingerprint(),
        "rendered": finding.rendered,
        "template": None if finding.template is None else printable(finding.template),
        "related": [{**_range(related.location), "message": printable(related.message)} for related in finding.related],
        "fix": None if fix is None else fix_json(fix),
        "suppressed": None if suppressed is None else {"kind": suppressed.kind, "reason": printable(suppressed.reason)},
    }


def fix_json(fix: Fix) -> dict[str, object]:
    """Return a fix as plain values: `text` takes the place of what stands in each range."""
    edits = [{**_range_of(fix.source, edit.span), "text": edit.text} for edit in fix.edits]
    return {"description": printable(fix.description), "safe": fix.safe, "edits": edits}


def _range(location: Location) -> dict[str, object]:
    return _range_of(location.source, location.span)


def _range_of(source: Source, span: Span) -> dict[str, object]:
    region = source.region(span)
    return {
        "path": source.name,
        "line": region.line,
        "column": region.column,
        "end_line": region.end_line,
        "end_column": region.end_column,
    }


def _start(location: Location) -> dict[str, object]:
    region = location.region
    return {"path": location.source.name, "line": region.line, "column": region.column}


def _problem(problem: Problem) -> dict[str, object]:
    place: dict[str, object] = {"path": problem.name, "line": None, "column": None}
    if problem.location is not None:
        place = _start(problem.location)
    return {**place, "kind": problem.kind, "message": printable(problem.message)}
