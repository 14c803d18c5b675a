"""Markdown for a step summary, a comment or a wiki: a table of what was found, the worst first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lintainer.engine import Report
from lintainer.excerpt import excerpt
from lintainer.finding import Finding
from lintainer.messages import printable
from lintainer.parsers import Problem
from lintainer.policy import Severity
from lintainer.reporters import View
from lintainer.reporters.places import Root
from lintainer.reporters.text import count, digests, joined_message
from lintainer.reporters.wording import code_parts, shown, tally, worst_first

# A step summary of more than 1024 KiB is not shown at all.
MAX_BYTES = 900_000
# Excerpts of more findings than these make a summary that nobody reads.
MAX_DETAILS = 25

_MARKS = {Severity.CRITICAL: "🟣", Severity.HIGH: "🔴", Severity.MEDIUM: "🟠", Severity.LOW: "🔵"}
# Whatever could be markup, a link, a mention, math or the end of a cell is written as a character reference, which never is.
_SPEAKING = re.compile(r"[\\`*_{}\[\]()<>#|~&@!$^]|:(?=//)|(?i:(?<=www)\.)")


def text_of(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    flat = " ".join(printable(text).split())
    return _SPEAKING.sub(lambda match: f"&#{ord(match.group())};", flat)


def message_of(text: str) -> str:
    """Return a message in Markdown: what stands between backticks becomes code."""
    return "".join(f"<code>{text_of(part)}</code>" if code else _keep_ends(part) for part, code in code_parts(text))


def _keep_ends(part: str) -> str:
    inner = text_of(part)
    return (" " if part[:1] == " " else "") + inner + (" " if part[-1:] == " " and inner else "")


def render(report: Report, view: View) -> str:
    """Return the report as Markdown: a headline, what could not be linted, the findings, the excerpts of the worst."""
    root = Root()
    findings = worst_first(shown(report, view))
    counted = [one for one in findings if one.suppressed is None]
    parts = [f"### lintainer: {_headline(report, counted)}\n"]
    if report.problems:
        parts.append(_problems(report.problems, root))
    groups = sorted(digests(findings), key=lambda group: -max(one.severity for one in group))
    if groups:
        parts.append(_table(groups, root))
    if view.excerpt and groups:
        parts.append(_details(groups[:MAX_DETAILS]))
    hidden = sum(one.suppressed is not None for one in report.findings)
    if hidden and not view.show_suppressed:
        parts.append(f"{count(hidden, 'finding')} suppressed.\n")
    return "\n".join(parts)


def _headline(report: Report, counted: Sequence[Finding]) -> str:
    found = ", ".join(f"{number} {severity}" for severity, number in tally(counted).items()) or "no findings"
    errors = f"{count(len(report.problems), 'error')}, " if report.problems else ""
    return f"{errors}{found} in {count(report.files, 'file')}, {count(report.containers, 'container')}"


def _problems(problems: Iterable[Problem], root: Root) -> str:
    lines = ["| could not be linted | why |", "|---|---|"]
    for problem in problems:
        place = root.path(problem.name)
        if problem.location is not None:
            place += f":{problem.location.region.line}"
        lines.append(f"| <code>{text_of(place)}</code> | {message_of(problem.message)} |")
    return "\n".join(lines) + "\n"


def _table(groups: Sequence[Sequence[Finding]], root: Root) -> str:
    lines = ["| severity | where | what | policy |", "|---|---|---|---|"]
    room = MAX_BYTES // 2
    for number, group in enumerate(groups):
        line = _row(group, root)
        room -= len(line.encode("utf-8", "replace")) + 1
        if room < 0:
            lines.append(f"\n{len(groups) - number} more are not shown.")
            break
        lines.append(line)
    return "\n".join(lines) + "\n"


def _row(group: Sequence[Finding], root: Root) -> str:
    first = group[0]
    severity = max(one.severity for one in group)
    place = f"<code>{text_of(f'{root.path(first.location.source.name)}:{first.location.region.line}')}</code>"
    who = f"<b>{text_of(first.who)}</b>: " if first.who else ""
    note = f" ({message_of(first.note)})" if first.note else ""
    mark = " <i>(suppressed)</i>" if first.suppressed is not None else ""
    ids = "<br>".join(f"<code>{text_of(one.policy.id)}</code>" for one in group)
    return f"| {_MARKS[severity]} {severity} | {place} | {who}{message_of(joined_message(group))}{note}{mark} | {ids} |"


def _details(groups: Sequence[Sequence[Finding]]) -> str:
    blocks = []
    room = MAX_BYTES // 2
    for group in groups:
        block = _detail(group)
        room -= len(block.encode("utf-8", "replace"))
        if room < 0:
            break
        blocks.append(block)
    return f"<details><summary>Excerpts and advice</summary>\n\n{''.join(blocks)}</details>\n"


def _detail(group: Sequence[Finding]) -> str:
    first = group[0]
    shown_lines = []
    for line in excerpt(first.location):
        shown_lines.append(f"{line.number} | {line.text}".rstrip())
        shown_lines.append(f"{' ' * len(str(line.number))} | {' ' * line.start}{'^' * (line.end - line.start)}")
    body = "\n".join(shown_lines)
    longest = max((len(run) for run in re.findall(r"`+", body)), default=0)
    fence = "`" * max(3, longest + 1)
    place = f"{printable(first.location.source.name)}:{first.location.region.line}:{first.location.region.column}"
    help_ = "; ".join(dict.fromkeys(one.advice for one in group if one.advice))
    advice = f"Help: {message_of(help_)}\n\n" if help_ else ""
    return f"<code>{text_of(place)}</code>\n\n{fence}text\n{body}\n{fence}\n\n{advice}"
