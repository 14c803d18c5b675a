"""What readers of formats cut off or refuse: annotations of a step, bytes of a summary, fingerprints that repeat."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from lintainer.engine import Report
from lintainer.fingerprint import fingerprint
from lintainer.parsers import Problem
from lintainer.policy import Severity
from lintainer.reporters import REPORTERS, View
from tests.reporters import samples


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def annotations(report: Report) -> list[str]:
    text = REPORTERS["github"](report, View())
    return re.split(r"(?m)^::lintainer-[0-9a-f]{32}::\n", text)[1].splitlines()


@pytest.mark.parametrize(
    ("severity", "kind"), [(Severity.HIGH, "error"), (Severity.MEDIUM, "warning"), (Severity.LOW, "notice")]
)
def test_a_step_makes_ten_annotations_of_a_kind_and_says_how_many_more_there_are(severity: Severity, kind: str) -> None:
    made = annotations(samples.many(30, severity))
    kinds = [line.partition(" ")[0].strip(":") for line in made]
    assert max(kinds.count(one) for one in ("error", "warning", "notice")) == 10
    assert kinds.count(kind) == 10
    # The one critical finding, last in the file, is first.
    assert "title=made-privileged (critical)" in made[0]
    assert made[-1] == f"::notice title=lintainer::{31 - len(made)} more of 30: see the log of this step"


def test_ten_are_all_shown() -> None:
    made = annotations(samples.many(11, Severity.LOW))
    assert len(made) == 11
    assert not any("more of" in line for line in made)


def test_all_findings_stand_in_the_log() -> None:
    text = REPORTERS["github"](samples.many(30), View(excerpt=False))
    assert sum(": low[no-cpu] " in line for line in text.splitlines()) == 29


def test_nothing_to_lint_is_no_place() -> None:
    report = Report(problems=(Problem("empty", "nothing to lint", "a, b"),))
    assert annotations(report) == ["::error title=lintainer%3A empty::nothing to lint"]
    log = json.loads(REPORTERS["sarif"](report, View()))
    (said,) = log["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert "locations" not in said


def test_fingerprints_of_gitlab_are_unique_in_a_report() -> None:
    report = samples.many(3)
    same = report.findings[0]
    issues = json.loads(REPORTERS["gitlab"](report.replace(findings=(same, same, same)), View()))
    prints = [issue["fingerprint"] for issue in issues]
    assert len(set(prints)) == 3
    assert prints[0] == fingerprint(same)


def test_a_step_summary_stays_within_what_github_takes() -> None:
    text = REPORTERS["markdown"](samples.many(10_000), View())
    assert len(text.encode()) < 1024 * 1024
    assert "more are not shown." in text
    assert "🟣 critical" in text.splitlines()[4]
