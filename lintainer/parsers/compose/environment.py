"""The variables that a project's files may use, from the env files that Compose reads and from what the user let in."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from lintainer.files import Files, Unreadable
from lintainer.parsers.compose.dotenv import DotenvError, parse_dotenv
from lintainer.parsers.compose.partial import Text


class Variables:
    """Variables by name. What earlier sources say is not changed by later ones.

    In an open world a variable without value may still be set where the project is deployed; else it is empty.
    """

    __slots__ = ("open_world", "values")

    def __init__(self, values: Mapping[str, Text], *, open_world: bool) -> None:
        self.values = dict(values)
        self.open_world = open_world

    def lookup(self, name: str) -> Text | None:
        """Return the value of the variable `name`, None where it has none."""
        return self.values.get(name)

    def extended(self, files: Files, paths: Iterable[str], failures: list[tuple[str, str]]) -> Variables:
        """Return these variables and those that the env files at `paths` add; what could not be read goes to `failures`."""
        found: dict[str, Text] = {}

        for path in paths:
            try:
                parse_dotenv(files.read(path).text, self.values.get, found, open_world=self.open_world)
            except Unreadable as error:
                failures.append((path, error.message))
            except DotenvError as error:
                failures.append((path, str(error)))
        return Variables({**found, **self.values}, open_world=self.open_world)


def default_env_file(files: Files, folder: str) -> tuple[str, ...]:
    """Return the project's own env file, where there is one."""
    path = os.path.join(folder, ".env")
    return (path,) if files.exists(path) else ()
