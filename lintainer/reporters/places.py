"""Places as code hosts want them: paths from the repository's root, and regions of one line."""

from __future__ import annotations

import os

from lintainer.source import Location, Region


def git_root(start: str) -> str | None:
    """Return the nearest folder at or above `start` that holds `.git` (a folder, or a file in a worktree)."""
    folder = os.path.abspath(start)
    while True:
        if os.path.exists(os.path.join(folder, ".git")):
            return folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


class Root:
    """The folder that paths are written from: the one given, the git root of the working directory, or that directory."""

    def __init__(self, given: str | None = None) -> None:
        self.folder = os.path.realpath(given or git_root(".") or ".")
        self._known: dict[str, str] = {}

    def path(self, name: str) -> str:
        """Return the path of the source called `name` from the root, with `/`.

        Symbolic links are followed, since code hosts show results only on the file itself. A file that lies outside of the
        root keeps a path that says so (`../…`); what is no file (`<stdin>`) keeps its name.
        """
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._from_root(name)
        return known

    def _from_root(self, name: str) -> str:
        if not os.path.exists(name):
            # A label, or a name given to standard input: where it would be.
            path = name if name.startswith("<") else os.path.join(os.path.realpath("."), name)
            if path == name and not os.path.isabs(name):
                return name
        else:
            path = os.path.realpath(name)
            if not self._holds(path):
                beside = os.path.join(os.path.realpath(os.path.dirname(name) or "."), os.path.basename(name))
                path = beside if self._holds(beside) else path
        try:
            relative = os.path.relpath(path, self.folder)
        except ValueError:  # another drive
            relative = path
        return relative.replace(os.sep, "/") if os.sep != "/" else relative

    def _holds(self, path: str) -> bool:
        return path.startswith(self.folder.rstrip(os.sep) + os.sep)


def is_outside(path: str) -> bool:
    """Tell whether a path from the root leads out of it."""
    return path.startswith("../") or os.path.isabs(path)


def uri(path: str) -> str:
    """Return a path as a relative URI reference: percent-encoded as UTF-8, or as the bytes that a name really has."""
    from urllib.parse import quote

    try:
        encoded = os.fsencode(path)
    except UnicodeEncodeError:  # no name of a file: a label with lone surrogates
        encoded = path.encode("utf-8", "surrogatepass")
    # A colon in the first segment would end a scheme (RFC 3986, 4.2); quote() encodes it everywhere.
    return quote(encoded, safe="/")


def host_region(location: Location, *, rendered: bool) -> Region:
    """Return where a code host shows a place: on one line, and of text that a tool rendered, at the top of its template.

    The lines of rendered text are not those of the file that it is known by; what the host is told says which line it is.
    """
    return Region(1, 1, 1, 2) if rendered else first_line(location)


def first_line(location: Location) -> Region:
    """Return the part of a place that lies on its first line: code hosts show what is on one line in more places."""
    region = location.region
    if region.end_line == region.line:
        return region
    line = location.source.line_text(region.line)
    return Region(region.line, region.column, region.line, max(len(line.rstrip()) + 1, region.column))
