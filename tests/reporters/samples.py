"""Reports made by hand, for tests of formats: every kind of thing that a report can hold, and text that means harm."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.collecting import Open
from lintainer.engine import Report
from lintainer.finding import Finding, Subject, Suppression
from lintainer.model import Container, Origin, Project, Workload
from lintainer.parsers import Problem, Skipped
from lintainer.plugins import builtin_policies
from lintainer.policy import Hit, Outcome, Policy, Severity, Undecided, policy
from lintainer.source import Location, Related, Source, Span

COMPOSE = """\
x-base: &base
  privileged: true
services:
  web:
    <<: *base
    image: "näme 🐋:latest"
    environment:
      DB_PASSWORD: hunter2-is-no-password
  quiet:
    image: nginx:1.27
"""
POD = """\
kind: Pod
metadata: {name: agent, namespace: kube-system}
spec:
  hostPID: true
  containers: [{name: one}, {name: two}]
"""
SECRET = "hunter2-is-no-password"


@policy(
    group="privilege",
    severity=Severity.CRITICAL,
    profiles=("default",),
    advice="remove it, and grant only what the program needs",
    standards=("CIS Docker 1.6.0 5.5", "CIS Kubernetes 1.12.0 5.2.2"),
)
def made_privileged(container: Container) -> Iterator[Outcome]:
    """A container runs privileged."""
    yield Hit("", container.at())


@policy(group="namespaces", severity=Severity.HIGH, profiles=("default",), advice="remove it")
def shares_pid(container: Container) -> Iterator[Outcome]:
    """A container shares the processes of the host."""
    yield Hit("", container.at())


@policy(group="resources", severity=Severity.MEDIUM, profiles=("default",), digest="limits", advice="set a memory limit")
def no_memory(container: Container) -> Iterator[Outcome]:
    """A container has no memory limit."""
    yield Hit("", container.at())


@policy(group="resources", severity=Severity.LOW, profiles=("default",), digest="limits", advice="set a CPU limit")
def no_cpu(container: Container) -> Iterator[Outcome]:
    """A container has no CPU limit."""
    yield Hit("", container.at())


@policy(group="correctness", severity=Severity.MEDIUM, profiles=("default",))
def odd_image(container: Container) -> Iterator[Outcome]:
    """An image reference is odd."""
    yield Hit("", container.at())


def at(source: Source, part: str, *, related: tuple[Related, ...] = (), length: int | None = None) -> Location:
    """The place of `part` in the source."""
    start = source.text.index(part)
    return Location(source, Span(start, start + (len(part) if length is None else length)), related)


def finding(
    of: Policy,
    message: str,
    location: Location,
    subject: Subject,
    *,
    syntax: str = "compose",
    containers: tuple[str, ...] = (),
    severity: Severity | None = None,
    suppressed: Suppression | None = None,
    advice: str | None = None,
    rendered: bool = False,
) -> Finding:
    """A finding as the engine makes it."""
    return Finding(
        policy=of,
        severity=severity or of.severity,
        message=message,
        location=location,
        syntax=syntax,
        subject=subject,
        containers=containers,
        related=location.related,
        advice=of.advice if advice is None else advice,
        field="privileged",
        suppressed=suppressed,
        rendered=rendered,
    )


def sources() -> tuple[Source, Source]:
    return Source("compose.yaml", COMPOSE), Source("k8s/pod one.yaml", POD)


def full() -> Report:
    """One of everything."""
    compose, pod = sources()
    web, agent = Subject("service", "web"), Subject("Pod", "agent", "kube-system")
    base = (Related(at(compose, "&base"), "defined here"),)
    quiet = Workload(origin=Origin(compose, at(compose, "quiet").span), kind="service", name="quiet", syntax="compose")
    return Report(
        findings=(
            finding(no_memory, "has no memory limit", at(compose, "web"), web, containers=("web",)),
            finding(no_cpu, "has no CPU limit", at(compose, "web"), web, containers=("web",)),
            finding(made_privileged, "runs privileged", at(compose, "*base", related=base), web, containers=("web",)),
            finding(odd_image, "names `näme 🐋`", at(compose, "🐋:latest"), web, containers=("web",)),
            finding(
                shares_pid,
                "shares the processes of the host",
                at(pod, "hostPID: true"),
                agent,
                syntax="kubernetes",
                containers=("one", "two"),
                severity=Severity.MEDIUM,
                rendered=True,
            ),
            finding(
                made_privileged,
                "runs privileged",
                at(pod, "{name: one}"),
                agent,
                syntax="kubernetes",
                containers=("one",),
                suppressed=Suppression("comment", "the node agent needs it"),
            ),
        ),
        undecided=(Open(odd_image, Undecided(at(compose, "nginx:1.27"), "image", "set by `${IMAGE}`")),),
        problems=(
            Problem("syntax", "expected a mapping", "bad.yaml", at(Source("bad.yaml", "a: [\n"), "[")),
            Problem("read", "no such file or directory", "missing.yaml"),
        ),
        skipped=(Skipped("notes.yaml", "no Compose file"),),
        projects=(Project(kind="compose", name="compose", workloads=(quiet,)),),
        files=2,
        workloads=3,
        containers=4,
    )


# What files can try: terminal control, commands to CI systems, ends of CDATA, comments and attributes, scripts, links, tables.
ATTACKS = (
    "\x1b[31mred\x1b[0m \x9b31m",
    "a\n::error file=x::boom",
    "::set-output name=a::b",
    "##[error]boom ##vso[task.complete]",
    "]]> --> <!-- </failure>",
    "<script>alert(1)</script>",
    "\" onmouseover='alert(1)' x=\"",
    "[click](javascript:alert(1)) ![x](http://e/x.png)",
    "| a | b |\n|---|---|",
    "```\n# heading\n```",
    "\u202etxt.exe\u2066 \u200b \ufeff \u2028",
    "&lt;b&gt; &amp; %0A%25 %s {0}",
    "null\x00byte \x07 \x08 \r",
    "\ufffe\uffff \ud800",
)


def hostile() -> Report:
    """A report of which every text that can come from a file means harm."""
    findings, problems = [], []
    for number, attack in enumerate(ATTACKS):
        source = Source(f"dir/{attack}.yaml", f"{attack}: {attack}\n")
        place = Location(source, Span(0, len(attack)))
        location = Location(source, place.span, (Related(place, f"related {attack}"),))
        findings.append(
            finding(
                (made_privileged, shares_pid, no_memory, odd_image)[number % 4],
                f"message {attack} and `{attack}`",
                location,
                Subject("service", attack, attack),
                containers=(attack, f"two {attack}"),
                advice=f"advice {attack}",
                suppressed=Suppression("comment", f"reason {attack}") if number % 5 == 4 else None,
                rendered=True,
            )
        )
        problems.append(Problem("syntax", f"problem {attack}", source.name, place))
    undecided = tuple(Open(odd_image, Undecided(one.location, "image", f"why {one.message}")) for one in findings)
    skipped = tuple(Skipped(one.location.source.name, f"reason {one.message}") for one in findings)
    return Report(findings=tuple(findings), problems=tuple(problems), undecided=undecided, skipped=skipped, files=14)


def secretive() -> Report:
    """A report whose places and excerpts touch a secret."""
    source = Source("compose.yaml", COMPOSE)
    location = Location(source, Span(COMPOSE.index("DB_PASSWORD"), COMPOSE.index(SECRET) + len(SECRET)))
    after = at(source, "quiet")
    web = Subject("service", "web")
    return Report(
        findings=(
            finding(odd_image, "holds a credential", location, web, containers=("web",)),
            finding(odd_image, "stands below one", after, web, containers=("web",)),
        ),
        problems=(Problem("syntax", "is odd", source.name, location),),
        undecided=(Open(odd_image, Undecided(location, "env", "not known")),),
        files=1,
    )


def of_every_policy() -> Report:
    """A report in which each built-in policy found something."""
    source = Source("a.yaml", "a: b\n")
    place, subject = Location(source, Span(0, 1)), Subject("service", "a")
    return Report(findings=tuple(finding(one, "does", place, subject) for one in builtin_policies()), files=1)


def many(number: int, severity: Severity = Severity.LOW) -> Report:
    """A report of many findings in one file, the last of which is critical."""
    text = "".join(f"service{n}: x\n" for n in range(number))
    source = Source("many.yaml", text)
    findings, start = [], 0
    for n in range(number):
        end = text.index(":", start)
        place = Location(source, Span(start, end))
        worst = n == number - 1
        findings.append(
            finding(
                made_privileged if worst else no_cpu,
                "runs privileged" if worst else "has no CPU limit",
                place,
                Subject("service", f"service{n}"),
                severity=None if worst else severity,
            )
        )
        start = text.index("\n", end) + 1
    return Report(findings=tuple(findings), files=1, workloads=number, containers=number)
