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


def _lazy(module: str) -> Render:
    """Return a format that imports its module when it is used: it costs nothing to those who do not ask for it."""

    def render(report: Report, view: View) -> str:
        from importlib import import_module

        made: str = import_module(f"lintainer.reporters.{module}").render(report, view)
        return made

    return render


REPORTERS: Mapping[str, Render] = {
    "text": _lazy("text"),
    "concise": _lazy("concise"),
    "json": _lazy("json"),
    "json-lines": _lazy("json_lines"),
    "sarif": _lazy("sarif"),
    "github": _lazy("github"),
    "gitlab": _lazy("gitlab"),
    "junit": _lazy("junit"),
    "checkstyle": _lazy("checkstyle"),
    "rdjson": _lazy("rdjson"),
    "markdown": _lazy("markdown"),
    "html": _lazy("html"),
}
