"""JSON for programs; the contract is lintainer/schemas/report.json."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer import __version__
from lintainer.engine import Report
from lintainer.finding import Finding, Subject
from lintainer.fingerprint import fingerprint
from lintainer.fixes import Fix, fixes_of
from lintainer.hints import TYPE_CHECKING
from lintainer.messages import printable
from lintainer.parsers import Problem
from lintainer.patterns import pattern
from lintainer.policy import Severity
from lintainer.reporters import View
from lintainer.source import Location, Source, Span

if TYPE_CHECKING:
    from json.encoder import encode_basestring as _between_quotes
else:
    # Importing json compiles the patterns of its decoder, which is not needed.
    try:
        from _json import encode_basestring as _between_quotes
    except ImportError:  # an interpreter other than CPython
        from json.encoder import encode_basestring as _between_quotes


class Written(str):
    """A value that is JSON already."""

    __slots__ = ()


def pieces(report: Report, view: View) -> Iterator[str]:
    """Yield the report as one JSON document. Suppressed findings are always in it, marked as such."""
    yield from _laid_out(as_json(report, view), 2, "")
    yield "\n"


def as_json(report: Report, view: View) -> dict[str, object]:  # noqa: ARG001 - the contract does not depend on the view
    """Return the report as plain values, the findings as JSON already, each when it is asked for."""
    counted = [finding for finding in report.findings if finding.suppressed is None]
    fixes = fixes_of(report.findings)
    texts = _Texts()
    return {
        "version": 1,
        "tool": {"name": "lintainer", "version": __version__},
        "findings": (texts.finding(finding, fixes.get(number)) for number, finding in enumerate(report.findings)),
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


def _start(location: Location) -> dict[str, object]:
    region = location.region
    return {"path": location.source.name, "line": region.line, "column": region.column}


def _problem(problem: Problem) -> dict[str, object]:
    place: dict[str, object] = {"path": problem.name, "line": None, "column": None}
    if problem.location is not None:
        place = _start(problem.location)
    return {**place, "kind": problem.kind, "message": printable(problem.message)}


class _Texts:
    """Writes findings as JSON.

    Most of a finding's words, its place and its object are those of other findings as well: each is written once. To make
    plain values of a finding first, for an encoder, would take three times as long.
    """

    def __init__(self) -> None:
        self._words: dict[str, str] = {}
        self._places: dict[tuple[int, Span], str] = {}
        self._objects: dict[tuple[str, Subject, tuple[str, ...]], str] = {}

    def finding(self, finding: Finding, fix: Fix | None) -> Written:
        """Return one finding, with what takes it away."""
        words, location = self._of, finding.location
        source, template, suppressed = location.source, finding.template, finding.suppressed
        related = [self._related(one.location, one.message) for one in finding.related]
        reason = "null"
        if suppressed is not None:
            reason = f'{{"kind": "{suppressed.kind}", "reason": {words(suppressed.reason)}}}'
        return Written(
            f'{{"policy": {words(finding.policy.id)}, "severity": "{finding.severity}", "message": {words(finding.message)}, '
            f'"advice": {words(finding.advice)}, {self._place(source, location.span)}, {self._object(finding)}, '
            f'"field": {words(finding.field)}, "fingerprint": "{fingerprint(finding)}", '
            f'"rendered": {"true" if finding.rendered else "false"}, '
            f'"template": {"null" if template is None else words(template)}, "related": [{", ".join(related)}], '
            f'"fix": {"null" if fix is None else self._fix(fix)}, "suppressed": {reason}}}'
        )

    def _of(self, text: str) -> str:
        """Return a text that people read as a JSON string."""
        known = self._words.get(text)
        if known is None:
            known = self._words[text] = quoted(printable(text))
        return known

    def _place(self, source: Source, span: Span) -> str:
        known = self._places.get((id(source), span))
        if known is None:
            line, column, end_line, end_column = source.region(span)
            known = self._places[id(source), span] = (
                f'"path": {quoted(source.name)}, "line": {line}, "column": {column}, '
                f'"end_line": {end_line}, "end_column": {end_column}'
            )
        return known

    def _object(self, finding: Finding) -> str:
        key = (finding.syntax, finding.subject, finding.containers)
        known = self._objects.get(key)
        if known is None:
            kind, name, namespace = finding.subject
            known = self._objects[key] = (
                f'"syntax": {quoted(finding.syntax)}, '
                f'"object": {_flat({"kind": kind, "name": name, "namespace": namespace})}, '
                f'"containers": {_flat(finding.containers)}'
            )
        return known

    def _related(self, location: Location, message: str) -> str:
        return f'{{{self._place(location.source, location.span)}, "message": {self._of(message)}}}'

    def _fix(self, fix: Fix) -> str:
        """Return a fix: `text` takes the place of what stands in each range."""
        edits = [f'{{{self._place(fix.source, edit.span)}, "text": {quoted(edit.text)}}}' for edit in fix.edits]
        safe = "true" if fix.safe else "false"
        return f'{{"description": {self._of(fix.description)}, "safe": {safe}, "edits": [{", ".join(edits)}]}}'


# What must not reach a terminal raw, and may be written as an escape inside a JSON string: the breaks between lines of the
# document are no such thing, those of values are escaped already. `##[` would be a command to the log of a CI system.
_SPEAKING = pattern(r"[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]|##(?=\w*\[)")


def quoted(text: str) -> str:
    """Return `text` as a JSON string; what a terminal would act on is escaped, so that values stay exact."""
    written = _between_quotes(text)
    if written.isprintable() and "##" not in written:
        return written
    return _SPEAKING.sub(lambda match: "".join(f"\\u{ord(one):04x}" for one in match.group()), written)


def json_text(value: object, levels: int = 2) -> str:
    """Return `value` as JSON, ending with a line break.

    Members and entries stand on lines of their own down to `levels`, each whole below: one finding a line.
    """
    return "".join((*_laid_out(value, levels, ""), "\n"))


def _laid_out(value: object, levels: int, indent: str) -> Iterator[str]:
    if not levels or not isinstance(value, dict | list | Iterator):
        yield _flat(value)
        return
    inner = indent + "  "
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    lead = opening
    for entry in value.items() if isinstance(value, dict) else value:
        name, member = entry if isinstance(value, dict) else ("", entry)
        yield f"{lead}\n{inner}{quoted(name)}: " if isinstance(value, dict) else f"{lead}\n{inner}"
        yield from _laid_out(member, levels - 1, inner)
        lead = ","
    # What is empty stays on its line.
    yield opening + closing if lead == opening else f"\n{indent}{closing}"


def _flat(value: object) -> str:
    """Return `value` as JSON on one line. Raises `TypeError` for what JSON cannot hold."""
    if isinstance(value, str):
        return value if isinstance(value, Written) else quoted(value)
    if isinstance(value, dict):
        return f"{{{', '.join([f'{quoted(name)}: {_flat(member)}' for name, member in value.items()])}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join([_flat(entry) for entry in value])}]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(int(value))
    raise TypeError(f"no JSON for {type(value).__name__}")
