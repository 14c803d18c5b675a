"""What the project says of itself is what it does: README, changelog, hooks and packaging are held to the code.

`pytest tests/test_surfaces.py --update-pages` rewrites the generated parts of the README.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from lintainer.cli.policies import as_markdown
from lintainer.plugins import builtin_policies
from lintainer.reporters import View
from lintainer.reporters.text import render
from lintainer.run import check_paths
from lintainer.settings import Settings

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"


def between(text: str, start: str) -> str:
    return text.split(start, 1)[1].split("<!-- end -->", 1)[0]


def replaced(text: str, start: str, body: str) -> str:
    head, tail = text.split(start, 1)
    return f"{head}{start}{body}<!-- end -->{tail.split('<!-- end -->', 1)[1]}"


def example() -> tuple[str, str]:
    start = re.search(r"<!-- example: (\S+) -->", README.read_text())
    assert start is not None
    shown = render(check_paths([start[1]], Settings()), View())
    return start[0], f"\n```text\n{shown}```\n"


def test_the_example_in_the_readme_is_real(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    start, shown = example()
    if request.config.getoption("--update-pages"):
        README.write_text(replaced(README.read_text(), start, shown))
    assert between(README.read_text(), start) == shown


def test_the_table_in_the_readme_is_the_catalogue(request: pytest.FixtureRequest) -> None:
    table = "\n" + as_markdown(builtin_policies()).replace("### ", "**").replace("\n\n|", "**\n\n|")
    if request.config.getoption("--update-pages"):
        README.write_text(replaced(README.read_text(), "<!-- policies -->", table))
    assert between(README.read_text(), "<!-- policies -->") == table


def test_the_careful_examples_are_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    report = check_paths(["examples/careful"], Settings())
    assert report.problems == ()
    assert [finding.policy.id for finding in report.findings if finding.suppressed is None] == []
    assert report.containers == 3


def test_the_readme_names_only_options_and_policies_that_exist() -> None:
    from lintainer.cli import COMMANDS, build

    text = README.read_text()
    known = {option for name in COMMANDS for option in _options(build(name), name)}
    own = {"--privileged", "--name", "--net"}
    used = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", between(text + "<!-- end -->", "# lintainer").split("<details>")[0]))
    assert used - known - own == set()
    ids = {policy.id for policy in builtin_policies()}
    for name in re.findall(r"ignore\[([\w-]+)\]|lintainer explain ([a-z-]+)", text):
        assert next(filter(None, name)) in ids


def _options(parser: object, name: str) -> set[str]:
    import argparse

    assert isinstance(parser, argparse.ArgumentParser)
    action = next(one for one in parser._actions if isinstance(one, argparse._SubParsersAction))
    return {option for one in action.choices[name]._actions for option in one.option_strings}


def test_the_configuration_in_the_readme_is_valid(tmp_path: Path) -> None:
    from lintainer.config import read, settings_from
    from lintainer.run import prepare

    (text,) = (
        block for block in re.findall(r"```yaml\n(.*?)```", README.read_text(), re.DOTALL) if "profile: hardening" in block
    )
    (tmp_path / ".lintainer.yaml").write_text(text)
    prepare(settings_from(read(str(tmp_path / ".lintainer.yaml"))))


def test_hooks_are_one_file_under_both_names() -> None:
    assert (ROOT / "pre-commit-hooks.yaml").resolve() == (ROOT / ".pre-commit-hooks.yaml").resolve()
    hooks = YAML(typ="safe", pure=True).load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert [hook["id"] for hook in hooks] == [
        *("lintainer", "lintainer-compose", "lintainer-kubernetes", "lintainer-docker-run", "lintainer-named")
    ]
    for hook in hooks:
        assert hook["args"][-1] == "--"
        assert hook["require_serial"]
        assert "--allow-empty" in hook["entry"]


def test_packaging_says_why_each_dependency_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)["project"]
    for requirement in project["dependencies"]:
        line = next(line for line in text.splitlines() if f'"{requirement}"' in line)
        assert "#" in line, requirement
    assert project["scripts"]["lintainer"] == "lintainer.cli:entry"
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text()
