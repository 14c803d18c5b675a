"""Gradual adoption: a baseline, and only what changed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from lintainer.run import check_paths
from lintainer.settings import Settings
from tests.cli.conftest import Run
from tests.cli.test_check import BAD
from tests.clients import require

ONE = ("--select", "privileged")


def found(run: Run, *arguments: str) -> list[str | None]:
    """The kinds of suppression of all findings, in order; None for those that count."""
    report = json.loads(run("check", "--format", "json", *ONE, *arguments).stdout)
    assert report["errors"] == []
    return [finding["suppressed"] and finding["suppressed"]["kind"] for finding in report["findings"]]


@pytest.fixture
def folder(tmp_path: Path, lintainer: Run) -> Path:
    (tmp_path / "bad.yaml").write_text(BAD)
    done = lintainer("check", "bad.yaml", *ONE, "--write-baseline", "base.json")
    assert (done.returncode, done.stdout) == (0, "1 finding written to base.json\n")
    return tmp_path


def test_what_was_there_before_does_not_count(lintainer: Run, folder: Path) -> None:
    assert found(lintainer, "bad.yaml", "--baseline", "base.json") == ["baseline"]
    assert lintainer("check", "bad.yaml", *ONE, "--baseline", "base.json").returncode == 0


def test_it_holds_when_lines_move_and_not_when_the_line_changes(lintainer: Run, folder: Path) -> None:
    (folder / "bad.yaml").write_text("# moved\n\n" + BAD)
    assert found(lintainer, "bad.yaml", "--baseline", "base.json") == ["baseline"]
    (folder / "bad.yaml").write_text(BAD.replace("privileged: true", "privileged: yes"))
    assert found(lintainer, "bad.yaml", "--baseline", "base.json") == [None]


def test_a_second_one_of_the_same_kind_is_new(lintainer: Run, folder: Path) -> None:
    (folder / "bad.yaml").write_text(BAD + "---\n" + BAD)
    assert found(lintainer, "bad.yaml", "--baseline", "base.json") == ["baseline", None]


def test_another_file_is_not_covered(lintainer: Run, folder: Path) -> None:
    (folder / "other.yaml").write_text(BAD)
    assert found(lintainer, "bad.yaml", "other.yaml", "--baseline", "base.json") == ["baseline", None]


def test_what_was_mended_is_pruned_when_it_is_written_again(lintainer: Run, folder: Path) -> None:
    (folder / "bad.yaml").write_text(BAD.replace("true", "false"))
    lintainer("check", "bad.yaml", *ONE, "--baseline", "base.json", "--write-baseline", "base.json")
    assert json.loads((folder / "base.json").read_text())["entries"] == []


def test_no_line_of_a_file_is_written(lintainer: Run, folder: Path) -> None:
    assert "privileged: true" not in (folder / "base.json").read_text()


@pytest.mark.parametrize("content", ["", "[]", '{"version": 9, "entries": []}', '{"version": 1, "entries": [{}]}'])
def test_a_bad_baseline_is_an_error(lintainer: Run, folder: Path, content: str) -> None:
    (folder / "base.json").write_text(content)
    done = lintainer("check", "bad.yaml", "--baseline", "base.json")
    assert done.returncode == 2
    assert "base.json" in done.stderr
    assert "write" in done.stderr
    assert lintainer("check", "bad.yaml", "--baseline", "gone.json").returncode == 2


def test_a_command_line_and_standard_input_have_a_baseline_too(lintainer: Run, tmp_path: Path) -> None:
    command = ("--", "docker", "run", "--privileged", "nginx")
    lintainer("check", *ONE, "--write-baseline", "base.json", *command)
    assert lintainer("check", *ONE, *command).returncode == 1
    assert lintainer("check", *ONE, "--baseline", "base.json", *command).returncode == 0


def test_only_changed_lines_are_reported(lintainer: Run, tmp_path: Path) -> None:
    require("git")

    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments], cwd=tmp_path, check=True, capture_output=True
        )

    git("init", "-q", "-b", "main")
    (tmp_path / "bad.yaml").write_text(BAD)
    (tmp_path / "sp ä.yaml").write_text(BAD.replace("true", "false"))
    git("add", ".")
    git("commit", "-q", "-m", "one")
    assert found(lintainer, ".", "--diff-base", "HEAD") == []
    (tmp_path / "bad.yaml").write_text("# above\n" + BAD)
    assert found(lintainer, ".", "--diff-base", "HEAD") == []
    (tmp_path / "sp ä.yaml").write_text(BAD)
    (tmp_path / "new.yaml").write_text(BAD)
    assert found(lintainer, ".", "--diff-base", "HEAD") == [None, None]
    assert found(lintainer, ".", "--diff-base", "main") == [None, None]
    for revision in ("nothing", "--output=x"):
        done = lintainer("check", ".", *ONE, f"--diff-base={revision}")
        assert (done.returncode, done.stderr.startswith("lintainer: error: --diff-base: ")) == (2, True)
    assert not (tmp_path / "x").exists()


def test_what_git_cannot_compare_is_reported_as_a_whole(lintainer: Run, tmp_path: Path) -> None:
    require("git")
    for words in (("init", "-q", "-b", "main"), ("add", "."), ("commit", "-q", "-m", "one")):
        if words[0] == "add":
            (tmp_path / "same.yaml").write_text(BAD)
            (tmp_path / ".gitignore").write_text("built.yaml\n")
        command = ["git", "-c", "user.name=a", "-c", "user.email=a@b", *words]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert lintainer("check", "same.yaml", *ONE, "--diff-base", "HEAD").returncode == 0
    assert lintainer("check", "-", *ONE, "--diff-base", "HEAD", stdin=BAD.encode()).returncode == 1
    assert lintainer("check", *ONE, "--diff-base", "HEAD", "--", "docker", "run", "--privileged", "nginx").returncode == 1
    (tmp_path / "built.yaml").write_text(BAD)
    assert found(lintainer, ".", "--diff-base", "HEAD") == []
    assert found(lintainer, "built.yaml", "--diff-base", "HEAD") == [None]


def test_changes_above_the_working_directory_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    require("git")
    (tmp_path / "sub").mkdir()
    (tmp_path / "bad.yaml").write_text(BAD)
    for words in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "one"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True, capture_output=True)
    monkeypatch.chdir(tmp_path / "sub")
    settings = Settings(select=("privileged",), diff_base="HEAD", installed_plugins=False)
    assert check_paths(["../bad.yaml"], settings).findings == ()
    (tmp_path / "bad.yaml").write_text(BAD.replace("true", "yes"))
    assert len(check_paths(["../bad.yaml"], settings).findings) == 1
