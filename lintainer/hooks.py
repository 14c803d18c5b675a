"""The hooks that a plugin may implement.

Each is called once a run, for each plugin by itself; a plugin that raises ends the run with its name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pluggy import HookspecMarker

from lintainer.hints import TYPE_CHECKING

if TYPE_CHECKING:
    from lintainer.parsers.registry import Entry
    from lintainer.policy import Policy
    from lintainer.reporters import Render

hookspec = HookspecMarker("lintainer")


@hookspec
def lintainer_policies() -> Sequence[Policy]:  # type: ignore[empty-body]
    """Return the policies of this plugin. They run after the built-in ones; an id must not exist already."""


@hookspec
def lintainer_parsers() -> Sequence[Entry]:  # type: ignore[empty-body]
    """Return the front ends of this plugin. They are asked after the built-in ones."""


@hookspec
def lintainer_reporters() -> Mapping[str, Render]:  # type: ignore[empty-body]
    """Return the formats of this plugin by name: functions of a report and a view that return text."""
