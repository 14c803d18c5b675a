"""Fixes: the change of the model that a policy asks for, as the smallest edit of the text that makes it.

An edit is made only where it is certain: where the value stands in this very file as plain text of this very object, and not
behind an alias, a merge key, `extends`, a variable or a template. What cannot be written so has no fix.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from lintainer.finding import Finding
from lintainer.fixes.edit import Edit, Fix, distinct
from lintainer.policy import Change
from lintainer.source import Source

Writer = Callable[[Change, Finding], "list[Edit] | None"]


def fixes_of(findings: Sequence[Finding]) -> dict[int, Fix]:
    """Return the fixes of those `findings` that have one, by the number of the finding.

    All findings of a source are worked on together, so that each is parsed once.
    """
    numbered = [(number, one) for number, one in enumerate(findings) if one.changes and not one.rendered]
    numbered.sort(key=lambda item: (item[1].location.source.name, id(item[1].location.source)))
    found: dict[int, Fix] = {}
    for _, group in groupby(numbered, key=lambda item: id(item[1].location.source)):
        writers: dict[str, Writer | None] = {}
        for number, finding in group:
            if finding.syntax not in writers:
                writers[finding.syntax] = _writer(finding.syntax, finding.location.source)
            fix = _fix(finding, writers[finding.syntax])
            if fix is not None:
                found[number] = fix
    return found


def _writer(syntax: str, source: Source) -> Writer | None:
    """Return what writes changes into `source`; None for other syntaxes, whose text is never changed."""
    if syntax == "docker-run":
        from lintainer.fixes.shell import write

        return write
    if syntax not in ("compose", "kubernetes"):
        return None
    from lintainer.fixes.yaml import Tree

    if syntax == "compose":
        from lintainer.fixes.compose import ComposeWriter

        return ComposeWriter(Tree(source)).write
    from lintainer.fixes.kubernetes import KubernetesWriter

    return KubernetesWriter(Tree(source)).write


def _fix(finding: Finding, writer: Writer | None) -> Fix | None:
    source = finding.location.source
    # A label (`<command>`, `<stdin>` without a name) is no file to change.
    if writer is None or source.name.startswith("<"):
        return None
    edits: list[Edit] = []
    for change in finding.changes:
        # What has a related place came from there: a change here would not be the smallest, or would change others too.
        if change.place.source is not source or change.place.related:
            return None
        written = writer(change, finding)
        if written is None:
            return None
        edits += written
    return Fix(source, distinct(edits), finding.policy.fix == "safe")


def together(fixes: Iterable[Fix]) -> list[Fix]:
    """Return the fixes of one source that can be made at once: of those that touch each other, the first."""
    kept: list[Fix] = []
    taken: list[Edit] = []
    for fix in fixes:
        if all(edit in taken or not any(edit.touches(other) for other in taken) for edit in fix.edits):
            kept.append(fix)
            taken += fix.edits
    return kept


__all__ = ["Edit", "Fix", "fixes_of", "together"]
