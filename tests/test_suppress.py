"""Suppressions in the files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lintainer.engine import Report, lint
from lintainer.model import Project
from lintainer.model.notes import UnusedSuppression
from lintainer.policy import Hit, Outcome, Severity, policy
from lintainer.rules import Rules
from lintainer.run import check_paths
from lintainer.settings import Settings
from tests.builders import inputs, sees_privileged, shares


@policy(group="housekeeping", severity=Severity.LOW, profiles=("default",))
def unused_suppression(project: Project) -> Iterator[Outcome]:
    """A suppression does nothing."""
    for note in project.notes:
        if isinstance(note, UnusedSuppression):
            yield Hit(note.reason, note.location)


def run(text: str, **rules: bool) -> Report:
    return lint(
        inputs(text),
        Rules(policies=(sees_privileged, unused_suppression), known=frozenset({"sees-privileged", "shares"}), **rules),
    )


def test_a_comment_on_the_line_suppresses_and_keeps_its_reason() -> None:
    (finding,) = run("service web privileged  # lintainer: ignore[sees-privileged] the agent needs it\n").findings
    assert finding.suppressed == ("comment", "the agent needs it")


@pytest.mark.parametrize(
    ("comment", "place", "reason"),
    [
        pytest.param("ignore[shares-not] x", "shares-not", "there is no policy `shares-not`", id="unknown policy"),
        pytest.param("ignore[sees-privilege] x", "sees-privilege", "did you mean `sees-privileged`?", id="misspelt policy"),
        pytest.param("ignore", "# lintainer: ignore", "names no policy", id="no policy"),
        pytest.param("ignore[] loads drivers", "# lintainer: ignore[]", "names no policy", id="empty brackets"),
        pytest.param("ignore-file[ , ]", "# lintainer: ignore-file[ , ]", "names no policy", id="a file with empty brackets"),
        pytest.param("disable[sees-privileged]", "# lintainer: disable", "`disable` is no verb", id="unknown verb"),
    ],
)
def test_a_suppression_that_cannot_work_is_reported_at_its_place(comment: str, place: str, reason: str) -> None:
    findings = run(f"service web privileged  # lintainer: {comment}\n").findings
    assert [finding.policy.id for finding in findings] == ["sees-privileged", "unused-suppression"]
    assert findings[0].suppressed is None
    assert findings[1].location.text.startswith(place)
    assert reason in findings[1].message


def test_an_unused_suppression_is_reported_and_one_of_a_policy_that_did_not_run_is_not() -> None:
    findings = run("service web  # lintainer: ignore[sees-privileged, shares] x\n").findings
    assert [(finding.policy.id, finding.location.text) for finding in findings] == [("unused-suppression", "sees-privileged")]


def test_a_comment_covers_its_own_scope_only() -> None:
    findings = run("service a privileged  # lintainer: ignore[sees-privileged] x\nservice b privileged\n").findings
    assert [(finding.subject.name, finding.suppressed is None) for finding in findings] == [("a", False), ("b", True)]


def test_ignore_file_covers_everything() -> None:
    findings = run("service a privileged  # lintainer: ignore-file generated\nservice b privileged\n").findings
    assert [finding.suppressed for finding in findings] == [("comment", "generated")] * 2


def test_ignore_file_with_policies_covers_those() -> None:
    report = lint(
        inputs("service a privileged  # lintainer: ignore-file[shares] generated\n"),
        Rules(policies=(sees_privileged, shares), known=frozenset({"sees-privileged", "shares"})),
    )
    assert {finding.policy.id: finding.suppressed is None for finding in report.findings} == {
        "sees-privileged": True,
        "shares": False,
    }


def test_comments_can_be_switched_off() -> None:
    (finding,) = run("service web privileged  # lintainer: ignore[sees-privileged] x\n", ignore_comments=False).findings
    assert finding.suppressed is None


def test_a_reason_can_be_required() -> None:
    findings = run("service web privileged  # lintainer: ignore[sees-privileged]\n", require_reason=True).findings
    assert findings[0].suppressed is None
    assert "gives no reason" in findings[1].message


IGNORE = "# lintainer: ignore[privileged] the builder needs it"
FILES = {
    "override": {
        "compose.yaml": "services:\n  web:\n    image: a:1\n",
        "compose.override.yaml": f"services:\n  web:\n    privileged: true  {IGNORE}\n",
    },
    "include": {
        "compose.yaml": "include: [part.yaml]\nservices:\n  other:\n    image: a:1\n",
        "part.yaml": f"services:\n  web:\n    image: a:1\n    {IGNORE}\n    privileged: true\n",
    },
    "extends, where it is defined": {
        "compose.yaml": "services:\n  web:\n    extends: {file: base.yml, service: base}\n    image: a:1\n",
        "base.yml": f"services:\n  base:\n    privileged: true  {IGNORE}\n",
    },
    "extends, where it is used": {
        "compose.yaml": f"services:\n  web:\n    image: a:1\n    {IGNORE}\n    extends: {{file: base.yml, service: base}}\n",
        "base.yml": "services:\n  base:\n    privileged: true\n",
    },
    "a merge key": {
        "compose.yaml": f"x-b: &b\n  privileged: true  {IGNORE}\nservices:\n  web:\n    <<: *b\n    image: a:1\n",
    },
    "an alias": {
        "compose.yaml": f"x-b: &b true  {IGNORE}\nservices:\n  web:\n    privileged: *b\n    image: a:1\n",
    },
}


@pytest.mark.parametrize("files", FILES.values(), ids=FILES)
def test_comments_count_in_all_files_of_a_project(
    files: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in files.items():
        Path(name).write_text(text)
    settings = Settings(select=("privileged", "unused-suppression"), installed_plugins=False)
    findings = check_paths(["."], settings).findings
    assert {finding.policy.id for finding in findings} == {"privileged"}
    mine = [finding.suppressed for finding in findings if finding.subject.name == "web"]
    assert mine == [("comment", "the builder needs it")]
    # Without them it counts.
    for name, text in files.items():
        Path(name).write_text(text.replace(IGNORE, ""))
    assert [finding.suppressed for finding in check_paths(["."], settings).findings if finding.subject.name == "web"] == [None]


def test_a_shared_comment_that_does_nothing_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    base = f"services:\n  base:\n    image: a:1  {IGNORE}\n"
    Path("base.yml").write_text(base)
    for name in ("one", "two"):
        Path(name).mkdir()
        text = "services:\n  web:\n    extends: {file: ../base.yml, service: base}\n    image: a:1\n"
        Path(name, "compose.yaml").write_text(text)
    settings = Settings(select=("privileged", "unused-suppression"), installed_plugins=False)
    found = check_paths(["."], settings).findings
    assert [(finding.policy.id, finding.location.source.name) for finding in found] == [("unused-suppression", "base.yml")]
