"""Lines that changed since a revision, asked of git."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from lintainer.finding import Finding
from lintainer.patterns import pattern
from lintainer.settings import SettingsError

_HUNK = pattern(r"^@@ -\S+ \+(?P<start>\d+)(?:,(?P<count>\d+))? @@")

# Ranges of 1-based lines, half-open, by path from the working directory; None: the whole file is new.
Changed = Mapping[str, Sequence[range] | None]


def changed_since(revision: str) -> Changed:
    """Return the lines of the working tree that differ from `revision`, files that git does not track yet included.

    Raises `SettingsError` where git does not answer.
    """
    if revision.startswith("-"):
        raise SettingsError(f"--diff-base: {revision!r} is no revision")
    options = "-U0 --no-color --no-ext-diff --no-textconv --no-renames --relative --src-prefix=a/ --dst-prefix=b/".split()
    changed: dict[str, list[range] | None] = {}
    current: list[range] | None = None
    for line in _git("diff", *options, revision, "--").split("\n"):
        if line.startswith("+++ "):
            name = _unquoted(line[4:].rstrip("\t"))
            current = None
            if name.startswith("b/"):
                current = []
                changed[name[2:]] = current
        elif current is not None and (match := _HUNK.match(line)):
            start, count = int(match["start"]), int(match["count"] or 1)
            current.append(range(start, start + count))
    for name in _git("ls-files", "--others", "--exclude-standard", "-z").split("\0"):
        if name:
            changed[name] = None
    return changed


def _git(*arguments: str) -> str:
    import subprocess

    # Reading must not lock the index: a commit may be under way (pre-commit).
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, env=environment, check=False)
    except OSError as error:
        raise SettingsError(f"--diff-base: git cannot be run: {error.strerror}") from None
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["git failed"]
        raise SettingsError(f"--diff-base: {reason[0]}")
    return done.stdout.decode("utf-8", "surrogateescape")


def _unquoted(name: str) -> str:
    """Return a path as git names it in a patch: C-quoted where it holds special characters."""
    if not (name.startswith('"') and name.endswith('"')):
        return name
    plain = name[1:-1].encode("latin-1", "backslashreplace").decode("unicode_escape")
    return plain.encode("latin-1", "replace").decode("utf-8", "surrogateescape")


def touches(finding: Finding, changed: Changed) -> bool:
    """Tell whether a finding, or a place that explains it, lies on a line that changed.

    What was rendered has no lines that could be compared: it counts whatever changed, a value or a base among it.
    """
    if finding.rendered:
        return True
    for location in (finding.location, *(related.location for related in finding.related)):
        name = location.source.name
        if name not in changed:
            continue
        ranges = changed[name]
        if ranges is None:
            return True
        region = location.region
        if any(lines.start <= region.end_line and region.line < lines.stop for lines in ranges):
            return True
    return False
