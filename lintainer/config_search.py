"""Which configuration file is in force: looked for in every run, so apart from what reads one."""

from __future__ import annotations

import os

FILES = (".lintainer.yaml", ".lintainer.yml")
PYPROJECT = "pyproject.toml"


def find(start: str = ".") -> str | None:
    """Return the path of the configuration in force for `start`: the nearest one up to the repository's root."""
    here = os.path.abspath(start)
    while True:
        for name in FILES:
            path = os.path.join(here, name)
            if os.path.isfile(path):
                return path
        path = os.path.join(here, PYPROJECT)
        if os.path.isfile(path) and _has_table(path):
            return path
        parent = os.path.dirname(here)
        if parent == here or os.path.exists(os.path.join(here, ".git")):
            return None
        here = parent


def _has_table(path: str) -> bool:
    # Looked for as text first: reading TOML takes an import that a small run can do without.
    try:
        with open(path, "rb") as stream:
            return b"tool.lintainer" in stream.read()
    except OSError:
        return False
