"""Scalars of a pipeline as text and as words, with what the pipeline's own expressions put there left unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lintainer.parsers._yaml import Scalar
from lintainer.parsers.weaving import Weaver
from lintainer.source import Fragment

GITHUB = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
GITLAB = re.compile(r"\$\[\[(.*?)\]\]", re.DOTALL)
# In a field that is no script GitLab puts variables in by itself.
GITLAB_FIELD = re.compile(r"\$\[\[(.*?)\]\]|\$\{?([A-Za-z_]\w*)\}?", re.DOTALL)


def woven(scalars: Sequence[Scalar], expression: re.Pattern[str]) -> Fragment | None:
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
        at = 0
        for found in expression.finditer(fragment.text):
            weaver.weave(fragment, at, found.start())
            weaver.unknown(*_why(found), *fragment.span(*found.span()))
            at = found.end()
        weaver.weave(fragment, at, len(fragment.text))
    return weaver.fragment()


def _why(found: re.Match[str]) -> tuple[str, str | None]:
    inner = next((group for group in found.groups() if group is not None), "").strip()
    if inner == "github.workspace":
        return "the working directory", "PWD"
    # Only a variable has a name: an expression is not for whoever runs the pipeline to set.
    name = None if found.group().startswith(("${{", "$[[")) else inner
    return f"`{' '.join(found.group().split())}` is not known from this file", name
