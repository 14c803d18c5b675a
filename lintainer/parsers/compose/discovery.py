"""Which files make a project: Compose's own names, the override beside them, `COMPOSE_FILE` (compose-go, cli/options.go)."""

from __future__ import annotations

import os

from lintainer.files import Files
from lintainer.parsers.compose.environment import Variables

FILE_NAMES = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
OVERRIDE_NAMES = (
    "compose.override.yml",
    "compose.override.yaml",
    "docker-compose.override.yml",
    "docker-compose.override.yaml",
)


def project_files(files: Files, folder: str, variables: Variables) -> list[str]:
    """Return the files that `docker compose` takes in `folder`, in order; none where it finds none there."""
    listed = variables.lookup("COMPOSE_FILE")
    if isinstance(listed, str) and listed:
        separator = variables.lookup("COMPOSE_PATH_SEPARATOR")
        names = listed.split(separator if isinstance(separator, str) and separator else os.pathsep)
        return [os.path.join(folder, name) for name in names]
    first = _first(files, folder, FILE_NAMES)
    if first is None:
        return []
    override = _first(files, folder, OVERRIDE_NAMES)
    return [first] if override is None else [first, override]


def find_project(files: Files, folder: str, variables: Variables) -> list[str]:
    """Return the files that `docker compose` takes when it is run in `folder`: of the nearest folder above that has any."""
    here = os.path.abspath(folder)
    while True:
        found = project_files(files, here, variables)
        parent = os.path.dirname(here)
        if found or parent == here:
            return found
        here = parent


def _first(files: Files, folder: str, names: tuple[str, ...]) -> str | None:
    return next((path for name in names if files.exists(path := os.path.join(folder, name))), None)
