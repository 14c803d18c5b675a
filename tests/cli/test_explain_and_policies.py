"""`lintainer explain` and `lintainer policies`."""

from __future__ import annotations

import json

import pytest

from lintainer.cli.explain import rendered
from lintainer.plugins import builtin_policies
from tests.cli.conftest import Run


def test_a_page_reads_well_in_a_terminal(lintainer: Run) -> None:
    text = lintainer("explain", "privileged").stdout
    assert text.startswith("severity critical")
    assert "    docker run --rm --privileged nginx:1.27" in text
    assert "```" not in text
    assert "`" not in text.split("    ")[0]
    prose = [line for line in text.splitlines() if not line.startswith("    ")]
    assert max(len(line) for line in prose[2:]) <= 100
    assert lintainer("explain", "privileged", "--raw").stdout.startswith("# privileged\n")


def test_an_unknown_policy_is_an_error_with_a_hint(lintainer: Run) -> None:
    done = lintainer("explain", "privilege")
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean 'privileged'?" in done.stderr


@pytest.mark.parametrize(
    ("markdown", "wanted"),
    [
        pytest.param("# a-b\n\ntext\nmore\n", "A-B\n===\n\ntext more\n", id="heading and paragraph"),
        pytest.param("see [docs](https://x.y) and `code`\n", "see docs <https://x.y> and code\n", id="links and code"),
        pytest.param("- one\n  two\n- three\n", "- one two\n- three\n", id="list"),
        pytest.param("| a | b |\n|---|---|\n| `c` | d |\n", "a  b\nc  d\n", id="table"),
        pytest.param('```sh\nx  "y"\n```\n', '    x  "y"\n', id="fence"),
    ],
)
def test_markdown_becomes_text(markdown: str, wanted: str) -> None:
    assert rendered(markdown, 80, color=False) == wanted


def test_the_catalogue_as_json_is_whole(lintainer: Run) -> None:
    rows = json.loads(lintainer("policies", "--format", "json").stdout)
    assert [row["id"] for row in rows] == [policy.id for policy in builtin_policies()]
    assert set(rows[0]) == set("id group severity profiles shape syntaxes supersedes standards fix summary".split())


def test_the_catalogue_can_be_narrowed(lintainer: Run) -> None:
    assert "privileged" in lintainer("policies", "--standard", "cis-docker").stdout
    assert "CIS Docker 1.6.0 5.5" in lintainer("policies", "--standard", "cis-docker").stdout
    assert lintainer("policies", "--group", "nothing").returncode == 2
    assert lintainer("policies", "--profile", "nothing").returncode == 2
    assert "| `privileged` | critical |" in lintainer("policies", "--format", "markdown").stdout
