"""Reporters: a report in, text out.

Each format is a module with a function `render(report, view) -> str`, or with `pieces(report, view)`, an iterator of the text,
where a report of megabytes should not stand in memory as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

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


class Format:
    """A format that imports its module when it is used: it costs nothing to those who do not ask for it."""

    __slots__ = ("_module",)

    def __init__(self, module: str) -> None:
        self._module = module

    def __call__(self, report: Report, view: View) -> str:
        """Return the report as one text."""
        return "".join(self.pieces(report, view))

    def pieces(self, report: Report, view: View) -> Iterable[str]:
        """Return the text of the report in one or more parts."""
        from importlib import import_module

        module = import_module(f"lintainer.reporters.{self._module}")
        made: Iterable[str] = module.pieces(report, view) if hasattr(module, "pieces") else (module.render(report, view),)
        return made


REPORTERS: Mapping[str, Format] = {
    "text": Format("text"),
    "concise": Format("concise"),
    "json": Format("json"),
    "json-lines": Format("json_lines"),
    "sarif": Format("sarif"),
    "github": Format("github"),
    "gitlab": Format("gitlab"),
    "junit": Format("junit"),
    "checkstyle": Format("checkstyle"),
    "rdjson": Format("rdjson"),
    "markdown": Format("markdown"),
    "html": Format("html"),
}
