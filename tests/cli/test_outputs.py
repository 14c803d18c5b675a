"""`--format` and `--output`: several reports from one lint, written whole, with one exit code."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from lintainer.cli import main
from lintainer.reporters import REPORTERS
from tests.cli.conftest import Run
from tests.cli.test_check import BAD, GOOD, ONE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bad.yaml").write_text(BAD)
    (tmp_path / "good.yaml").write_text(GOOD)
    (tmp_path / "broken.yaml").write_text("apiVersion: v1\nkind: Pod\nspec: [\n")
    return tmp_path


@pytest.mark.parametrize("form", REPORTERS)
@pytest.mark.parametrize(("name", "code"), [("good.yaml", 0), ("bad.yaml", 1), ("broken.yaml", 2)])
def test_the_exit_code_is_the_same_in_every_format(
    folder: Path, form: str, name: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # In this process: a process for each would take most of the time of all tests.
    monkeypatch.chdir(folder)
    assert main(["check", name, *ONE, "--output", f"{form}:report", "--isolated"]) == code
    assert capsys.readouterr() == ("", "")
    assert (folder / "report").stat().st_size > 0


def test_several_reports_come_from_one_lint(lintainer: Run, folder: Path) -> None:
    done = lintainer("check", "bad.yaml", *ONE, "-o", "sarif:out.sarif", "-o", "json:out.json", "--output", "github:-")
    assert done.returncode == 1
    assert "\n::error file=bad.yaml,line=10,endLine=10,col=21,endColumn=25,title=privileged (critical)::" in done.stdout
    assert len(json.loads((folder / "out.sarif").read_text())["runs"][0]["results"]) == 1
    assert [one["policy"] for one in json.loads((folder / "out.json").read_text())["findings"]] == ["privileged"]


def test_format_is_for_standard_output_and_output_for_the_rest(lintainer: Run, folder: Path) -> None:
    alone = lintainer("check", "bad.yaml", *ONE, "--output", "json:out.json")
    assert alone.stdout == ""
    both = lintainer("check", "bad.yaml", *ONE, "--output", "json:out.json", "--format", "concise")
    assert both.stdout.startswith("bad.yaml:10:21: critical[privileged] Pod/web: app: runs privileged")
    default = lintainer("check", "bad.yaml", *ONE)
    assert "10 |         privileged: true" in default.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["-o", "sarif"], "--output: 'sarif' is not FORMAT:FILE", id="no file"),
        pytest.param(["-o", "sarif:"], "--output: 'sarif:' is not FORMAT:FILE", id="an empty file"),
        pytest.param(["-o", "sariff:x"], "--output: no format 'sariff': did you mean 'sarif'?", id="a misspelt format"),
        pytest.param(["--format", "xyzzy"], "--format: no format 'xyzzy': text, concise, json,", id="no such format"),
        pytest.param(["-o", "json:no/such/x"], "there is no folder", id="no such folder"),
        pytest.param(["-o", "json:."], "--output: '.' is a folder", id="a folder"),
        pytest.param(["-o", "json:x", "-o", "sarif:./x"], "--output: two reports for './x'", id="one file twice"),
        pytest.param(["--sarif-root", "nowhere"], "--sarif-root: there is no folder 'nowhere'", id="no such root"),
        pytest.param(["-o", "json:-", "--format", "text"], "two reports for standard output", id="standard output twice"),
    ],
)
def test_what_makes_no_sense_is_said_before_the_work(
    folder: Path,
    arguments: list[str],
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(folder)
    assert main(["check", "bad.yaml", *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert message in said.err
    assert said.err.count("\n") == 1


def test_a_colon_in_the_file_belongs_to_it(lintainer: Run, folder: Path) -> None:
    lintainer("check", "bad.yaml", *ONE, "-o", "json:a:b.json")
    assert (folder / "a:b.json").is_file()


class TestFiles:
    """How reports are written."""

    def test_they_replace_what_was_there_and_keep_its_mode(self, lintainer: Run, folder: Path) -> None:
        old = folder / "out.json"
        old.write_text("x" * 100_000)
        old.chmod(0o640)
        inode = old.stat().st_ino
        lintainer("check", "bad.yaml", *ONE, "-o", "json:out.json")
        json.loads(old.read_text())
        assert stat.S_IMODE(old.stat().st_mode) == 0o640
        # A new file took its place: whoever had the old one open still has all of it.
        assert old.stat().st_ino != inode

    def test_nothing_is_left_beside_them(self, lintainer: Run, folder: Path) -> None:
        before = set(os.listdir(folder))
        lintainer("check", "bad.yaml", *ONE, "-o", "json:out.json", "-o", "html:out.html")
        assert set(os.listdir(folder)) - before == {"out.json", "out.html"}

    def test_a_link_stays_a_link(self, lintainer: Run, folder: Path) -> None:
        (folder / "real").mkdir()
        (folder / "out.json").symlink_to("real/report.json")
        lintainer("check", "bad.yaml", *ONE, "-o", "json:out.json")
        assert (folder / "out.json").is_symlink()
        json.loads((folder / "real" / "report.json").read_text())

    @pytest.mark.usefixtures("folder")
    def test_a_device_is_written_to(self, lintainer: Run) -> None:
        assert lintainer("check", "bad.yaml", *ONE, "-o", "json:/dev/null").returncode == 1
        assert json.loads(lintainer("check", "bad.yaml", *ONE, "-o", "json:/dev/stdout").stdout)["version"] == 1

    def test_what_cannot_be_written_is_said_and_the_others_are_written(self, lintainer: Run, folder: Path) -> None:
        done = lintainer("check", "bad.yaml", *ONE, "-o", "json:/proc/self/nope", "-o", "sarif:out.sarif", "-o", "concise:-")
        assert done.returncode == 2
        assert "lintainer: error: cannot write '/proc/self/nope': " in done.stderr
        assert (folder / "out.sarif").is_file()
        assert "critical[privileged]" in done.stdout

    def test_a_step_summary_is_added_to(self, lintainer: Run, folder: Path) -> None:
        (folder / "summary").write_text("before\n")
        summary = str(folder / "summary")
        lintainer("check", "bad.yaml", *ONE, "-o", f"markdown:{summary}", GITHUB_STEP_SUMMARY=summary)
        assert (folder / "summary").read_text().startswith("before\n### lintainer: 1 critical in 1 file, 1 container\n")


def test_sarif_options_reach_the_report(lintainer: Run, folder: Path) -> None:
    (folder / "bad.yaml").write_text(BAD + "# lintainer: ignore-file generated\n")
    options = ["--sarif-category", "prod", "--sarif-root", "..", "--sarif-include-suppressed"]
    log = json.loads(lintainer("check", "bad.yaml", *ONE, "--format", "sarif", *options).stdout)
    (run,) = log["runs"]
    assert run["automationDetails"] == {"id": "prod/"}
    (result,) = run["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == f"{folder.name}/bad.yaml"
    assert result["suppressions"][0]["justification"] == "generated"
    assert json.loads(lintainer("check", "bad.yaml", *ONE, "--format", "sarif").stdout)["runs"][0]["results"] == []


def test_colours_are_for_the_terminal_and_not_for_files(lintainer: Run, folder: Path) -> None:
    lintainer("check", "bad.yaml", *ONE, "-o", "text:out.txt", FORCE_COLOR="1")
    assert "\x1b" not in (folder / "out.txt").read_text()
    assert "\x1b[" in lintainer("check", "bad.yaml", *ONE, "-o", "text:-", FORCE_COLOR="1").stdout
    lintainer("check", "bad.yaml", *ONE, "-o", "text:out.txt", "--color", "always")
    assert "\x1b[" in (folder / "out.txt").read_text()


def test_no_format_is_imported_that_is_not_asked_for(folder: Path) -> None:
    program = (
        "import sys; from lintainer.cli import main; main(['check', 'bad.yaml', '--isolated', '--select', 'privileged']);"
        "print(sorted(m for m in sys.modules if m.startswith(('lintainer.reporters', 'sarif_om', 'lintainer.atomic', 'html'))))"
    )
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, env=surroundings)
    assert done.stdout.splitlines()[-1] == "['lintainer.reporters', 'lintainer.reporters.text']"


def on_a_terminal(folder: Path, *arguments: str, **more: str) -> str:
    """Run with standard error on a terminal, patience taken away, and return what stood there."""
    pty = pytest.importorskip("pty", reason="there are no such terminals on Windows")
    program = (
        "import sys, lintainer.cli.progress as p; p._PATIENCE = p._INTERVAL = 0;"
        "from lintainer.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    ours, theirs = pty.openpty()
    surroundings = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "TERM": "xterm", **more}
    command = [sys.executable, "-c", program, "check", "bad.yaml", "good.yaml", *ONE, *arguments]
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=theirs, env=surroundings, timeout=60)
    os.close(theirs)
    shown = b""
    try:
        while chunk := os.read(ours, 4096):
            shown += chunk
    except OSError:  # how Linux says that the other end is closed
        pass
    os.close(ours)
    return shown.decode()


def test_a_terminal_shows_how_far_it_is_and_is_clean_afterwards(folder: Path) -> None:
    shown = on_a_terminal(folder)
    assert "\rreading 0/2\x1b[K\rreading 1/2\x1b[K\rparsing 0/2\x1b[K" in shown
    assert "judging 0/" in shown
    assert shown.endswith("\r\x1b[K")


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        pytest.param(["--quiet"], {}, id="--quiet"),
        pytest.param([], {"CI": "true"}, id="in CI"),
        pytest.param([], {"TERM": "dumb"}, id="a dumb terminal"),
    ],
)
def test_no_progress_where_nobody_wants_it(folder: Path, arguments: list[str], environment: dict[str, str]) -> None:
    assert on_a_terminal(folder, *arguments, **environment) == ""


def test_no_progress_without_a_terminal(lintainer: Run, folder: Path) -> None:
    assert lintainer("check", "bad.yaml", *ONE).stderr == ""
