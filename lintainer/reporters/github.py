"""GitHub Actions: the report as text for the log, and the worst findings as annotations of a pull request.

A step may make 10 annotations of each kind, a job 50 (actions/toolkit#734); what goes beyond is dropped in the order of
arrival. So the worst come first, no more are made than are shown, and all of it stands in the log as text. That text quotes
files of the repository: while it is printed, the runner is told to take no commands (`stop-commands`).
"""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.engine import Report
from lintainer.finding import Finding
from lintainer.messages import printable, shorten
from lintainer.parsers import Problem
from lintainer.policy import Severity
from lintainer.reporters import View
from lintainer.reporters.places import Root, host_region
from lintainer.reporters.text import render as render_text
from lintainer.reporters.wording import advice, sentence, worst_first

MAX_OF_A_KIND = 10
# GitHub shows the beginning of long messages.
MAX_MESSAGE = 1000

KINDS = {Severity.CRITICAL: "error", Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "notice"}


def render(report: Report, view: View) -> str:
    """Return the log of a step. Suppressed findings are never annotations."""
    return guarded(render_text(report, view)) + "".join(commands(report))


def guarded(text: str) -> str:
    """Return text in which the runner takes no commands, whatever it holds."""
    from lintainer.digest import sha256

    # Whoever writes a file that is quoted in the text would need to know the hash of the text with the hash in it.
    token = "lintainer-" + sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return f"::stop-commands::{token}\n{text}{'' if text.endswith(chr(10)) else chr(10)}::{token}::\n"


def commands(report: Report) -> Iterator[str]:
    """Yield the commands that make annotations, each with its line break, the worst first and no more than are shown."""
    root = Root()
    counted = worst_first(one for one in report.findings if one.suppressed is None)
    made: list[tuple[str, Problem | Finding]] = [("error", problem) for problem in report.problems]
    made += [(KINDS[one.severity], one) for one in counted]
    used = {"error": 0, "warning": 0, "notice": 0}
    # One notice is kept free for saying how many are not shown.
    too_many = any(sum(kind == one for kind, _ in made) > MAX_OF_A_KIND for one in used)
    limits = {"error": MAX_OF_A_KIND, "warning": MAX_OF_A_KIND, "notice": MAX_OF_A_KIND - too_many}
    for kind, one in made:
        used[kind] += 1
        if used[kind] <= limits[kind]:
            yield _problem(one, root) if isinstance(one, Problem) else _finding(one, root)
    left = sum(max(0, used[kind] - limits[kind]) for kind in used)
    if left:
        yield _command("notice", {"title": "lintainer"}, f"{left} more of {len(made)}: see the log of this step")


def _finding(finding: Finding, root: Root) -> str:
    region = host_region(finding.location, rendered=finding.rendered)
    properties = {
        "file": root.path(finding.location.source.name),
        "line": str(region.line),
        "endLine": str(region.end_line),
        "col": str(region.column),
        "endColumn": str(region.end_column),
        "title": f"{finding.policy.id} ({finding.severity})",
    }
    help_ = advice(finding)
    text = sentence(finding) + (f"\nhelp: {help_}" if help_ else "")
    return _command(KINDS[finding.severity], properties, text)


def _problem(problem: Problem, root: Root) -> str:
    # Where nothing was found to lint, the name is what was asked for, and no file.
    properties = {} if problem.kind == "empty" else {"file": root.path(problem.name)}
    if problem.location is not None:
        region = problem.location.region
        properties |= {"line": str(region.line), "col": str(region.column)}
    return _command("error", {**properties, "title": f"lintainer: {problem.kind}"}, printable(problem.message))


def _command(kind: str, properties: dict[str, str], message: str) -> str:
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    lines = [shorten(line, MAX_MESSAGE) for line in message.split("\n")]
    return f"::{kind} {given}::{_data(chr(10).join(lines))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    # A file name keeps its line breaks, since they are part of it; what is invisible otherwise is shown.
    shown = "".join(one if one in "\r\n" else printable(one) for one in text)
    return _data(shown).replace(":", "%3A").replace(",", "%2C")
