"""The entry points that installed distributions declare, read from their own files.

`importlib.metadata` reads the same (tests/test_entry_points.py holds the two to each other), and its import takes nearly as
long as all the rest of a small run (bench/imports.py): it brings what parses mail, for metadata that nobody here asks for.
The files are described in the Python Packaging User Guide, "Entry points specification".
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence

from lintainer.tuples import NamedTuple


class EntryPoint(NamedTuple):
    """An object that a distribution offers: `value` is `module[:attribute][ [extras]]`."""

    name: str
    value: str

    def load(self) -> object:
        """Import the module, and return it or the attribute that is named. Raises what the import raises."""
        from importlib import import_module

        module, _, attribute = self.value.partition("[")[0].partition(":")
        found: object = import_module(module.strip())
        for part in filter(None, attribute.strip().split(".")):
            found = getattr(found, part)
        return found


def entry_points(group: str, path: Sequence[str] | None = None) -> list[EntryPoint]:
    """Return what the distributions in the folders of `path` (by default `sys.path`) offer in `group`, by name.

    Of a distribution that several folders hold, the first counts, as it does for imports.
    """
    found: list[EntryPoint] = []
    seen: set[str] = set()
    marker = f"[{group}]".encode()
    for folder in sys.path if path is None else path:
        for distribution, file in _files(folder or "."):
            if distribution in seen:
                continue
            seen.add(distribution)
            try:
                with open(file, "rb") as stream:
                    data = stream.read()
            except OSError:
                continue
            if marker in data:
                found += _of_group(data.decode("utf-8", "replace"), group)
    return sorted(found)


def _files(folder: str) -> list[tuple[str, str]]:
    """Return the distributions in a folder, by normal name, and where their entry points would stand."""
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if entry.name.endswith((".dist-info", ".egg-info"))]
    except OSError:
        return []
    return [(_normal(entry.name), os.path.join(entry.path, "entry_points.txt")) for entry in found]


def _normal(name: str) -> str:
    """Return the name of the distribution that `NAME-VERSION.dist-info` describes, as names are compared (PEP 503)."""
    stem = name.rpartition(".")[0].partition("-")[0].lower()
    return "_".join(part for part in stem.replace(".", "_").split("_") if part)


def _of_group(text: str, group: str) -> Iterator[EntryPoint]:
    inside = False
    for line in map(str.strip, text.splitlines()):
        if line.startswith("[") and line.endswith("]"):
            inside = line[1:-1] == group
        elif inside and line and not line.startswith("#"):
            name, separator, value = line.partition("=")
            if separator:
                yield EntryPoint(name.strip(), value.strip())
