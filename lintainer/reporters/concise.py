"""Text for editors and terminals: one line a finding, `path:line:column: severity[policy] who: what`."""

from __future__ import annotations

from lintainer.engine import Report
from lintainer.reporters import View
from lintainer.reporters.text import digests, headline, inert, problem_line, summary, undecided_line
from lintainer.reporters.wording import shown


def render(report: Report, view: View) -> str:
    """Return the report as lines, by place, and a summary."""
    lines = []
    for group in digests(shown(report, view)):
        mark = f" (suppressed by {group[0].suppressed.kind})" if group[0].suppressed is not None else ""
        lines.append(headline(group, view) + mark)
    if view.show_unknown:
        lines.extend(undecided_line(item) for item in report.undecided)
    lines.extend(problem_line(problem, view) for problem in report.problems)
    text = "".join(f"{line}\n" for line in lines)
    return inert(text if view.quiet else text + summary(report))
