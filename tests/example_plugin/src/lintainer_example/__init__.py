"""An example of a plugin: one policy and one format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from lintainer.engine import Report
from lintainer.plugins import hookimpl
from lintainer.policy import Policy
from lintainer.reporters import View
from lintainer_example.owner_label import missing_owner_label


def count(report: Report, view: View) -> str:
    """Return the number of findings."""
    return f"{len(report.findings)}\n"


@hookimpl
def lintainer_policies() -> Sequence[Policy]:
    """Return the policies of this plugin."""
    return (missing_owner_label,)


@hookimpl
def lintainer_reporters() -> Mapping[str, Callable[..., str]]:
    """Return the formats of this plugin."""
    return {"count": count}
