"""Suppressions written into the files: comments, and an annotation for rendered YAML.

    privileged: true  # lintainer: ignore[privileged] the node agent needs it
    # lintainer: ignore[host-network, host-pid] until the sidecar is gone
    # lintainer: ignore-file generated

A comment covers its own line and the key, command or entry that starts there; alone on a line it covers what starts on the
next one, with all that lies below that key. A value that came by an alias, a merge key or `extends` is covered where it is
used and where it is defined, in whichever file that is. Which text is a comment, and what it covers, is for the front end
to say (`lintainer.parsers.Remark`); what it means is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lintainer.discovery import PathMatcher
from lintainer.finding import Finding, Suppression
from lintainer.hints import Literal
from lintainer.messages import shorten
from lintainer.model.notes import UnusedSuppression
from lintainer.parsers import Parsed, Remark
from lintainer.patterns import pattern
from lintainer.settings import SuppressEntry
from lintainer.source import Location, Source, Span
from lintainer.tuples import NamedTuple

ANNOTATION = "lintainer.io/ignore"

_REMARK = pattern(r"lintainer:\s*(?P<verb>[a-z-]+)\s*(?:\[(?P<ids>[^\]]*)\])?\s*(?P<reason>.*)", re.DOTALL)


class Ignore(NamedTuple):
    """One suppression as written: which policies, over which text, and why. `policies` empty: all of them (`ignore-file`)."""

    source: Source
    span: Span
    scope: Span
    policies: tuple[str, ...]
    spans: tuple[Span, ...]
    reason: str
    kind: Literal["comment", "annotation"] = "comment"


def read_remarks(parsed: Iterable[Parsed]) -> tuple[list[Ignore], list[UnusedSuppression]]:
    """Return the suppressions that comments hold, and what is wrong with those that cannot be understood."""
    ignores: list[Ignore] = []
    bad: list[UnusedSuppression] = []
    # A file that several others draw in is one file, and each of its comments one comment.
    known: set[tuple[int, Span]] = set()
    for one in parsed:
        for remark in one.remarks:
            source = remark.source or one.source
            if (id(source), remark.span) not in known:
                known.add((id(source), remark.span))
                _read(source, remark, ignores, bad)
    return ignores, bad


def _read(source: Source, remark: Remark, ignores: list[Ignore], bad: list[UnusedSuppression]) -> None:
    text = source.text[remark.span.start : remark.span.end]
    match = _REMARK.search(text)
    if match is None or match["verb"] not in ("ignore", "ignore-file"):
        word = shorten(match["verb"] if match else text, 40)
        bad.append(
            UnusedSuppression(
                location=Location(source, remark.span),
                reason=f"`{word}` is no verb: write ignore[POLICY] or ignore-file",
            )
        )
        return
    scope = Span(0, len(source.text)) if match["verb"] == "ignore-file" else remark.scope
    names: list[str] = []
    spans: list[Span] = []
    if match["ids"] is not None:
        at = remark.span.start + match.start("ids")
        for part in match["ids"].split(","):
            name = part.strip()
            if name:
                begin = at + part.index(name)
                names.append(name)
                spans.append(Span(begin, begin + len(name)))
            at += len(part) + 1
    # Only a whole file may be left out without naming a policy; brackets with nothing between them name none.
    if not names and (match["verb"] == "ignore" or match["ids"] is not None):
        bad.append(
            UnusedSuppression(location=Location(source, remark.span), reason="names no policy: write ignore[POLICY] reason")
        )
        return
    ignores.append(Ignore(source, remark.span, scope, tuple(names), tuple(spans), match["reason"].strip()))


def read_annotation(source: Source, place: Location, value: str, scope: Span) -> Ignore | UnusedSuppression:
    """Return the suppression that the annotation `lintainer.io/ignore` of an object holds, or what is wrong with it."""
    names, _, reason = value.partition(":")
    ids = tuple(name.strip() for name in names.split(",") if name.strip())
    if not ids:
        return UnusedSuppression(location=place, reason="names no policy: write `POLICY: reason`")
    return Ignore(source, place.span, scope, ids, (place.span,) * len(ids), reason.strip(), "annotation")


def apply(
    findings: Sequence[Finding],
    ignores: Sequence[Ignore],
    *,
    known: frozenset[str],
    ran: frozenset[str],
    require_reason: bool = False,
) -> tuple[list[Finding], list[UnusedSuppression]]:
    """Mark what the suppressions cover; return the findings and the suppressions that did nothing.

    `known` are the ids of all policies, `ran` of those that ran now: a suppression of a policy that did not run is not
    called unused. With `require_reason` a suppression without one does nothing.
    """
    by_source: dict[int, list[tuple[int, Ignore]]] = {}
    for number, ignore in enumerate(ignores):
        by_source.setdefault(id(ignore.source), []).append((number, ignore))
    used: set[tuple[int, str]] = set()
    marked: list[Finding] = []
    for finding in findings:
        suppression: Suppression | None = None
        # A value that came from elsewhere may have its reason there.
        places = (finding.location, *(one.location for one in finding.location.related if one.defines))
        for where in places if by_source else ():
            for number, ignore in by_source.get(id(where.source), ()):
                if not covers(ignore, where.span) or (ignore.policies and finding.policy.id not in ignore.policies):
                    continue
                if require_reason and not ignore.reason:
                    continue
                used.add((number, finding.policy.id if ignore.policies else ""))
                suppression = suppression or Suppression(ignore.kind, ignore.reason)
        marked.append(finding if suppression is None else finding.replace(suppressed=suppression))
    return marked, list(_unused(ignores, used, known, ran, require_reason))


def covers(ignore: Ignore, span: Span) -> bool:
    """Tell whether the place `span` lies in what the suppression covers: its start decides."""
    return ignore.scope.start <= span.start <= ignore.scope.end


def _unused(
    ignores: Sequence[Ignore],
    used: set[tuple[int, str]],
    known: frozenset[str],
    ran: frozenset[str],
    require_reason: bool,
) -> Iterable[UnusedSuppression]:
    for number, ignore in enumerate(ignores):
        if require_reason and not ignore.reason:
            yield UnusedSuppression(
                location=Location(ignore.source, ignore.span), reason="gives no reason, and one is required"
            )
            continue
        if not ignore.policies and (number, "") not in used:
            yield UnusedSuppression(location=Location(ignore.source, ignore.span), reason="nothing is found here")
        for name, span in zip(ignore.policies, ignore.spans, strict=True):
            place = Location(ignore.source, span)
            if name not in known:
                yield UnusedSuppression(location=place, reason=f"there is no policy `{shorten(name, 60)}`{_hint(name, known)}")
            elif (number, name) not in used and name in ran:
                yield UnusedSuppression(location=place, reason=f"`{name}` finds nothing here")


def _hint(name: str, known: frozenset[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, sorted(known), 1)
    return f": did you mean `{near[0]}`?" if near else ""


def apply_entries(
    findings: Sequence[Finding],
    entries: Sequence[SuppressEntry],
    *,
    known: frozenset[str],
    ran: frozenset[str],
    root: str | None,
) -> tuple[list[Finding], list[UnusedSuppression]]:
    """Mark what entries of the config cover; return the findings and the entries that did nothing, or no longer do."""
    from datetime import UTC, datetime

    today = datetime.now(UTC).date().isoformat()
    live = [entry for entry in entries if entry.expires is None or entry.expires >= today]
    matchers = {id(entry): PathMatcher((entry.path,), root) for entry in live if entry.path is not None}
    used: set[int] = set()
    marked: list[Finding] = []
    for finding in findings:
        for entry in live:
            if _matches(entry, finding, matchers.get(id(entry))):
                used.add(id(entry))
                if finding.suppressed is None:
                    finding = finding.replace(suppressed=Suppression("config", entry.reason))
        marked.append(finding)
    stale: list[UnusedSuppression] = []
    for entry in entries:
        if entry.place is None:
            continue
        if entry.policy not in known:
            reason = f"there is no policy `{shorten(entry.policy, 60)}`{_hint(entry.policy, known)}"
        elif entry not in live:
            reason = f"the entry for `{entry.policy}` expired on {entry.expires}"
        elif id(entry) not in used and entry.policy in ran:
            reason = f"the entry for `{entry.policy}` matches nothing"
        else:
            continue
        stale.append(UnusedSuppression(location=entry.place, reason=reason))
    return marked, stale


def _matches(entry: SuppressEntry, finding: Finding, path: PathMatcher | None) -> bool:
    if entry.policy != finding.policy.id:
        return False
    if entry.workload is not None and entry.workload not in (str(finding.subject), finding.subject.name):
        return False
    if entry.container is not None and entry.container not in finding.containers:
        return False
    return path is None or path(finding.location.source.name)
