"""Text for people: one block a finding, with the line and carets under the place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lintainer.collecting import Open
from lintainer.engine import Report
from lintainer.excerpt import excerpt
from lintainer.finding import Finding
from lintainer.messages import printable
from lintainer.parsers import Problem
from lintainer.patterns import pattern
from lintainer.policy import Severity
from lintainer.reporters import View
from lintainer.source import Location, Related

_RESET = "\x1b[0m"
_BOLD = "\x1b[1m"
_DIM = "\x1b[2m"
_CYAN = "\x1b[36m"
_COLORS = {Severity.CRITICAL: "\x1b[1;35m", Severity.HIGH: "\x1b[1;31m", Severity.MEDIUM: "\x1b[33m", Severity.LOW: "\x1b[34m"}
_LACKS = pattern(r"has no (?P<what>.+) limit\Z")


def render(report: Report, view: View) -> str:
    """Return the report as text: findings by place, what could not be decided or read, and a summary."""
    shown = [finding for finding in report.findings if finding.suppressed is None or view.show_suppressed]
    blocks = [render_finding(group, view) for group in digests(shown)]
    if view.show_unknown:
        blocks.extend(_undecided(item, view) for item in report.undecided)
    blocks.extend(_problem(problem, view) for problem in report.problems)
    text = "\n".join(blocks)
    if not view.quiet:
        text += ("\n" if blocks else "") + summary(report)
    return inert(text)


_COMMANDS = pattern(r"^(?=\s*::)|##(?=\w*\[)", re.MULTILINE)


def inert(text: str) -> str:
    """Return text in which no line is a command to the log of a CI system: `::error::` at its start, `##[error]` anywhere."""
    if "::" not in text and "##" not in text:
        return text
    return _COMMANDS.sub(lambda match: "#\\x23" if match.group() else "./", text)


def digests(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    """Group neighbours of the same digest at the same place of the same object: each group is shown as one."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for number, finding in enumerate(findings):
        place = (id(finding.location.source), finding.location.span, finding.subject, finding.containers)
        key = (finding.policy.digest, finding.suppressed, *place) if finding.policy.digest else (number,)
        groups.setdefault(key, []).append(finding)
    yield from groups.values()


def joined_message(group: Sequence[Finding]) -> str:
    """Return one sentence for the findings of one digest: `has no memory, CPU or pids limit`."""
    lacks = [match["what"] for finding in group if (match := _LACKS.match(finding.message))]
    if len(group) > 1 and len(lacks) == len(group):
        return f"has no {', '.join(lacks[:-1])} or {lacks[-1]} limit"
    return "; ".join(finding.message for finding in group)


def joined_advice(group: Sequence[Finding]) -> list[str]:
    """Return the advice for the findings that are shown as one: a line for each kind, one for all limits."""
    if len(group) > 1 and all(_LACKS.match(finding.message) for finding in group):
        return ["set each a little above what the program needs at its peak"]
    return list(dict.fromkeys(printable(finding.advice) for finding in group if finding.advice))


def heading(location: Location) -> str:
    """Return `path:line:column` of a place."""
    region = location.region
    return f"{printable(location.source.name)}:{region.line}:{region.column}"


def headline(group: Sequence[Finding], view: View) -> str:
    """Return the one line that says it all: place, severity, policy, who, what."""
    first = group[0]
    severity = max(finding.severity for finding in group)
    ids = ", ".join(finding.policy.id for finding in group)
    label = f"{severity}[{ids}]"
    who = printable(first.who)
    place = heading(first.location)
    if view.color:
        label = f"{_COLORS[severity]}{label}{_RESET}"
        place = f"{_BOLD}{place}{_RESET}"
    return f"{place}: {label} {who + ': ' if who else ''}{printable(joined_message(group))}"


def render_finding(group: Sequence[Finding], view: View) -> str:
    """Return the block of one finding, or of several that are shown as one, ending with a line break."""
    first = group[0]
    lines = [headline(group, view)]
    if view.excerpt:
        lines.extend(_excerpt(first.location, view))
    margin = _margin(first.location)
    for related in _related(group):
        lines.append(f"{margin}= {heading(related.location)}: {printable(related.message)}")
    lines.extend(f"{margin}= help: {text}" for text in joined_advice(group))
    if first.note:
        lines.append(f"{margin}= note: {printable(first.note)}")
    if first.suppressed is not None:
        reason = f": {printable(first.suppressed.reason)}" if first.suppressed.reason else ""
        lines.append(f"{margin}= suppressed by {first.suppressed.kind}{reason}")
    return "\n".join(lines) + "\n"


def _related(group: Sequence[Finding]) -> list[Related]:
    seen: dict[tuple[object, ...], Related] = {}
    for finding in group:
        for related in finding.related:
            seen.setdefault((related.location.source.name, related.location.span, related.message), related)
    return list(seen.values())


def _margin(location: Location) -> str:
    return " " * (len(str(location.region.line)) + 1)


def _excerpt(location: Location, view: View) -> Iterator[str]:
    for line in excerpt(location):
        number = str(line.number)
        carets = " " * line.start + "^" * (line.end - line.start)
        bar = "|"
        if view.color:
            number, bar, carets = f"{_DIM}{number}{_RESET}", f"{_DIM}|{_RESET}", f"{_CYAN}{carets}{_RESET}"
        yield f"{number} {bar} {line.text}".rstrip()
        yield f"{' ' * len(str(line.number))} {bar} {carets}"


def undecided_line(item: Open) -> str:
    """Return the line that says what could not be decided."""
    return (
        f"{heading(item.undecided.location)}: unknown[{item.policy.id}] {item.undecided.field}: {printable(item.undecided.why)}"
    )


def _undecided(item: Open, view: View) -> str:
    lines = [undecided_line(item)]
    if view.excerpt:
        lines.extend(_excerpt(item.undecided.location, view))
    return "\n".join(lines) + "\n"


def problem_line(problem: Problem, view: View) -> str:
    """Return the line that says what could not be linted."""
    place = printable(problem.name) if problem.location is None else heading(problem.location)
    label = f"error[{problem.kind}]"
    if view.color:
        label = f"{_COLORS[Severity.HIGH]}{label}{_RESET}"
    return f"{place}: {label} {printable(problem.message)}"


def _problem(problem: Problem, view: View) -> str:
    lines = [problem_line(problem, view)]
    if problem.location is not None and view.excerpt:
        lines.extend(_excerpt(problem.location, view))
    return "\n".join(lines) + "\n"


def count(number: int, noun: str) -> str:
    """Return `1 file`, `2 files`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def summary(report: Report) -> str:
    """Return what the report comes to, in a line, and a line for each reason why files were skipped."""
    counted = [finding for finding in report.findings if finding.suppressed is None]
    parts = []
    for severity in sorted(Severity, reverse=True):
        number = sum(finding.severity == severity for finding in counted)
        if number:
            parts.append(f"{number} {severity}")
    found = count(len(counted), "finding") if counted else "no findings"
    lines = [
        f"{found}{f' ({chr(44).join(parts)})'.replace(',', ', ') if parts else ''} in {count(report.files, 'file')}, "
        f"{count(report.containers, 'container')}"
    ]
    hidden = len(report.findings) - len(counted)
    if hidden:
        lines.append(f"{hidden} suppressed")
    if report.problems:
        lines.append(count(len(report.problems), "error"))
    text = "; ".join(lines) + "\n"
    reasons: dict[str, int] = {}
    for skipped in report.skipped:
        reasons[skipped.reason] = reasons.get(skipped.reason, 0) + 1
    for reason, number in sorted(reasons.items(), key=lambda item: -item[1]):
        text += f"skipped {number}: {printable(reason)}\n"
    return text
