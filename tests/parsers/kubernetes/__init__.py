"""The Kubernetes front end."""

from __future__ import annotations

from lintainer.files import Files
from lintainer.model import Container, Project, Workload
from lintainer.parsers import Context, Parsed
from lintainer.parsers.kubernetes import KubernetesParser
from lintainer.source import Location, Source

PARSER = KubernetesParser()


def read(text: str, name: str = "k8s.yaml", *, named: bool = True, path: str | None = None) -> Parsed:
    """Parse one file."""
    source = Source(name, text)
    context = Context(files=Files(), path=path, named=named)
    assert PARSER.claims(source, context), "the front end does not claim this text"
    return PARSER.parse(source, context)


def workload(text: str) -> Workload:
    """Parse a file that holds one workload and nothing wrong."""
    parsed = read(text)
    assert not parsed.problems, parsed.problems
    assert len(parsed.workloads) == 1, parsed.workloads
    return parsed.workloads[0]


def container(text: str) -> Container:
    """Parse a file that holds one container."""
    found = [one for one in workload(text).containers if one.role != "pod"]
    assert len(found) == 1, found
    return found[0]


def project(*texts: str, complete: bool = True) -> Project:
    """Parse several files of one folder."""
    parsed = [read(text, f"k8s/{number}.yaml") for number, text in enumerate(texts)]
    projects = PARSER.assemble(parsed, complete=complete)
    assert len(projects) == 1, projects
    return projects[0]


def shown(location: Location) -> tuple[int, str]:
    """Return the line of a place, and its text."""
    return location.region.line, location.text
