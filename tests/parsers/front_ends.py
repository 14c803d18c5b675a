"""What the tests of all front ends share: reading a text under a name, and telling what was found in it and where.

A fixture is a file in `fixtures/SYNTAX/`, read under the name that its front end has in `FRONT_ENDS`. The file
`NAME.expected` beside it is what `told` says of it, checked by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lintainer.files import Files
from lintainer.model import Container, Node, Unknown
from lintainer.model.notes import UnresolvedVariable
from lintainer.parsers import Context, Parsed
from lintainer.parsers.registry import parser_for
from lintainer.source import Location, Source

FOLDER = Path(__file__).parent / "fixtures"
EXPECTED = ".expected"


class FrontEnd(NamedTuple):
    """A front end, and the name of a file that it reads."""

    syntax: str
    name: str

    def parse(self, text: str, name: str | None = None) -> Parsed:
        """Read `text`, which this front end and no other must claim."""
        named = self.name if name is None else name
        source, context = Source(named, text), Context(files=Files(), path=named)
        parser = parser_for(source, context)
        assert parser is not None, f"nothing reads {named}"
        assert parser.syntax == self.syntax
        return parser.parse(source, context)

    def claims(self, text: str, name: str) -> bool:
        """Tell whether this front end reads `text` when a file called `name` holds it."""
        parser = parser_for(Source(name, text), Context(files=Files(), path=name))
        return parser is not None and parser.syntax == self.syntax

    def containers(self, text: str, name: str | None = None) -> list[Container]:
        """Return the containers that `text` starts, in the order in which they stand."""
        return [container for workload in self.parse(text, name).workloads for container in workload.containers]

    def only(self, text: str, name: str | None = None) -> Container:
        """Return the one container that `text` starts."""
        (found,) = self.containers(text, name)
        return found

    def finds_privileged(self, text: str, place: str = "--privileged") -> None:
        """Assert that `text` starts one container, that it is privileged, and that this is written at `place`."""
        found = self.only(text)
        assert found.privileged is True
        assert found.at("privileged").text == place

    def covers(self, text: str, end: str) -> None:
        """Assert that `text` holds one comment for the linter, and that what it covers ends with `end`."""
        (remark,) = self.parse(text).remarks
        assert text[slice(*remark.span)].startswith("# lintainer: ignore")
        assert text[slice(*remark.scope)].endswith(end)


DOCKER_RUN = FrontEnd("docker-run", "run.sh")
MAKEFILE = FrontEnd("makefile", "Makefile")
GITHUB = FrontEnd("github-workflow", ".github/workflows/ci.yml")
GITLAB = FrontEnd("gitlab-ci", ".gitlab-ci.yml")
JUSTFILE = FrontEnd("justfile", "justfile")
TASKFILE = FrontEnd("taskfile", "Taskfile.yml")
PACKAGE_JSON = FrontEnd("package-json", "package.json")
MARKDOWN = FrontEnd("markdown", "README.md")
RST = FrontEnd("restructuredtext", "docs/install.rst")
DEVCONTAINER = FrontEnd("devcontainer", ".devcontainer/devcontainer.json")
SYSTEMD = FrontEnd("systemd", "units/web.service")
QUADLET = FrontEnd("quadlet", "units/web.container")
CREATE_REQUEST = FrontEnd("create-request", "request.json")
_ALL = (
    DOCKER_RUN,
    MAKEFILE,
    JUSTFILE,
    TASKFILE,
    PACKAGE_JSON,
    GITHUB,
    GITLAB,
    MARKDOWN,
    RST,
    DEVCONTAINER,
    SYSTEMD,
    QUADLET,
    CREATE_REQUEST,
)
FRONT_ENDS = {front_end.syntax: front_end for front_end in _ALL}


class Fixture(NamedTuple):
    """A file with what is expected of it."""

    front_end: FrontEnd
    path: Path

    @property
    def text(self) -> str:
        """The file's text, with its own line ends."""
        return self.path.read_bytes().decode()

    @property
    def expected(self) -> Path:
        """The file that says what is found."""
        return self.path.with_name(self.path.name + EXPECTED)

    @property
    def label(self) -> str:
        """Its name in a test's id."""
        return f"{self.front_end.syntax}/{self.path.name}"


def fixtures() -> list[Fixture]:
    """Return all fixtures, by front end and name."""
    found = [path for path in sorted(FOLDER.glob("*/*")) if path.suffix != EXPECTED]
    return [Fixture(FRONT_ENDS[path.parent.name], path) for path in found]


# What says where a container stands rather than what it is, and what notes repeat.
_ASIDE = frozenset(("origin", "incomplete", "name", "role", "platform", "os", "syntax", "dialect", "notes", "rest", "within"))


def told(parsed: Parsed) -> str:
    """Return what was found, a line for each value with its place: line, columns, and the text that stands there."""
    lines: list[str] = []
    for workload in parsed.workloads:
        for container in workload.containers:
            lines += [f"{_place(container.at())} of {container.name or '-'}", *(f"  {line}" for line in _values(container))]
    lines += [f"problem: {one.kind}{'' if one.location is None else ' at ' + _place(one.location)}" for one in parsed.problems]
    lines += [f"skipped: {one.reason}" for one in parsed.skipped]
    lines += [f"remark: {_place(Location(parsed.source, remark.span))}" for remark in parsed.remarks]
    return "".join(f"{line}\n" for line in lines)


def _values(container: Container) -> Iterator[str]:
    if container.incomplete:
        yield "open: " + ("most" if len(container.incomplete) > 10 else " ".join(sorted(container.incomplete)))
    for name in Container.fields():
        value = getattr(container, name)
        if name in _ASIDE or value is None or value == ():
            continue
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Node):
                yield f"{name} {_place(one.at())}"
            elif container.wrote(name):
                yield f"{name} {_place(container.at(name))} is {'unknown' if isinstance(one, Unknown) else one}"
    for note in container.notes:
        if isinstance(note, UnresolvedVariable):
            yield f"unknown {note.variable} {_place(note.location)}"
        else:
            yield f"note {type(note).__name__} {_place(note.location)}"


def _place(location: Location) -> str:
    region = location.region
    end = f"{region.end_column}" if region.end_line == region.line else f"{region.end_line}:{region.end_column}"
    return f"{region.line}:{region.column}-{end} `{' '.join(location.text.split())}`"
