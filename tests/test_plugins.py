"""Plugins: a real third-party package, files of a repository, and what goes wrong with them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pluggy
import pytest

from lintainer import hooks
from lintainer.plugins import GROUP, HOOKS, PluginError, builtin_policies, hookimpl, load

HERE = Path(__file__).parent
ROOT = HERE.parent
GOOD = """
from lintainer.plugins import hookimpl
from lintainer.policy import Container, Hit, Severity, policy

@policy(group="acme", severity=Severity.LOW, profiles=("default",))
def {name}(container: Container):
    \"\"\"A policy of this repository.\"\"\"
    yield Hit("was seen", container.at())

@hookimpl
def lintainer_policies():
    return [{name}]
"""


def plugin(tmp_path: Path, text: str, name: str = "mine.py") -> str:
    path = tmp_path / name
    path.write_text(text)
    return str(path)


def test_without_plugins_the_built_in_pack_is_there_and_pluggy_is_not_imported() -> None:
    code = "import sys; from lintainer.plugins import load; load(installed=False); print('pluggy' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment).stdout == "False\n"


def test_a_plain_plugin_needs_no_pluggy(tmp_path: Path) -> None:
    path = plugin(tmp_path, GOOD.format(name="seen_here"))
    code = f"import sys; from lintainer.plugins import load; load([{path!r}], installed=False); print('pluggy' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment).stdout == "False\n"


def test_the_marker_leaves_what_pluggy_leaves() -> None:
    def ours() -> None: ...

    def theirs() -> None: ...

    marker = pluggy.HookimplMarker(GROUP)
    assert vars(hookimpl(ours)) == vars(marker(theirs)) != {}
    assert vars(hookimpl(tryfirst=True)(ours)) == vars(marker(tryfirst=True)(theirs))


def test_the_hooks_named_are_those_specified() -> None:
    assert {name for name, value in vars(hooks).items() if hasattr(value, "lintainer_spec")} == set(HOOKS)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("", "", None, id="plain"),
        pytest.param("import hookimpl", "import hookimpl as marked\nhookimpl = marked(tryfirst=True)", None, id="with options"),
        pytest.param(
            "@hookimpl\ndef lintainer_policies",
            "@hookimpl(specname='lintainer_policies')\ndef ours",
            None,
            id="a function of another name",
        ),
        pytest.param("from lintainer.plugins import hookimpl", "import pluggy", None, id="pluggy's own marker"),
        pytest.param("def lintainer_policies()", "def lintainer_policies(project)", "project", id="a parameter too many"),
        pytest.param("def lintainer_policies()", "def lintainer_policies(*, project)", "project", id="a keyword too many"),
        pytest.param("def lintainer_policies", "def lintainer_policy", "unknown hook 'lintainer_policy'", id="no such hook"),
    ],
)
def test_pluggy_judges_what_is_not_plain(tmp_path: Path, old: str, new: str, message: str | None) -> None:
    text = GOOD.format(name="seen_here")
    assert old in text
    text = text.replace(old, new) if old else text
    if "import pluggy" in text:
        text = text.replace("@hookimpl", "@pluggy.HookimplMarker('lintainer')")
    path = plugin(tmp_path, text)
    if message is None:
        assert load([path], installed=False).policies[-1].id == "seen-here"
    else:
        with pytest.raises(PluginError, match=message):
            load([path], installed=False)


def test_one_file_named_twice_is_said(tmp_path: Path) -> None:
    path = plugin(tmp_path, GOOD.format(name="seen_here"))
    (tmp_path / "sub").mkdir()
    for other in (path, str(tmp_path / "sub" / ".." / "mine.py")):
        with pytest.raises(PluginError, match=r"mine\.py is named twice$"):
            load([path, other], installed=False)


def test_a_file_adds_its_policies_after_the_built_in_ones(tmp_path: Path) -> None:
    plugins = load([plugin(tmp_path, GOOD.format(name="seen_here"))], installed=False)
    assert plugins.policies[:-1] == builtin_policies()
    assert plugins.policies[-1].id == "seen-here"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("import nothing_like_this", "fails to load: ModuleNotFoundError", id="import error"),
        pytest.param("def", "fails to load: SyntaxError", id="syntax error"),
        pytest.param("raise SystemExit(0)", "fails to load: SystemExit: 0", id="a script that exits"),
        pytest.param(GOOD.format(name="privileged"), "has the id of one of", id="repeated id"),
        pytest.param(
            GOOD.format(name="x").replace("def lintainer_policies", "def lintainer_polices"),
            "lintainer_polices",
            id="misspelt hook",
        ),
        pytest.param(GOOD.format(name="x").replace("return [x]", "return [1]"), "which is no Policy", id="no policy"),
        pytest.param(
            GOOD.format(name="x").replace("return [x]", "raise KeyError(1)"),
            "lintainer_policies failed: KeyError",
            id="raising hook",
        ),
        pytest.param(
            GOOD.format(name="x").replace("return [x]", "raise SystemExit(0)"),
            "lintainer_policies failed: SystemExit",
            id="exiting hook",
        ),
    ],
)
def test_a_bad_plugin_ends_the_run_with_its_name(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(PluginError) as caught:
        load([plugin(tmp_path, text)], installed=False)
    assert message in str(caught.value)
    assert "mine.py" in str(caught.value) or "lintainer_plugin_mine" in str(caught.value)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match="no such file"):
        load([str(tmp_path / "gone.py")], installed=False)


@pytest.mark.slow
def test_an_installed_package_is_found_by_its_entry_point(tmp_path: Path) -> None:
    """A real package with its own pyproject, installed with pip, adds a policy with options and a format."""
    target = tmp_path / "site"
    build = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(target), str(HERE / "example_plugin")]
    subprocess.run(build, check=True, capture_output=True)
    (tmp_path / "run.sh").write_text("docker run --label owner=me nginx:1\ndocker run nginx:1\n")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(target), *sys.path])}

    def lintainer(*arguments: str) -> str:
        command = [sys.executable, "-m", "lintainer", *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert done.returncode in (0, 1), done.stderr
        return done.stdout

    report = json.loads(lintainer("check", "--format", "json", "--select", "missing-owner-label", "run.sh"))
    assert [(finding["policy"], finding["line"]) for finding in report["findings"]] == [("missing-owner-label", 2)]
    assert lintainer("check", "--format", "count", "--select", "acme", "run.sh") == "1\n"
    assert "without the label owner" in lintainer("explain", "missing-owner-label")
    assert "missing-owner-label" in lintainer("policies", "--group", "acme")
    assert "acme" not in lintainer("policies", "--format", "json", "--profile", "cis-docker")
