"""The engine: policies are asked one by one, and nothing that crashes keeps the rest from running."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lintainer.asking import family
from lintainer.engine import Report, lint
from lintainer.fingerprint import fingerprint
from lintainer.model import UNKNOWN, Capability, Container, Mount, Origin, Project, SeccompProfile, Workload
from lintainer.model.notes import UnusedSuppression
from lintainer.parsers import Context, Parsed
from lintainer.policy import Hit, Outcome, Policy, Severity, policy, undecided
from lintainer.rules import Rules
from lintainer.run import check_command, check_texts
from lintainer.settings import Settings
from lintainer.source import Source, Span
from tests.builders import LineParser, crashes, inputs, sees_more, sees_privileged, shares


def test_a_finding_names_policy_place_object_and_container() -> None:
    report = lint(inputs("service web privileged\n"), Rules(policies=(sees_privileged,)))
    (finding,) = report.findings
    assert finding.policy is sees_privileged
    assert finding.location.text == "privileged"
    assert finding.location.region == (1, 13, 1, 23)
    assert (finding.subject.kind, finding.subject.name, finding.containers) == ("service", "web", ("web",))
    assert finding.field == "privileged"
    assert (report.files, report.workloads, report.containers) == (1, 1, 1)


def test_a_crashed_policy_is_named_and_the_others_still_run() -> None:
    report = lint(inputs("service web privileged\n"), Rules(policies=(crashes, sees_privileged)))
    assert [finding.policy.id for finding in report.findings] == ["crashes", "sees-privileged"]
    (problem,) = report.problems
    assert problem.kind == "policy-crash"
    assert problem.message == "policy crashes crashed: RuntimeError: a bug\\x0ain a policy"
    assert problem.location is not None
    assert problem.location.text == "web"


def test_a_crash_of_the_policy_that_judges_suppressions_is_named_too() -> None:
    @policy(group="housekeeping", severity=Severity.LOW, profiles=("default",))
    def unused_suppression(project: Project) -> Iterator[Hit]:
        """Crashes."""
        if any(isinstance(note, UnusedSuppression) for note in project.notes):
            raise RuntimeError("late")
        yield from ()

    text = "service web  # lintainer: ignore[nothing-like-it] x\n"
    report = lint(inputs(text), Rules(policies=(unused_suppression,), known=frozenset({"unused-suppression"})))
    assert [(one.kind, one.message) for one in report.problems] == [
        ("policy-crash", "policy unused-suppression crashed: RuntimeError: late")
    ]
    assert report.findings == ()


def test_files_that_an_input_names_and_that_are_not_there_are_listed_once_each() -> None:
    text = """\
include: [missing.yaml]
services:
  web: {image: "x:1", env_file: missing.env}
  two: {extends: {file: base.yaml, service: a}}
"""
    report = check_texts({"compose.yaml": text}, Settings(select=("privileged",), installed_plugins=False))
    assert report.findings == report.problems == ()
    assert sorted((one.name, *one.reason.split(": ")[:2]) for one in report.skipped) == [
        ("compose.yaml", "compose.yaml:1", "`include.0`"),
        ("compose.yaml", "compose.yaml:3", "`services.web.env_file`"),
        ("compose.yaml", "compose.yaml:4", "`services.two.extends`"),
    ]


def test_a_command_line_without_words_is_none() -> None:
    (problem,) = check_command([], Settings()).problems
    assert problem.kind == "config"
    assert problem.message.startswith("not a command that starts a container")


def test_a_crashed_front_end_is_one_error_and_the_other_files_are_linted() -> None:
    report = lint(inputs("service crash\n", "service web privileged\n"), Rules(policies=(sees_privileged,)))
    assert [problem.kind for problem in report.problems] == ["parser-crash"]
    assert "\x1b" not in report.problems[0].message
    assert [finding.location.source.name for finding in report.findings] == ["file2"]


def test_a_policy_supersedes_another_at_the_same_node_only() -> None:
    text = "service web privileged pid_mode\nservice db privileged\n"
    report = lint(inputs(text), Rules(policies=(sees_privileged, sees_more)))
    assert [(f.policy.id, f.subject.name) for f in report.findings] == [("sees-more", "web"), ("sees-privileged", "db")]


def test_superseding_happens_after_selection_so_that_no_profile_loses_a_finding() -> None:
    report = lint(inputs("service web privileged pid_mode\n"), Rules(policies=(sees_privileged,)))
    assert [finding.policy.id for finding in report.findings] == ["sees-privileged"]


def test_findings_are_in_the_order_of_files_and_places() -> None:
    report = lint(
        inputs("service b privileged\nservice a privileged\n", "service c privileged\n"), Rules(policies=(sees_privileged,))
    )
    assert [finding.subject.name for finding in report.findings] == ["b", "a", "c"]


def test_what_several_containers_share_at_one_place_is_one_finding() -> None:
    source = Source("a", "pod one two")
    origin = Origin(source, Span(0, 3))
    containers = tuple(
        Container(origin=Origin(source, Span(at, at + 3), {"pid_mode": Span(0, 3)}), name=name, pid_mode="host")
        for name, at in (("one", 4), ("two", 8))
    )
    workload = Workload(origin=origin, kind="Pod", name="p", syntax="compose", containers=containers)

    @policy(group="test", severity=Severity.HIGH, profiles=("default",))
    def sees_pid(container: Container) -> Iterator[Outcome]:
        """Sees pid."""
        yield Hit("shares the processes of the host", container.at("pid_mode"))

    class Fixed(LineParser):
        def parse(self, source: Source, context: Context) -> Parsed:  # noqa: ARG002
            return Parsed(syntax="compose", source=source, projects=(Project(kind="compose", name="p", workloads=(workload,)),))

    (given,) = inputs("")
    report = lint([given._replace(parser=Fixed())], Rules(policies=(sees_pid,)))
    (finding,) = report.findings
    assert finding.containers == ("one", "two")


def test_parts_of_one_mount_are_one_node_although_their_texts_lie_apart() -> None:
    source = Source("a", "web /src ro")
    mount = Mount(
        origin=Origin(source, Span(4, 11), {"source": Span(4, 8), "read_only": Span(9, 11)}), type="bind", source="/src"
    )
    one = Container(origin=Origin(source, Span(0, 3)), name="web", mounts=(mount,))
    workload = Workload(origin=one.origin, kind="service", name="web", syntax="compose", containers=(one,))

    @policy(group="test", severity=Severity.HIGH, profiles=("default",), supersedes=("lesser",))
    def greater(container: Container) -> Iterator[Outcome]:
        """Greater."""
        yield Hit("greater", container.mounts[0].at("source"))

    @policy(group="test", severity=Severity.HIGH, profiles=("default",))
    def lesser(container: Container) -> Iterator[Outcome]:
        """Lesser."""
        yield Hit("lesser", container.mounts[0].at("read_only"))

    class Fixed(LineParser):
        def parse(self, source: Source, context: Context) -> Parsed:  # noqa: ARG002
            return Parsed(syntax="compose", source=source, projects=(Project(kind="compose", name="p", workloads=(workload,)),))

    (given,) = inputs("")
    report = lint([given._replace(parser=Fixed())], Rules(policies=(greater, lesser)))
    assert [finding.policy.id for finding in report.findings] == ["greater"]


def test_an_undecided_question_is_listed_and_is_no_finding() -> None:
    @policy(group="test", severity=Severity.HIGH, profiles=("default",))
    def asks(container: Container) -> Iterator[Outcome]:
        """Asks."""
        yield from undecided(container.replace(privileged=UNKNOWN), "privileged")

    report = lint(inputs("service web\n"), Rules(policies=(asks,)))
    assert report.findings == ()
    assert [(one.policy.id, one.undecided.field) for one in report.undecided] == [("asks", "privileged")]


def test_severity_and_exclusion_follow_the_rules() -> None:
    rules = Rules(
        policies=(sees_privileged,),
        severity=lambda policy, path: Severity.LOW if (policy, path) == ("sees-privileged", "file1") else None,
        excluded=lambda policy, path: (policy, path) == ("sees-privileged", "file2"),
    )
    report = lint(inputs("service web privileged\n", "service db privileged\n"), rules)
    assert [(finding.severity, finding.location.source.name) for finding in report.findings] == [(Severity.LOW, "file1")]


@pytest.mark.parametrize(
    ("syntax", "wanted"), [("compose", "compose"), ("kubernetes", "kubernetes"), ("quadlet", "docker-run")]
)
def test_front_ends_that_write_run_options_elsewhere_belong_to_docker_run(syntax: str, wanted: str) -> None:
    assert family(syntax) == wanted


def test_a_workload_policy_may_speak_of_the_whole() -> None:
    report = lint(inputs("service web\n"), Rules(policies=(shares,)))
    assert [finding.location.text for finding in report.findings] == ["web"]


def test_the_fingerprint_stays_when_lines_move_and_changes_with_the_line() -> None:
    rules = Rules(policies=(sees_privileged,))
    (here,) = lint(inputs("service web privileged\n"), rules).findings
    (moved,) = lint(inputs("service db\nservice   web privileged\n"), rules).findings
    (other,) = lint(inputs("service web privileged pid_mode\n"), rules).findings
    assert fingerprint(here) == fingerprint(moved) != fingerprint(other)


def test_two_parts_of_one_kind_are_two_nodes_even_where_one_alias_stands_for_both() -> None:
    source = Source("a", "web *caps")
    entries = tuple(
        Capability(origin=Origin(source, Span(4, 9)), name=name, written=name) for name in ("SYS_ADMIN", "IPC_LOCK")
    )
    one = Container(origin=Origin(source, Span(0, 3)), name="web", cap_add=entries)
    report = _lint_one(one, (sees_worst, sees_every))
    assert [(f.policy.id, f.message) for f in report.findings] == [("sees-worst", "SYS_ADMIN"), ("sees-every", "IPC_LOCK")]


def test_a_part_supersedes_what_is_said_of_the_field_that_holds_it() -> None:
    source = Source("a", "web seccompProfile type")
    profile = SeccompProfile(origin=Origin(source, Span(19, 23)), type="Unconfined")
    one = Container(origin=Origin(source, Span(0, 3), {"seccomp": Span(4, 18)}), name="web", seccomp=profile)

    @policy(group="test", severity=Severity.HIGH, profiles=("default",), supersedes=("says-missing",))
    def says_unconfined(container: Container) -> Iterator[Outcome]:
        """Unconfined."""
        assert container.seccomp is not None
        yield Hit("unconfined", container.seccomp.at())

    @policy(group="test", severity=Severity.LOW, profiles=("default",))
    def says_missing(container: Container) -> Iterator[Outcome]:
        """Missing."""
        yield Hit("missing", container.at("seccomp"))

    assert [f.policy.id for f in _lint_one(one, (says_unconfined, says_missing)).findings] == ["says-unconfined"]
    assert [f.policy.id for f in _lint_one(one, (says_missing,)).findings] == ["says-missing"]


@policy(group="test", severity=Severity.HIGH, profiles=("default",), supersedes=("sees-every",))
def sees_worst(container: Container) -> Iterator[Outcome]:
    """Sees the worst."""
    yield Hit("SYS_ADMIN", container.cap_add[0].at())


@policy(group="test", severity=Severity.LOW, profiles=("default",))
def sees_every(container: Container) -> Iterator[Outcome]:
    """Sees every."""
    for entry in container.cap_add:
        yield Hit(entry.written, entry.at())


def _lint_one(one: Container, policies: tuple[Policy, ...]) -> Report:
    workload = Workload(origin=one.origin, kind="service", name="web", syntax="compose", containers=(one,))

    class Fixed(LineParser):
        def parse(self, source: Source, context: Context) -> Parsed:  # noqa: ARG002
            return Parsed(syntax="compose", source=source, projects=(Project(kind="compose", name="p", workloads=(workload,)),))

    (given,) = inputs("")
    return lint([given._replace(parser=Fixed())], Rules(policies=policies))


@policy(group="test", severity=Severity.LOW, profiles=("default",), syntaxes=("compose",))
def knows_others(container: Container, project: Project) -> Iterator[Outcome]:
    """Names the other workloads of the project."""
    others = [workload.name for workload in project.workloads if workload.name != container.name]
    yield Hit(f"stands beside {others}", container.at())


def test_a_policy_over_containers_may_ask_for_the_project() -> None:
    report = lint(inputs("service web\nservice db\n"), Rules(policies=(knows_others,)))
    assert knows_others.shape == "container"
    assert [finding.message for finding in report.findings] == ["stands beside ['db']", "stands beside ['web']"]
    assert not sees_privileged.asks_project


def test_containers_of_one_name_in_two_files_are_two_things() -> None:
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec:\n  containers:\n  - name: app\n    image: a:1\n{}"
    allowed = pod.format("    securityContext:\n      allowPrivilegeEscalation: true\n")
    settings = Settings(select=("privilege-escalation", "missing-no-new-privileges"), installed_plugins=False)
    report = check_texts({"a.yaml": allowed, "b.yaml": pod.format("")}, settings)
    assert [(f.location.source.name, f.policy.id) for f in report.findings] == [
        ("a.yaml", "privilege-escalation"),
        ("b.yaml", "missing-no-new-privileges"),
    ]


@pytest.mark.parametrize(
    ("line", "who"),
    [
        pytest.param("docker run --privileged --name web nginx:1.27", "web", id="its name"),
        pytest.param("docker run --privileged nginx:1.27", "nginx:1.27", id="the image of one without a name"),
        pytest.param(f"docker run --privileged nginx:1.27@sha256:{'0' * 64}", "nginx:1.27", id="no digest"),
        pytest.param("docker run --privileged $IMAGE", "$IMAGE", id="an image that is not known, as it is written"),
        pytest.param("docker run --privileged", "", id="neither"),
    ],
)
def test_a_finding_is_said_of_the_container_by_its_name_or_image(line: str, who: str) -> None:
    report = check_texts({"run.sh": f"{line}\n"}, Settings(select=("privileged",), installed_plugins=False))
    assert [finding.who for finding in report.findings] == [who]
