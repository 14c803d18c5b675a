"""Reporters: a report in, text out. Each format is a module with a function `render(report, view) -> str`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lintainer.engine import Report
from lintainer.model.record import Record


class View(Record):
    """How a report is to be shown."""

    # Colours and bold, by ANSI escape sequences.
    color: bool = False
    # Excerpts of the places.
    excerpt: bool = True
    show_suppressed: bool = False
    show_unknown: bool = False
    # Leave the summary out; a report without findings is then empty.
    quiet: bool = False
    # Whatever single formats take, by "format.option".
    options: Mapping[str, object] = {}


Render = Callable[[Report, View], str]


def _text(report: Report, view: View) -> str:
    from lintainer.reporters.text import render

    return render(report, view)


def _json(report: Report, view: View) -> str:
    from lintainer.reporters.json import render

    return render(report, view)


# Imported when used: a format costs nothing to those who do not ask for it.
REPORTERS: Mapping[str, Render] = {
    "text": _text,
    "json": _json,
}
