"""The baseline: findings that were there before, so that only new ones count.

An entry is keyed by policy, path, object, containers and a hash of the line with its spaces folded, with a count: it holds
when lines move, and stops holding when the line changes. Secrets of the line are left out before it is hashed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from lintainer.excerpt import masked_line
from lintainer.files import Unreadable, read_source
from lintainer.finding import Finding, Suppression
from lintainer.hints import Any
from lintainer.settings import SettingsError
from lintainer.tuples import NamedTuple

VERSION = 1


class Key(NamedTuple):
    """What makes two findings the same one."""

    policy: str
    path: str
    object: str
    containers: str
    line: str


def key_of(finding: Finding) -> Key:
    """Return the key of a finding."""
    from lintainer.digest import sha256

    source = finding.location.source
    line = masked_line(source, source.line_of(finding.location.span.start))
    digest = sha256(line.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Key(finding.policy.id, source.name, str(finding.subject), ",".join(finding.containers), digest)


def render(findings: Iterable[Finding]) -> str:
    """Return the baseline of the findings that count now, those of an earlier baseline included, as JSON text."""
    counts: dict[Key, int] = {}
    for finding in findings:
        if finding.suppressed is None or finding.suppressed.kind == "baseline":
            key = key_of(finding)
            counts[key] = counts.get(key, 0) + 1
    entries = [{**key._asdict(), "count": count} for key, count in sorted(counts.items())]
    return json.dumps({"version": VERSION, "entries": entries}, ensure_ascii=False, indent=1) + "\n"


def read(path: str) -> dict[Key, int]:
    """Return the counts of the baseline at `path`. Raises `SettingsError`."""
    try:
        data: Any = json.loads(read_source(path).text)
        if data["version"] != VERSION:
            raise SettingsError(f"baseline {path}: version {data['version']} is not known: write it again")
        return {Key(*(str(entry[name]) for name in Key._fields)): int(entry["count"]) for entry in data["entries"]}
    except Unreadable as error:
        raise SettingsError(f"baseline {path}: {error.message}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise SettingsError(f"{path} is no baseline: write one with --write-baseline") from None


def apply(findings: Sequence[Finding], known: dict[Key, int]) -> tuple[Finding, ...]:
    """Mark the findings that the baseline holds, as many of each as it counts."""
    left = dict(known)
    marked: list[Finding] = []
    for finding in findings:
        if finding.suppressed is None:
            key = key_of(finding)
            if left.get(key, 0) > 0:
                left[key] -= 1
                finding = finding.replace(suppressed=Suppression("baseline", "was there before"))
        marked.append(finding)
    return tuple(marked)
