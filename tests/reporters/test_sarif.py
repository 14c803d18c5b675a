"""SARIF as GitHub reads it (its documentation, "SARIF support for code scanning") and as the standard wants it."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from lintainer.engine import Report
from lintainer.finding import Suppression
from lintainer.parsers import Problem
from lintainer.plugins import builtin_policies
from lintainer.policy import Severity
from lintainer.reporters import REPORTERS, View
from lintainer.reporters.sarif import MAX_RESULTS
from lintainer.source import Location, Source, Span
from tests.reporters import samples
from tests.reporters.test_fingerprints import rolling

# The OASIS schema of SARIF 2.1.0 with errata 01, as the npm package @microsoft/sarif-multitool-linux 5.7.0 (MIT) carries it.
SCHEMA = json.loads((Path(__file__).parent / "sarif-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.validators.validator_for(SCHEMA)(SCHEMA)


def log_of(report: Report, **options: object) -> dict[str, Any]:
    text = REPORTERS["sarif"](report, View(options={f"sarif.{name.replace('_', '-')}": one for name, one in options.items()}))
    log: dict[str, Any] = json.loads(text)
    assert [error.message for error in VALIDATOR.iter_errors(log)] == []
    return log


def run_of(report: Report, **options: object) -> dict[str, Any]:
    log = log_of(report, **options)
    (run,) = log["runs"]
    return dict(run)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def _in_a_folder(folder: Path) -> None:
    pass


def nulls(value: object) -> bool:
    if isinstance(value, dict):
        return any(nulls(one) for one in value.values())
    if isinstance(value, list):
        return any(nulls(one) for one in value)
    return value is None


@pytest.mark.parametrize("make", [samples.full, Report, samples.hostile, samples.secretive], ids=lambda make: make.__name__)
def test_logs_are_valid_and_hold_no_null(make: Any) -> None:
    assert not nulls(log_of(make(), include_suppressed=True))


def test_a_report_without_findings_still_has_results_and_rules() -> None:
    run = run_of(Report())
    assert run["results"] == []
    assert run["tool"]["driver"]["rules"] == []
    assert run["invocations"] == [{"executionSuccessful": True}]


def test_the_properties_that_github_requires_are_there() -> None:
    log = log_of(samples.full())
    assert (log["$schema"], log["version"]) == ("https://json.schemastore.org/sarif-2.1.0.json", "2.1.0")
    assert next(iter(log)) == "$schema"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "lintainer"
    assert driver["semanticVersion"] == driver["version"]
    for rule in driver["rules"]:
        for key in ("shortDescription", "fullDescription"):
            assert 0 < len(rule[key]["text"]) <= 1024
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
        assert len(rule["properties"]["tags"]) <= 10
    for result in run["results"]:
        rule = driver["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert result["message"]["text"]
        assert result["partialFingerprints"]["primaryLocationLineHash"]
        (location,) = result["locations"]
        region = location["physicalLocation"]["region"]
        assert set(region) == {"startLine", "startColumn", "endLine", "endColumn"}
        assert location["physicalLocation"]["artifactLocation"]["uri"]


def test_rules_say_how_severe_they_are_as_text_and_only_where_they_are_about_security() -> None:
    rules = {rule["id"]: rule for rule in run_of(samples.full(), include_suppressed=True)["tool"]["driver"]["rules"]}
    found = {
        id_: (rule["defaultConfiguration"]["level"], rule["properties"].get("security-severity")) for id_, rule in rules.items()
    }
    assert found == {
        "made-privileged": ("error", "9.5"),
        "no-cpu": ("note", "2.0"),
        "no-memory": ("warning", "5.5"),
        "odd-image": ("warning", None),
        "shares-pid": ("error", "8.0"),
    }
    assert rules["odd-image"]["properties"] == {"precision": "high", "problem.severity": "warning", "tags": ["correctness"]}
    assert rules["made-privileged"]["properties"]["tags"][:2] == ["security", "privilege"]
    assert rules["made-privileged"]["name"] == "MadePrivileged"


def test_each_policy_has_help_from_its_page() -> None:
    rules = run_of(samples.of_every_policy())["tool"]["driver"]["rules"]
    assert len(rules) == len(builtin_policies())
    for rule in rules:
        assert rule["help"]["markdown"].startswith("## What it finds")
        assert "How to fix" in rule["help"]["text"]
        assert "```" not in rule["help"]["text"]
        assert not re.search(r"(?m)^#", rule["help"]["text"])
        assert 20 < len(rule["fullDescription"]["text"]) <= 1024


def test_the_level_of_a_result_is_kept_where_it_equals_the_default() -> None:
    levels = {result["ruleId"]: result["level"] for result in run_of(samples.full())["results"]}
    # shares-pid found something less severe than it usually does: the rule's default is error.
    assert levels == {
        "made-privileged": "error",
        "no-memory": "warning",
        "odd-image": "warning",
        "shares-pid": "warning",
        "no-cpu": "note",
    }


def test_results_come_worst_first() -> None:
    severities = [result["properties"]["severity"] for result in run_of(samples.full(), include_suppressed=True)["results"]]
    assert severities == ["critical", "critical", "medium", "medium", "medium", "low"]


def test_suppressed_results_are_left_out_unless_they_are_wanted() -> None:
    assert not any("suppressions" in result for result in run_of(samples.full())["results"])
    assert len(run_of(samples.full())["results"]) == 5
    results = run_of(samples.full(), include_suppressed=True)["results"]
    assert [one["suppressions"] for one in results if "suppressions" in one] == [
        [{"kind": "inSource", "status": "accepted", "justification": "the node agent needs it"}]
    ]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("comment", "inSource"), ("annotation", "inSource"), ("config", "external"), ("baseline", "external")],
)
def test_suppressions_are_in_the_source_or_elsewhere(kind: Any, expected: str) -> None:
    report = samples.many(1)
    report = report.replace(findings=(report.findings[0].replace(suppressed=Suppression(kind, "")),))
    (result,) = run_of(report, include_suppressed=True)["results"]
    assert result["suppressions"] == [{"kind": expected, "status": "accepted"}]


def test_a_category_is_written_only_when_one_is_given() -> None:
    assert "automationDetails" not in run_of(samples.full())
    assert run_of(samples.full(), category="prod/k8s")["automationDetails"] == {"id": "prod/k8s/"}
    assert run_of(samples.full(), category="prod/k8s/")["automationDetails"] == {"id": "prod/k8s/"}


def test_a_message_begins_with_what_was_found_and_links_to_related_places() -> None:
    result = run_of(samples.full())["results"][0]
    assert result["message"]["text"] == (
        "web: runs privileged. Remove it, and grant only what the program needs. [defined here](1)."
    )
    (related,) = result["relatedLocations"]
    assert related["id"] == 1
    assert related["message"]["text"] == "defined here"
    assert related["physicalLocation"]["region"] == {"startLine": 1, "startColumn": 9, "endLine": 1, "endColumn": 14}


def test_columns_count_code_points() -> None:
    run = run_of(samples.full())
    assert run["columnKind"] == "unicodeCodePoints"
    (result,) = [one for one in run["results"] if one["ruleId"] == "odd-image"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 6, "startColumn": 18, "endLine": 6, "endColumn": 26}


@pytest.mark.parametrize(
    ("text", "span", "region"),
    [
        pytest.param("a: b\nc: d\n", Span(0, 9), (1, 1, 1, 5), id="several lines become the first"),
        pytest.param("a: b  \r\nc: d\n", Span(3, 12), (1, 4, 1, 5), id="without the blanks at its end"),
        pytest.param("a: b\n", Span(3, 4), (1, 4, 1, 5), id="one character"),
        pytest.param("a:\n", Span(2, 2), (1, 3, 1, 4), id="an empty place is as wide as a character"),
        pytest.param("\n\n", Span(1, 2), (2, 1, 2, 2), id="an empty line"),
    ],
)
def test_regions_are_of_one_line(text: str, span: Span, region: tuple[int, int, int, int]) -> None:
    report = samples.many(1)
    finding = report.findings[0].replace(location=Location(Source("a.yaml", text), span))
    (result,) = run_of(report.replace(findings=(finding,)))["results"]
    found = result["locations"][0]["physicalLocation"]["region"]
    assert (found["startLine"], found["startColumn"], found["endLine"], found["endColumn"]) == region


def test_the_line_hash_is_that_of_the_region() -> None:
    # What is rendered has the hash of its line there, as one place at the top of the template stands for all of them.
    report = samples.full()
    report = report.replace(findings=tuple(one.replace(rendered=False) for one in report.findings))
    for result in run_of(report)["results"]:
        place = result["locations"][0]["physicalLocation"]
        text = samples.COMPOSE if place["artifactLocation"]["uri"] == "compose.yaml" else samples.POD
        assert result["partialFingerprints"]["primaryLocationLineHash"] == rolling(text)[place["region"]["startLine"]]


def uris(report: Report, **options: object) -> list[str]:
    results = run_of(report, **options)["results"]
    return [one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in results]


def named(name: str) -> Report:
    report = samples.many(1)
    report.findings[0].location.source.name = name
    return report


class TestUris:
    """Paths from the root of the repository."""

    def test_they_are_percent_encoded(self) -> None:
        assert uris(named("a b/ü#?%:c.yaml")) == ["a%20b/%C3%BC%23%3F%25%3Ac.yaml"]

    def test_the_root_is_the_git_root_of_the_working_directory(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (folder / ".git").mkdir()
        (folder / "deploy" / "prod").mkdir(parents=True)
        (folder / "deploy" / "prod" / "pod.yaml").write_text("a\n")
        monkeypatch.chdir(folder / "deploy")
        assert uris(named("prod/pod.yaml")) == ["deploy/prod/pod.yaml"]
        assert uris(named("../deploy/prod/pod.yaml")) == ["deploy/prod/pod.yaml"]
        assert uris(named(str(folder / "deploy/prod/pod.yaml"))) == ["deploy/prod/pod.yaml"]

    def test_a_worktree_has_a_file_named_git(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (folder / ".git").write_text("gitdir: elsewhere\n")
        (folder / "sub").mkdir()
        (folder / "sub" / "a.yaml").write_text("a\n")
        monkeypatch.chdir(folder / "sub")
        assert uris(named("a.yaml")) == ["sub/a.yaml"]

    def test_the_root_can_be_given(self, folder: Path) -> None:
        (folder / "repo").mkdir()
        (folder / "repo" / "a.yaml").write_text("a\n")
        assert uris(named("repo/a.yaml")) == ["repo/a.yaml"]
        assert uris(named("repo/a.yaml"), root="repo") == ["a.yaml"]

    def test_links_are_followed_since_code_hosts_show_nothing_on_them(self, folder: Path) -> None:
        (folder / "real").mkdir()
        (folder / "real" / "a.yaml").write_text("a\n")
        (folder / "link.yaml").symlink_to("real/a.yaml")
        (folder / "dir").symlink_to("real")
        assert uris(named("link.yaml")) == ["real/a.yaml"]
        assert uris(named("dir/a.yaml")) == ["real/a.yaml"]

    def test_a_link_that_leads_out_of_the_root_stays(self, folder: Path) -> None:
        (folder / "repo").mkdir()
        (folder / "outside.yaml").write_text("a\n")
        (folder / "repo" / "link.yaml").symlink_to("../outside.yaml")
        assert uris(named("repo/link.yaml"), root="repo") == ["link.yaml"]

    def test_files_outside_of_the_root_are_named_as_such_and_said(self, folder: Path) -> None:
        (folder / "repo").mkdir()
        (folder / "outside.yaml").write_text("a\n")
        report = named("outside.yaml")
        assert uris(report, root="repo") == ["../outside.yaml"]
        run = run_of(report, root="repo")
        (said,) = run["invocations"][0]["toolExecutionNotifications"]
        assert said["level"] == "warning"
        assert "1 of the files lie outside of the root" in said["message"]["text"]
        assert str(folder) not in json.dumps(run)

    @pytest.mark.parametrize("name", ["<stdin>", "<command>"])
    def test_what_is_no_file_keeps_its_label(self, name: str) -> None:
        assert uris(named(name)) == [name.replace("<", "%3C").replace(">", "%3E")]


def test_what_could_not_be_linted_is_a_notification() -> None:
    run = run_of(samples.full().replace(problems=(*samples.full().problems, Problem("config", "no key `x`", "c.yaml"))))
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    kinds = [rule["id"] for rule in run["tool"]["driver"]["notifications"]]
    given = [
        (kinds[one["descriptor"]["index"]], one["descriptor"]["id"], one["level"], one["message"]["text"])
        for one in [*invocation["toolExecutionNotifications"], *invocation["toolConfigurationNotifications"]]
    ]
    assert given == [
        ("syntax", "syntax", "error", "bad.yaml: expected a mapping."),
        ("read", "read", "error", "missing.yaml: no such file or directory."),
        ("config", "config", "error", "c.yaml: no key `x`."),
    ]
    place = invocation["toolExecutionNotifications"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "bad.yaml"
    assert place["region"]["startLine"] == 1


def test_no_more_results_are_written_than_github_keeps_and_the_worst_are() -> None:
    report = samples.many(10_000)
    text = REPORTERS["sarif"](report, View())
    run = json.loads(text)["runs"][0]
    assert len(run["results"]) == MAX_RESULTS == 5_000
    # The one critical finding is the last of the file.
    assert run["results"][0]["ruleId"] == "made-privileged"
    (said,) = run["invocations"][0]["toolExecutionNotifications"]
    assert said["message"]["text"] == "10000 findings, of which the worst 5000 are reported: code hosts keep no more."
    # GitHub takes 10 MB of gzip.
    assert len(gzip.compress(text.encode())) < 1_000_000
    assert len(text) < 10_000_000


def test_a_severity_of_the_config_shows_in_the_level() -> None:
    report = samples.many(1)
    finding = report.findings[0].replace(severity=Severity.LOW)
    (result,) = run_of(report.replace(findings=(finding,)))["results"]
    assert (result["level"], result["properties"]["severity"]) == ("note", "low")
