"""The judged sample: its form, and the share of findings that stand up."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from lintainer.plugins import builtin_policies

HERE = Path(__file__).parent
HEADER, *ROWS = [line.split("\t") for line in (HERE / "sample.tsv").read_text(encoding="utf-8").splitlines()]


def test_each_row_names_a_finding_and_judges_it_once() -> None:
    assert HEADER == ["file", "line", "policy", "verdict", "reason"]
    assert len(ROWS) == 300
    known = {policy.id for policy in builtin_policies()}
    for row in ROWS:
        assert len(row) == len(HEADER), row
        file, line, policy, verdict, reason = row
        assert file.partition("/")[0] in ("compose", "k8s", "docker-run"), row
        assert int(line) > 0, row
        assert policy in known, row
        assert verdict in ("true", "false", "doubtful"), row
        assert reason.strip() == reason != "", row
    places = [tuple(row[:3]) for row in ROWS]
    assert len(set(places)) == len(places)
    assert places == sorted(places, key=lambda place: (place[0], int(place[1]), place[2]))


def test_at_least_98_in_100_stand_up() -> None:
    assert Counter(row[3] for row in ROWS)["true"] >= 0.98 * len(ROWS)


def test_the_counts_in_the_readme_are_those_of_the_table() -> None:
    cells = [line.strip("| \n").split(" | ") for line in (HERE / "README.md").read_text(encoding="utf-8").splitlines()]
    table = {row[0]: (int(row[3]), int(row[4])) for row in cells if len(row) == 5 and row[3].isdecimal()}
    drawn, true = Counter(row[2] for row in ROWS), Counter(row[2] for row in ROWS if row[3] == "true")
    assert table == {policy: (count, true[policy]) for policy, count in drawn.items()}
