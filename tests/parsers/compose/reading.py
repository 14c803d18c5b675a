"""Short ways to read a Compose file in a test."""

from __future__ import annotations

import textwrap
from typing import Any

from lintainer.files import Files
from lintainer.model import Container, Project
from lintainer.model.notes import Note
from lintainer.parsers import Context, Parsed
from lintainer.parsers.compose.parser import ComposeParser
from lintainer.source import Location


def read(
    text: str, name: str = "compose.yaml", *, named: bool = True, show: bool = False, env: Any = None, **files: str
) -> Parsed:
    """Return what is read from `text`; further files are given by name, with `__` for a dot and `___` for a slash."""
    others = {key.replace("___", "/").replace("__", "."): textwrap.dedent(value) for key, value in files.items()}
    overlay = Files({name: textwrap.dedent(text), **others})
    source = overlay.read(name)
    context = Context(files=overlay, path=name, named=named, environment=env or {}, options={"show": True} if show else {})
    return ComposeParser().parse(source, context)


def project(text: str, **options: Any) -> Project:
    """Return the project that `text` is."""
    return read(text, **options).projects[0]


def container(text: str, service: str = "web", **options: Any) -> Container:
    """Return the container of `service`."""
    for workload in read(text, **options).workloads:
        if workload.name == service:
            return workload.containers[0]
    raise AssertionError(f"no service {service}")


def service(lines: str, **options: Any) -> Container:
    """Return the container of a service `web` with an image and `lines`."""
    body = textwrap.indent(textwrap.dedent(lines).strip("\n"), "    ")
    return container(f"services:\n  web:\n    image: nginx:1.27\n{body}\n", **options)


def written(location: Location) -> str:
    """Return the text at a place, with the lines of its related places behind."""
    return location.text


def notes(parsed: Parsed, kind: type[Note] = Note) -> list[Note]:
    """Return the notes of `kind`, those of services first."""
    return [note for workload in parsed.workloads for note in workload.notes if isinstance(note, kind)]
