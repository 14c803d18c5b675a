"""JSON Lines: what `--format json` holds, as one object a line that says with `type` what it is."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.engine import Report
from lintainer.hints import cast
from lintainer.reporters import View
from lintainer.reporters.json import Written, as_json, json_text


def pieces(report: Report, view: View) -> Iterator[str]:
    """Yield the findings, what is unknown, the errors and, last, the summary."""
    for line in as_lines(report, view):
        yield json_text(line, levels=0)


def as_lines(report: Report, view: View) -> Iterator[object]:
    """Yield the objects of the lines."""
    whole = as_json(report, view)
    for finding in cast("Iterator[Written]", whole["findings"]):
        yield Written('{"type": "finding", ' + finding[1:])
    for kind, key in (("unknown", "unknown"), ("error", "errors")):
        for one in cast("list[dict[str, object]]", whole[key]):
            yield {"type": kind, **one}
    yield {
        "type": "summary",
        "version": whole["version"],
        "tool": whole["tool"],
        **cast("dict[str, object]", whole["summary"]),
    }
