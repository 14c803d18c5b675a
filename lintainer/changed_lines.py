"""Lines that changed since a revision, asked of git."""

from __future__ import annotations

import os
from collections.abc import Container, Iterator, Mapping, Sequence

from lintainer.finding import Finding
from lintainer.patterns import pattern
from lintainer.settings import SettingsError
from lintainer.source import Location

_HUNK = pattern(r"^@@ -\S+ \+(?P<start>\d+)(?:,(?P<count>\d+))? @@")

# Ranges of 1-based lines, half-open, by the real path of the file; None: the whole file is new.
Lines = Mapping[str, Sequence[range] | None]


class Changed:
    """What differs from a revision: the lines, and the files (and submodules) that git can say it of, by their real paths."""

    def __init__(self, lines: Lines, tracked: Container[str]) -> None:
        self._lines = lines
        self._tracked = tracked
        self._paths: dict[str, str] = {}

    def touches(self, finding: Finding) -> bool:
        """Tell whether a finding, or a place that explains it, lies on a line that changed.

        What git cannot compare counts, whatever changed: what was rendered (a value or a base may be among the changes),
        standard input, a command line, a file that is ignored or in another repository.
        """
        if finding.rendered or not self._compares(self._path(finding.location)):
            return True
        return any(self._holds(location) for location in (finding.location, *(one.location for one in finding.related)))

    def _holds(self, location: Location) -> bool:
        ranges = self._lines.get(self._path(location), ())
        if ranges is None:
            return True
        region = location.region
        return any(lines.start <= region.end_line and region.line < lines.stop for lines in ranges)

    def _compares(self, path: str) -> bool:
        if path in self._lines:
            return True
        while path not in self._tracked:
            folder = os.path.dirname(path)
            if folder == path:
                return False
            path = folder
        return True

    def _path(self, location: Location) -> str:
        name = location.source.name
        known = self._paths.get(name)
        if known is None:
            known = self._paths[name] = os.path.realpath(name)
        return known


def changed_since(revision: str) -> Changed:
    """Return what of the working tree differs from `revision`, files that git does not track yet included.

    Raises `SettingsError` where git does not answer.
    """
    if revision.startswith("-"):
        raise SettingsError(f"--diff-base: {revision!r} is no revision")
    # The whole repository: paths may lead out of the working directory.
    root = os.path.realpath(_git("rev-parse", "--show-toplevel").removesuffix("\n"))
    options = "-U0 --no-color --no-ext-diff --no-textconv --no-renames --src-prefix=a/ --dst-prefix=b/".split()
    changed: dict[str, list[range] | None] = {}
    current: list[range] | None = None
    for line in _git("-C", root, "diff", *options, revision, "--").split("\n"):
        if line.startswith("+++ "):
            name = _unquoted(line[4:].rstrip("\t"))
            current = None
            if name.startswith("b/"):
                current = []
                changed[os.path.join(root, *name[2:].split("/"))] = current
        elif current is not None and (match := _HUNK.match(line)):
            start, count = int(match["start"]), int(match["count"] or 1)
            current.append(range(start, start + count))
    changed.update(dict.fromkeys(_files(root, "--others", "--exclude-standard")))
    return Changed(changed, frozenset(_files(root)))


def _files(root: str, *which: str) -> Iterator[str]:
    """Yield the paths that `git ls-files` lists."""
    for name in _git("-C", root, "ls-files", *which, "-z").split("\0"):
        if name:
            yield os.path.join(root, *name.split("/"))


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
