"""What tests of several quadlet units share: reading the units of a folder, given as texts by their names."""

from __future__ import annotations

from lintainer.files import Files
from lintainer.model import Container, Project, Workload
from lintainer.parsers import Context, Parsed
from lintainer.parsers.quadlet.parser import QuadletParser


def read(texts: dict[str, str], *names: str) -> Project:
    """Return the project that the named units of a folder make, by default all."""
    files, parser = Files(texts), QuadletParser()
    parsed: list[Parsed] = []
    for name in names or texts:
        source, context = files.read(name), Context(files=files, path=name)
        assert parser.claims(source, context), name
        parsed.append(parser.parse(source, context))
    assert [one.problems for one in parsed] == [()] * len(parsed)
    (project,) = parser.assemble(parsed, complete=True)
    return project


def workload(texts: dict[str, str], *names: str) -> Workload:
    (found,) = read(texts, *names).workloads
    return found


def only(texts: dict[str, str], *names: str) -> Container:
    (found,) = workload(texts, *names).containers
    return found


CONTAINER = "[Container]\nImage=example/app:1\n"


YAML = """apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers: [{name: c, image: 'a:1', securityContext: {privileged: true}}]
"""
