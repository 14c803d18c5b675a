"""One HTML page for people: findings by file and workload, with excerpts, advice and a filter. It loads nothing."""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from lintainer import __version__
from lintainer.digest import sha256
from lintainer.engine import Report
from lintainer.excerpt import ExcerptLine, excerpt
from lintainer.finding import Finding
from lintainer.fixes import Fix, fixes_of
from lintainer.messages import printable
from lintainer.reporters import View
from lintainer.reporters.pagehelp import rule_help
from lintainer.reporters.text import count, digests, heading, joined_message
from lintainer.reporters.wording import by_file, capital, code_parts, related, shown, tally
from lintainer.source import Location

# Lines shown before the line of the place.
CONTEXT = 2


def render(report: Report, view: View) -> str:
    """Return the report as one self-contained page."""
    findings = shown(report, view)
    counted = [one for one in findings if one.suppressed is None]
    style, script = _asset("report.css"), _asset("report.js")
    digest = b64encode(sha256(script.encode()).digest()).decode()
    # Nothing but the one script and the one style may run or load, whatever a file manages to say.
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    body = [_header(report, counted), _bar(findings), "<main>\n"]
    body.extend(_problems(report))
    if not findings:
        body.append(
            '<div class="clean">' + ("No findings in what could be linted." if report.problems else "No findings.") + "</div>\n"
        )
    body.append('<p id="none" class="clean" hidden>Nothing fits the filter.</p>\n')
    fixes = {id(findings[number]): fix for number, fix in fixes_of(findings).items()}
    # The worst first: nobody reads thousands of findings to their end.
    files = sorted(by_file(findings).items(), key=lambda item: (-max(one.severity for one in item[1]), item[0]))
    for name, of_file in files:
        body.extend(_file(name, of_file, view, fixes))
    body.extend(_undecided(report, view))
    body.extend(_skipped(report))
    body.extend(_about(findings))
    body.append("</main>\n")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>lintainer: {escape(_counts(counted))}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        + "".join(body)
        + f"<footer>lintainer {escape(__version__)}</footer>\n<script>{script}</script>\n</body>\n</html>\n"
    )


def _asset(name: str) -> str:
    with open(os.path.join(os.path.dirname(__file__), name), encoding="utf-8", newline="\n") as stream:
        return stream.read()


def _counts(counted: Sequence[Finding]) -> str:
    return ", ".join(f"{number} {severity}" for severity, number in tally(counted).items()) or "no findings"


def _header(report: Report, counted: Sequence[Finding]) -> str:
    parts = [f'<span class="badge {severity}">{number} {severity}</span>' for severity, number in tally(counted).items()]
    hidden = len(report.findings) - sum(one.suppressed is None for one in report.findings)
    facts = [count(report.files, "file"), count(report.workloads, "workload"), count(report.containers, "container")]
    if hidden:
        facts.append(f"{hidden} suppressed")
    if report.problems:
        facts.append(count(len(report.problems), "error"))
    return (
        f"<header>\n<h1>{count(len(counted), 'finding') if counted else 'No findings'}</h1>\n"
        f'<p>{" · ".join(parts)}</p>\n<p class="soft">{escape(", ".join(facts))}</p>\n</header>\n'
    )


def _bar(findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    severities = tally(findings)
    boxes = "".join(
        f'<label class="chip"><input type="checkbox" name="severity" value="{severity}" checked>'
        f'<span class="badge {severity}">{severity}</span></label>\n'
        for severity in severities
    )
    ids = sorted({one.policy.id for one in findings})
    options = "".join(f'<option value="{escape(one)}">{escape(one)}</option>' for one in ids)
    return (
        '<div class="bar"><form hidden>\n'
        '<input type="search" name="text" placeholder="Filter: file, workload, text" aria-label="Filter">\n'
        f'<select name="policy" aria-label="Policy"><option value="">all policies</option>{options}</select>\n{boxes}'
        '<span id="shown" class="soft" aria-live="polite"></span>\n</form></div>\n'
    )


def _problems(report: Report) -> Iterator[str]:
    if not report.problems:
        return
    yield '<section class="problems"><h3>Could not be linted</h3>\n<ul>\n'
    for problem in report.problems:
        place = printable(problem.name) if problem.location is None else heading(problem.location)
        yield f"<li><code>{escape(place)}</code> {_message(problem.message)}</li>\n"
    yield "</ul></section>\n"


def _file(name: str, findings: Iterable[Finding], view: View, fixes: Mapping[int, Fix]) -> Iterator[str]:
    label = escape(printable(name))
    yield f'<section class="file" data-name="{label}">\n<h2>{label}</h2>\n'
    workloads: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        workloads.setdefault((finding.syntax, str(finding.subject)), []).append(finding)
    for (syntax, subject), of_workload in workloads.items():
        title = escape(printable(subject)) or "The file"
        namespace = next((one.subject.namespace for one in of_workload if one.subject.namespace), None)
        facts = escape(" · ".join(printable(part) for part in (syntax, namespace and f"namespace {namespace}") if part))
        yield f'<article class="workload" data-name="{title}">\n'
        yield f'<div class="head"><h3>{title}</h3><span class="soft">{facts}</span></div>\n'
        groups = sorted(digests(of_workload), key=lambda group: (-max(one.severity for one in group), group[0].location.span))
        for group in groups:
            yield _finding(group, view, fixes.get(id(group[0])))
        yield "</article>\n"
    yield "</section>\n"


def _finding(group: Sequence[Finding], view: View, fix: Fix | None) -> str:
    first = group[0]
    severity = max(one.severity for one in group)
    ids = " ".join(one.policy.id for one in group)
    links = ", ".join(f'<a class="policy" href="#policy-{escape(id_)}">{escape(id_)}</a>' for id_ in ids.split())
    names = ", ".join(name for name in first.containers if name != first.subject.name)
    who = f"<b>{escape(printable(names))}</b>: " if names else ""
    region = first.location.region
    off = " suppressed" if first.suppressed is not None else ""
    parts = [
        f'<div class="finding {severity}{off}" data-severity="{severity}" data-policies="{escape(ids)}">\n'
        f'<div class="line"><span class="badge">{severity}</span> {links}'
        f'<span class="where">line {region.line}, column {region.column}</span></div>\n'
        f"<p>{who}{_message(joined_message(group))}</p>\n"
    ]
    if view.excerpt:
        parts.append(_excerpt(first.location))
    places = [place for one in group for place in related(one)]
    parts += [f'<p class="soft"><code>{escape(heading(one.location))}</code> {_message(one.message)}</p>\n' for one in places]
    advice = list(dict.fromkeys(one.advice for one in group if one.advice))
    if advice:
        parts.append(f'<p class="help">{_message("; ".join(advice))}</p>\n')
    if fix is not None:
        parts.append(f'<p class="soft">{"Safe fix" if fix.safe else "Fix"}: {_message(fix.description)}</p>\n')
    if first.note:
        parts.append(f'<p class="soft">{_message(capital(first.note))}</p>\n')
    if first.suppressed is not None:
        reason = f": {printable(first.suppressed.reason)}" if first.suppressed.reason else ""
        parts.append(f'<p class="soft">Suppressed by {first.suppressed.kind}{escape(reason)}</p>\n')
    return "".join(parts) + "</div>\n"


def _about(findings: Sequence[Finding]) -> Iterator[str]:
    """Say of each policy that found something what is at stake, at the end of the page."""
    policies = {one.policy.id: one.policy for one in findings}
    if not policies:
        return
    yield '<section class="about">\n<h2>Policies</h2>\n'
    for id_ in sorted(policies):
        policy = policies[id_]
        standards = f'<p class="soft">{escape("; ".join(policy.standards))}</p>\n' if policy.standards else ""
        yield (
            f'<article id="policy-{escape(id_)}"><h3><code>{escape(id_)}</code></h3>\n'
            f"<p>{_message(capital(policy.summary))} {escape(rule_help(policy).why)}</p>\n{standards}</article>\n"
        )
    yield "</section>\n"


def _message(text: str) -> str:
    parts = code_parts(printable(text))
    return "".join(f"<code>{escape(part)}</code>" if code else escape(part) for part, code in parts)


def _excerpt(location: Location) -> str:
    lines = excerpt(location, CONTEXT)
    width = len(str(lines[-1].number))
    return "<pre>" + "\n".join(_line(line, width, marked=line is lines[-1]) for line in lines) + "</pre>\n"


def _line(line: ExcerptLine, width: int, *, marked: bool) -> str:
    number = f'<span class="n">{str(line.number).rjust(width)} │ </span>'
    if not marked:
        return number + escape(line.text)
    text = line.text.ljust(line.end)
    return f"{number}{escape(text[: line.start])}<mark>{escape(text[line.start : line.end])}</mark>{escape(text[line.end :])}"


def _undecided(report: Report, view: View) -> Iterator[str]:
    if not (view.show_unknown and report.undecided):
        return
    yield f"<details><summary>{count(len(report.undecided), 'thing')} could not be decided</summary>\n<ul>\n"
    for policy, item in report.undecided:
        yield f"<li><code>{escape(heading(item.location))}</code> {escape(policy.id)}: {_message(item.why)}</li>\n"
    yield "</ul></details>\n"


def _skipped(report: Report) -> Iterator[str]:
    if not report.skipped:
        return
    yield f"<details><summary>{count(len(report.skipped), 'file')} skipped</summary>\n<ul>\n"
    for skipped in report.skipped:
        yield f"<li><code>{escape(printable(skipped.name))}</code> {_message(skipped.reason)}</li>\n"
    yield "</ul></details>\n"
