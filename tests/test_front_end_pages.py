"""The pages of front ends: every example is linted, and the text under it is the default profile's exact output.

An example without a `text` fence under it must be clean. `--update-pages` rewrites the outputs.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from lintainer.parsers.registry import PARSERS
from lintainer.reporters import View
from lintainer.reporters.text import render
from lintainer.run import check_texts
from lintainer.settings import Settings
from tests.page_examples import Example, examples, rewrite

FOLDER = Path(__file__).parents[1] / "docs" / "front-ends"
SYNTAXES = {entry.syntax for entry in PARSERS}
CASES = [
    pytest.param(path, example, id=f"{path.stem}:{example.line}")
    for path in sorted(FOLDER.glob("*.md"))
    for example in examples(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("path", "example"), CASES)
def test_example(path: Path, example: Example, pytestconfig: pytest.Config) -> None:
    assert example.syntax in SYNTAXES
    report = check_texts(example.files, Settings(installed_plugins=False))
    assert report.problems == ()
    assert {workload.syntax for project in report.projects for workload in project.workloads} == {example.syntax}
    shown = render(report, View(quiet=True)).rstrip("\n")
    if pytestconfig.getoption("--update-pages") and example.expected is not None:
        rewrite(path, example, shown)
        return
    assert shown == ("" if example.expected is None else example.expected.text.rstrip("\n"))


def test_every_front_end_has_a_page() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == SYNTAXES


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in sorted(FOLDER.glob("*.md"))])
def test_a_page_is_named_for_its_syntax_and_shows_what_is_found(path: Path) -> None:
    assert any(one.expected is not None for one in examples(path.read_text(encoding="utf-8")))
