"""Scalars of a pipeline as text, with what the pipeline's own expressions put there, as far as the file says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lintainer.parsers._yaml import Scalar
from lintainer.parsers.weaving import Piece, Weaver
from lintainer.source import Fragment

GITHUB = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
GITLAB = re.compile(r"\$\[\[(.*?)\]\]", re.DOTALL)
# In a field that is no script GitLab puts variables in by itself.
GITLAB_FIELD = re.compile(r"\$\[\[(.*?)\]\]|\$\{?([A-Za-z_]\w*)\}?", re.DOTALL)
_ENV = re.compile(r"env\s*(?:\.\s*|\[\s*')([A-Za-z_][\w-]*)(?:'\s*\])?\Z")

# What variables are worth, by name.
Values = Mapping[str, Piece]
NONE: Values = {}


def woven(scalars: Sequence[Scalar], expression: re.Pattern[str], values: Values = NONE) -> Fragment | None:
    """Return the scalars as one text, each on lines of its own; None where one cannot be traced to the source."""
    if not scalars:
        return None
    weaver = Weaver(scalars[0].source)
    for index, scalar in enumerate(scalars):
        fragment = scalar.fragment()
        if fragment is None:
            return None
        if index:
            weaver.put("\n", scalar.start, scalar.start + 1)
        for start, end, value in _parts(fragment, expression, values):
            if value is None:
                weaver.weave(fragment, start, end)
            else:
                weaver.take(value, *fragment.span(start, end))
    return weaver.fragment()


def expanded(fragment: Fragment, expression: re.Pattern[str], values: Values = NONE) -> Piece:
    """Return the value that a text stands for."""
    piece = Piece()
    for start, end, value in _parts(fragment, expression, values):
        if value is None:
            piece.weave(fragment, start, end)
        else:
            piece.take(value.at(fragment.span(start, end)))
    return piece


def unknown(why: str, name: str | None) -> Piece:
    """Return a value that is not known."""
    piece = Piece()
    piece.unknown(why, name)
    return piece


def _parts(fragment: Fragment, expression: re.Pattern[str], values: Values) -> Iterator[tuple[int, int, Piece | None]]:
    at = 0
    for found in expression.finditer(fragment.text):
        yield at, found.start(), None
        yield found.start(), found.end(), _value(found, values)
        at = found.end()
    yield at, len(fragment.text), None


def _value(found: re.Match[str], values: Values) -> Piece:
    inner = next((group for group in found.groups() if group is not None), "").strip()
    # Only a variable has a name: an expression is not for whoever runs the pipeline to set.
    variable = not found.group().startswith(("${{", "$[["))
    env = _ENV.match(inner) if not variable else None
    value = values.get(env[1] if env else inner) if variable or env else None
    if value is not None:
        return value
    if inner in ("github.workspace", "CI_PROJECT_DIR"):
        return unknown("the working directory", "PWD")
    return unknown(f"`{' '.join(found.group().split())}` is not known from this file", inner if variable else None)
