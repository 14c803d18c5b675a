"""What the user decided about policies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from lintainer.model import Record
from lintainer.policy import Listing, Policy, Severity
from lintainer.settings import SuppressEntry


class Rules(Record):
    """What the user decided about policies: which run, with which options and severities, and how suppressions count."""

    policies: tuple[Policy, ...] = ()
    # Policies that are loaded when there is something that they read.
    listings: tuple[Listing, ...] = ()
    # All policies there are, run or not: a suppression may name them.
    known: frozenset[str] = frozenset()
    options: Mapping[str, Record] = {}
    # Severity by policy; called with the policy's id and the path of a finding.
    severity: Callable[[str, str], Severity | None] | None = None
    # Policies switched off for a path.
    excluded: Callable[[str, str], bool] | None = None
    ignore_comments: bool = True
    require_reason: bool = False
    # Suppressions of the config, and what tells whether a path is the one that an entry names.
    entries: Sequence[SuppressEntry] = ()
    root: str | None = None
