"""Suppressions in the files."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lintainer.engine import Report, Rules, lint
from lintainer.model import Project
from lintainer.model.notes import UnusedSuppression
from lintainer.policy import Hit, Outcome, Severity, policy
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
