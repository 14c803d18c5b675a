"""Every policy has a page, and every example on it is executed.

A `text` fence under an example is the exact output of this policy; an example without one must be clean of it.
`pytest tests/test_policy_pages.py --update-pages` rewrites the outputs.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lintainer.engine import Report
from lintainer.options import annotations_of
from lintainer.pages import page_path, page_text, sections
from lintainer.parsers.registry import PARSERS
from lintainer.plugins import builtin_policies
from lintainer.policy import Policy
from lintainer.reporters import View
from lintainer.reporters.text import render
from lintainer.run import check_texts
from lintainer.settings import Settings
from tests.page_examples import Example, examples, rewrite

SECTIONS = ["What it finds", "Why it matters", "How to fix", "When it is justified", "What it does not see", "References"]
POLICIES = builtin_policies()


def page_of(policy: Policy) -> str:
    text = page_text(policy)
    assert text is not None, f"{policy.id} has no page: {page_path(policy)}"
    return text


def run_example(policy: Policy, example: Example) -> Report:
    options: dict[str, dict[str, object]] = {}
    if example.options is not None:
        from ruamel.yaml import YAML

        options[policy.id] = YAML(typ="safe", pure=True).load(example.options)
    settings = Settings(select=(policy.id,), options=options, installed_plugins=False)
    return check_texts(example.files, settings)


def output(report: Report) -> str:
    assert not report.problems, report.problems
    assert report.workloads or report.projects, "nothing was read"
    return render(report, View(quiet=True)).rstrip("\n")


CASES = [
    pytest.param(policy, example, id=f"{policy.id}:{example.line}")
    for policy in POLICIES
    for example in examples(page_text(policy) or "")
]


@pytest.mark.parametrize(("policy", "example"), CASES)
def test_example(policy: Policy, example: Example, request: pytest.FixtureRequest) -> None:
    if example.syntax not in {entry.syntax for entry in PARSERS}:
        pytest.skip(f"no front end for {example.syntax} yet")
    shown = output(run_example(policy, example))
    wanted = "" if example.expected is None else example.expected.text.rstrip("\n")
    if request.config.getoption("--update-pages") and shown != wanted:
        if example.expected is None:
            pytest.fail(f"line {example.line}: no output is expected, add a ```text fence under it if this is right:\n{shown}")
        rewrite(Path(page_path(policy) or ""), example, shown)
        return
    assert shown == wanted


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)
def test_page_is_complete(policy: Policy) -> None:
    page = page_of(policy)
    assert page.startswith(f"# {policy.id}\n")
    headings = [heading for heading, _ in sections(page)]
    wanted = list(SECTIONS)
    if policy.options is not None:
        wanted.insert(4, "Options")
    assert headings == wanted
    for heading, body in sections(page):
        assert body.strip(), f"{heading} is empty"


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)
def test_a_page_explains_itself(policy: Policy) -> None:
    whole = re.split(r"^## +(.+)$", page_of(policy), flags=re.MULTILINE)
    parts = dict(zip((heading.strip() for heading in whole[1::2]), whole[2::2], strict=True))
    prose = dict(sections(page_of(policy)))
    assert len(prose["Why it matters"].split()) >= 20, "the mechanism, not a verdict"
    justified = parts["When it is justified"]
    if policy.id != "unused-suppression":
        assert f"ignore[{policy.id}]" in justified or f'lintainer.io/ignore: "{policy.id}' in justified, "how to say so"
    if policy.options is not None:
        for option in annotations_of(policy.options):
            assert f"`{option}`" in parts["Options"] or f"`{option.replace('_', '-')}`" in parts["Options"], option
    fixed = {example.syntax for example in examples(parts["How to fix"]) if example.expected is None}
    assert fixed >= set(policy.syntaxes), "a fix for each syntax"
    assert "What may break: " in parts["How to fix"]


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)
def test_page_shows_findings_and_clean_examples_in_every_syntax(policy: Policy) -> None:
    found = examples(page_of(policy))
    for syntax in policy.syntaxes:
        mine = [example for example in found if example.syntax == syntax]
        shown = [example.expected.text for example in mine if example.expected is not None]
        assert any(f"[{policy.id}]" in text for text in shown), f"no finding shown for {syntax}"
        assert all(text.strip() for text in shown), f"an empty output for {syntax}"
        assert any(example.expected is None for example in mine), f"no clean example for {syntax}"
