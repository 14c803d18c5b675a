"""Small records and policies for tests of what lies above the front ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lintainer.engine import Input
from lintainer.files import Files
from lintainer.model import Container, Origin, Project, Workload
from lintainer.parsers import Context, Parsed, Problem, Remark
from lintainer.policy import Hit, Outcome, Policy, Severity, policy
from lintainer.source import Source, Span


def span_of(text: str, part: str, start: int = 0) -> Span:
    at = text.index(part, start)
    return Span(at, at + len(part))


def container(source: Source, name: str = "web", **written: str) -> Container:
    """A container whose fields were written as the given parts of the text; the name is where it stands."""
    places = {field: span_of(source.text, part) for field, part in written.items()}
    return Container(
        origin=Origin(source, span_of(source.text, name), places),
        name=name,
        syntax="compose",
        privileged=True if "privileged" in written else None,
        pid_mode="host" if "pid_mode" in written else None,
    )


class LineParser:
    """A front end for tests: a line `service NAME WORD…` is a service, `# lintainer:` a remark on its own line."""

    syntax = "compose"

    def claims(self, source: Source, context: Context) -> bool:  # noqa: ARG002
        return source.text.startswith("service ")

    def parse(self, source: Source, context: Context) -> Parsed:  # noqa: ARG002
        workloads, remarks, at = [], [], 0
        if "crash" in source.text:
            raise ValueError("crash\x1b[31m in the text")
        for line in source.text.splitlines(keepends=True):
            whole = Span(at, at + len(line.rstrip()))
            words = line.split("#")[0].split()
            if words[:1] == ["service"]:
                name = words[1]
                places = {word: Span(at + line.index(word), at + line.index(word) + len(word)) for word in words[2:]}
                origin = Origin(source, Span(at + 8, at + 8 + len(name)), places)
                one = Container(
                    origin=origin,
                    name=name,
                    syntax="compose",
                    privileged="privileged" in words or None,
                    pid_mode="host" if "pid_mode" in words else None,
                )
                workloads.append(
                    Workload(origin=origin, kind="service", name=name, syntax="compose", containers=(one,), extent=whole)
                )
            if "# lintainer:" in line:
                remarks.append(Remark(Span(at + line.index("#"), whole.end), whole))
            at += len(line)
        project = Project(kind="compose", name=source.name, workloads=tuple(workloads), complete=True)
        problems = (Problem("syntax", "a bad line", source.name),) if "bad" in source.text else ()
        return Parsed(syntax="compose", source=source, projects=(project,), problems=problems, remarks=tuple(remarks))

    def assemble(self, parsed: Sequence[Parsed], *, complete: bool) -> Sequence[Project]:  # noqa: ARG002
        return ()


def inputs(*texts: str) -> list[Input]:
    parser = LineParser()
    return [Input(Source(f"file{number}", text), parser, Context(files=Files())) for number, text in enumerate(texts, start=1)]


@policy(group="test", severity=Severity.HIGH, profiles=("default",), syntaxes=("compose",))
def sees_privileged(container: Container) -> Iterator[Outcome]:
    """Sees privileged."""
    if container.privileged is True:
        yield Hit("is privileged", container.at("privileged"))


@policy(group="test", severity=Severity.LOW, profiles=("default",), syntaxes=("compose",), supersedes=("sees-privileged",))
def sees_more(container: Container) -> Iterator[Outcome]:
    """Sees more than the other."""
    if container.privileged is True and container.pid_mode == "host":
        yield Hit("is privileged and sees all processes", container.at("privileged"))


@policy(group="test", severity=Severity.MEDIUM, profiles=("default",), syntaxes=("compose",))
def crashes(container: Container) -> Iterator[Outcome]:
    """Crashes."""
    yield Hit("before the crash", container.at())
    raise RuntimeError("a bug\nin a policy")


@policy(group="test", severity=Severity.MEDIUM, profiles=("default",), syntaxes=("compose",))
def shares(workload: Workload) -> Iterator[Outcome]:
    """Says the same of every container."""
    for one in workload.containers:
        yield Hit("shares", workload.at(), field=one.name)


ALL: tuple[Policy, ...] = (sees_privileged, sees_more, crashes, shares)
