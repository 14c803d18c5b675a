"""The page of the gate: each request on it is given to the program, and the text under it is what the program prints."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from lintainer.cli import main
from tests.page_examples import Example, examples, fences, rewrite

PAGE = Path(__file__).parents[1] / "docs" / "gate.md"
COMMAND = next(one.text for one in fences(PAGE.read_text(encoding="utf-8")) if "--fail-on" in one.text)
REQUESTS = [one for one in examples(PAGE.read_text(encoding="utf-8")) if one.syntax == "request"]


def given(example: Example, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Return the exit code for the example, and what is printed on both outputs."""
    (text,) = example.files.values()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    code = main(COMMAND.split()[1:])
    return code, "".join(capsys.readouterr()).strip("\n")


@pytest.mark.parametrize("example", [pytest.param(one, id=f"line {one.line}") for one in REQUESTS])
def test_what_is_printed(
    example: Example, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], pytestconfig: pytest.Config
) -> None:
    code, shown = given(example, monkeypatch, capsys)
    assert example.expected is not None
    if pytestconfig.getoption("--update-pages"):
        rewrite(PAGE, example, shown)
        return
    assert shown == example.expected.text.rstrip("\n")
    assert (code == 0) == shown.startswith("no findings"), shown


def test_the_page_shows_malicious_requests_and_one_that_passes() -> None:
    outputs = [one.expected.text for one in REQUESTS if one.expected is not None]
    assert len(outputs) == len(REQUESTS) > 10
    assert [text.startswith("no findings") for text in outputs] == [False] * (len(REQUESTS) - 1) + [True]
