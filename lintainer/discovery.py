"""From the paths that a user names to the files that are linted.

A named file is always read. Of a folder those are read whose names some front end looks at, in the order of their names,
without what `.gitignore` files exclude, version control's own folders, and dependencies that were copied in.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence

from lintainer.files import display_path
from lintainer.hints import TYPE_CHECKING
from lintainer.parsers import Problem, Skipped
from lintainer.tuples import NamedTuple

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

# Never entered when found: nothing in them is the user's own deployment.
PRUNED = frozenset(
    """.git .hg .svn node_modules .venv venv __pycache__ .tox .nox .terraform .mypy_cache .pytest_cache site-packages""".split()
)


class Candidate(NamedTuple):
    """A file to look at; `named` says that the user named it and not only a folder above it."""

    path: str
    named: bool


class Found(NamedTuple):
    """What discovery came to. `folders` says that at least one whole folder was walked and no single file was named."""

    candidates: list[Candidate]
    problems: list[Problem]
    skipped: list[Skipped]
    folders: bool


class PathMatcher:
    """Tells whether a path matches patterns in .gitignore syntax, seen from a folder (None: the working directory)."""

    def __init__(self, patterns: Sequence[str], root: str | None) -> None:
        self._spec = _patterns(patterns)
        self._root = root

    def __call__(self, path: str, *, is_dir: bool = False) -> bool:
        if self._spec is None:
            return False
        inner = os.path.relpath(os.path.abspath(path), self._root or os.getcwd()).replace(os.sep, "/")
        return self._spec.match_file(inner + ("/" if is_dir else ""))


class Filter(NamedTuple):
    """What of a folder is looked at, and which paths are left out."""

    looks_at: Callable[[str], bool]
    exclude: tuple[PathMatcher, ...] = ()
    respect_gitignore: bool = True
    # Apply both to files that the user names as well.
    force_exclude: bool = False


def discover(paths: Sequence[str], chosen: Filter) -> Found:
    """Return the files that `paths` stand for, each once. What does not exist or cannot be read is a problem."""
    found = Found([], [], [], bool(paths))
    seen: set[str] = set()
    walked = _Walk(chosen, found, seen)
    folders = bool(paths)
    for path in paths:
        if os.path.isdir(path):
            walked.walk(path)
            continue
        folders = False
        if chosen.force_exclude and walked.is_excluded(path):
            found.skipped.append(Skipped(display_path(path), "excluded"))
            continue
        try:
            os.lstat(path)
        except (OSError, ValueError) as error:
            # An empty word is a variable of the caller's that has no value: as a path it would be shown as the folder itself.
            name = display_path(path) if path else "''"
            found.problems.append(Problem("read", (getattr(error, "strerror", None) or str(error)).lower(), name))
            continue
        walked.add(path, named=True)
    return found._replace(folders=folders)


def _patterns(patterns: Sequence[str]) -> GitIgnoreSpec | None:
    if not patterns:
        return None
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)


class _Ignores(NamedTuple):
    """The .gitignore patterns of one folder."""

    folder: str
    spec: GitIgnoreSpec


class _Walk:
    def __init__(self, chosen: Filter, found: Found, seen: set[str]) -> None:
        self._chosen = chosen
        self._found = found
        self._seen = seen

    def add(self, path: str, *, named: bool, real: str = "") -> None:
        """Take a file, unless another name of it was taken before. `real` is its path without links, if that is known."""
        key = real or os.path.realpath(path)
        if key not in self._seen:
            self._seen.add(key)
            self._found.candidates.append(Candidate(path, named))

    def is_excluded(self, path: str) -> bool:
        """Tell whether a named path is excluded by a pattern or a .gitignore above it."""
        if self._matches(path, is_dir=False):
            return True
        return self._chosen.respect_gitignore and _ignored(path, list(_above(os.path.dirname(path) or ".")), is_dir=False)

    def walk(self, folder: str) -> None:
        """Take the files below `folder`. Folders reached twice, by a symbolic link, are entered once."""
        respect = self._chosen.respect_gitignore
        stack: list[tuple[str, tuple[_Ignores, ...]]] = [(folder, tuple(_above(folder)) if respect else ())]
        entered: set[str] = set()
        while stack:
            here, ignores = stack.pop()
            real = os.path.realpath(here)
            if real in entered:
                continue
            entered.add(real)
            try:
                with os.scandir(here) as listing:
                    entries = sorted(listing, key=lambda entry: entry.name)
            except OSError as error:
                self._found.problems.append(Problem("read", (error.strerror or str(error)).lower(), display_path(here)))
                continue
            if respect and here != folder and any(entry.name == ".gitignore" for entry in entries):
                ignores = (*ignores, *_read_ignores(here))
            below: list[tuple[str, tuple[_Ignores, ...]]] = []
            for entry in entries:
                path = os.path.join(here, entry.name) if here != "." else entry.name
                if _is_dir(entry):
                    skip = entry.name in PRUNED or self._matches(path, is_dir=True) or _ignored(path, ignores, is_dir=True)
                    if not skip:
                        below.append((path, ignores))
                elif self._chosen.looks_at(path) and not self._matches(path, is_dir=False):
                    self._take(entry, path, real, ignores)
            stack.extend(reversed(below))

    def _take(self, entry: os.DirEntry[str], path: str, folder: str, ignores: Sequence[_Ignores]) -> None:
        if _ignored(path, ignores, is_dir=False):
            return
        if not entry.is_symlink():
            self.add(path, named=False, real=os.path.join(folder, entry.name))
        elif os.path.exists(path):
            self.add(path, named=False)
        else:
            self._found.skipped.append(Skipped(display_path(path), "a symbolic link to nothing"))

    def _matches(self, path: str, *, is_dir: bool) -> bool:
        return any(matches(path, is_dir=is_dir) for matches in self._chosen.exclude)


def _is_dir(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _ignored(path: str, ignores: Sequence[_Ignores], *, is_dir: bool) -> bool:
    """Tell whether .gitignore files exclude `path`: the nearest that says anything decides."""
    if not ignores:
        return False
    whole = os.path.abspath(path)
    for folder, spec in reversed(ignores):
        inner = os.path.relpath(whole, folder).replace(os.sep, "/") + ("/" if is_dir else "")
        verdict = spec.check_file(inner).include
        if verdict is not None:
            return verdict
    return False


def _above(folder: str) -> Iterator[_Ignores]:
    """Yield the .gitignore files from the repository's root down to `folder`."""
    chain = [os.path.abspath(folder)]
    while not os.path.exists(os.path.join(chain[-1], ".git")):
        parent = os.path.dirname(chain[-1])
        if parent == chain[-1]:
            # In no repository: only what lies in the folder itself counts.
            chain = chain[:1]
            break
        chain.append(parent)
    for here in reversed(chain):
        yield from _read_ignores(here)


def _read_ignores(folder: str) -> Iterator[_Ignores]:
    path = os.path.join(folder, ".gitignore")
    if not os.path.isfile(path):
        return
    try:
        with open(path, encoding="utf-8", errors="replace") as stream:
            lines = stream.read().splitlines()
    except OSError:
        return
    spec = _patterns([line for line in lines if line.strip() and not line.startswith("#")])
    if spec is not None:
        yield _Ignores(os.path.abspath(folder), spec)
