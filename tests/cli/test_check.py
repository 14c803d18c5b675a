"""`lintainer check`: exit codes, inputs, and what is wrong with them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Run

POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: nginx:1.27
      securityContext:
        privileged: {privileged}
"""
BAD = POD.format(privileged="true")
GOOD = POD.format(privileged="false")
ONE = ("--select", "privileged")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bad.yaml").write_text(BAD)
    (tmp_path / "good.yaml").write_text(GOOD)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(["good.yaml"], 0, id="clean"),
        pytest.param(["bad.yaml"], 1, id="a finding at the threshold"),
        pytest.param(["."], 1, id="a folder"),
        pytest.param([], 1, id="the working directory without arguments"),
        pytest.param(["bad.yaml", "--fail-on", "critical"], 1, id="at --fail-on"),
        pytest.param(["bad.yaml", "--exit-zero"], 0, id="--exit-zero"),
        pytest.param(["missing.yaml"], 2, id="missing file"),
        pytest.param(["missing.yaml", "--exit-zero"], 2, id="an error counts whatever --exit-zero says"),
        pytest.param(["bad.yaml", "missing.yaml"], 2, id="an error outweighs findings"),
        pytest.param(["bad.yaml", "--fail-on", "severe"], 2, id="unknown severity"),
        pytest.param(["bad.yaml", "--format", "xml"], 2, id="unknown format"),
        pytest.param(["bad.yaml", "--no-such-option"], 2, id="unknown option"),
        pytest.param(["--", "good.yaml"], 0, id="files after --, as pre-commit calls"),
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_the_exit_code_is_the_same_in_every_format(
    lintainer: Run, folder: Path, arguments: list[str], code: int, form: str
) -> None:
    extra = [] if "--format" in arguments else ["--format", form]
    at = arguments.index("--") if "--" in arguments else len(arguments)
    done = lintainer("check", *arguments[:at], *ONE, *extra, *arguments[at:])
    assert done.returncode == code, done.stdout + done.stderr


def test_policies_can_be_ignored(lintainer: Run, folder: Path) -> None:
    report = json.loads(lintainer("check", "bad.yaml", "--ignore", "privileged", "--format", "json").stdout)
    assert "privileged" not in {finding["policy"] for finding in report["findings"]}


def test_medium_findings_do_not_fail_by_default(lintainer: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(
        "from lintainer.plugins import hookimpl\nfrom lintainer.policy import Container, Hit, Severity, policy\n"
        "@policy(group='acme', severity=Severity.MEDIUM, profiles=('default',))\n"
        "def seen(container: Container):\n    'Seen.'\n    yield Hit('was seen', container.at())\n"
        "@hookimpl\ndef lintainer_policies():\n    return [seen]\n"
    )
    (tmp_path / "good.yaml").write_text(GOOD)
    arguments = ("check", "good.yaml", "--plugin", "mine.py", "--select", "acme")
    assert lintainer(*arguments).returncode == 0
    assert lintainer(*arguments, "--fail-on", "medium").returncode == 1


def test_the_text_shows_the_place_the_advice_and_a_summary(lintainer: Run, folder: Path) -> None:
    done = lintainer("check", "bad.yaml", *ONE)
    assert done.stdout == (
        "bad.yaml:10:21: critical[privileged] Pod/web: app: runs privileged, with the capabilities and devices of the host\n"
        "10 |         privileged: true\n"
        "   |                     ^^^^\n"
        "   = help: remove it, and grant only what the program needs: a capability, a device, a mount\n"
        "\n"
        "1 finding (1 critical) in 1 file, 1 container\n"
    )


@pytest.mark.parametrize(
    ("arguments", "environment", "colored"),
    [
        pytest.param([], {}, False, id="no terminal"),
        pytest.param([], {"FORCE_COLOR": "1"}, True, id="FORCE_COLOR"),
        pytest.param([], {"CLICOLOR_FORCE": "1"}, True, id="CLICOLOR_FORCE"),
        pytest.param([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, id="NO_COLOR wins"),
        pytest.param(["--color", "always"], {"NO_COLOR": "1"}, True, id="the option wins"),
        pytest.param(["--color", "never"], {"FORCE_COLOR": "1"}, False, id="never"),
    ],
)
def test_colours(lintainer: Run, folder: Path, arguments: list[str], environment: dict[str, str], colored: bool) -> None:
    assert ("\x1b[" in lintainer("check", "bad.yaml", *ONE, *arguments, **environment).stdout) is colored


def test_json_keeps_its_contract(lintainer: Run, folder: Path) -> None:
    report = json.loads(lintainer("check", "bad.yaml", *ONE, "--format", "json").stdout)
    (finding,) = report["findings"]
    assert finding.pop("fingerprint")
    assert finding == {
        "policy": "privileged",
        "severity": "critical",
        "message": "runs privileged, with the capabilities and devices of the host",
        "advice": "remove it, and grant only what the program needs: a capability, a device, a mount",
        "path": "bad.yaml",
        "line": 10,
        "column": 21,
        "end_line": 10,
        "end_column": 25,
        "syntax": "kubernetes",
        "object": {"kind": "Pod", "name": "web", "namespace": None},
        "containers": ["app"],
        "field": "privileged",
        "rendered": False,
        "template": None,
        "related": [],
        "fix": {
            "description": "Replace `true` by `false`.",
            "safe": False,
            "edits": [{"path": "bad.yaml", "line": 10, "column": 21, "end_line": 10, "end_column": 25, "text": "false"}],
        },
        "suppressed": None,
    }
    assert report["summary"] == {
        "files": 1,
        "workloads": 1,
        "containers": 1,
        "skipped": [],
        "by_severity": {"critical": 1, "high": 0, "medium": 0, "low": 0},
    }


def test_standard_input_with_and_without_a_name(lintainer: Run, tmp_path: Path) -> None:
    done = lintainer("check", "-", *ONE, "--no-excerpt", stdin=BAD.encode())
    assert done.stdout.startswith("<stdin>:10:21: critical[privileged]")
    done = lintainer("check", "-", *ONE, "--no-excerpt", "--stdin-filename", "k8s/pod.yaml", stdin=BAD.encode())
    assert done.stdout.startswith("k8s/pod.yaml:10:21: critical[privileged]")
    assert lintainer("check", "-", *ONE, stdin=b"\xff\xfe\xff").returncode == 2


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param(
            "latin.yaml", b"apiVersion: v1\nkind: Pod\nname: \xe9\n", "error[encoding] is not valid UTF-8 (line 3", id="bytes"
        ),
        pytest.param("nul.yaml", b"apiVersion: v1\0", "error[encoding] holds a NUL byte", id="NUL"),
        pytest.param("tab.yaml", b"apiVersion: v1\nkind: Pod\nspec:\n\tx: 1\n", "tab.yaml:4:1: error[syntax]", id="syntax"),
        pytest.param(
            "deep.yaml", b"apiVersion: v1\nkind: Pod\nspec: " + b"[" * 50_000, "error[limit] nested deeper", id="depth"
        ),
    ],
)
def test_bad_input_is_one_clear_error_and_the_rest_is_linted(
    lintainer: Run, folder: Path, name: str, content: bytes, message: str
) -> None:
    (folder / name).write_bytes(content)
    done = lintainer("check", ".", *ONE)
    assert done.returncode == 2
    assert message in done.stdout
    assert done.stdout.count("error[") == 1
    assert "bad.yaml:10:21: critical[privileged]" in done.stdout


def test_a_pipe_and_a_loop_are_errors_and_nothing_hangs(lintainer: Run, folder: Path) -> None:
    os.mkfifo(folder / "pipe.yaml")
    (folder / "loop.yaml").symlink_to("loop.yaml")
    done = lintainer("check", "pipe.yaml", "loop.yaml", "bad.yaml", *ONE)
    assert done.returncode == 2
    assert "pipe.yaml: error[read] is not a regular file" in done.stdout
    assert "loop.yaml: error[read] too many levels of symbolic links" in done.stdout
    assert "bad.yaml:10:21" in done.stdout


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_a_closed_folder_is_an_error(lintainer: Run, folder: Path) -> None:
    (folder / "closed").mkdir(mode=0)
    done = lintainer("check", ".", *ONE)
    assert "closed: error[read] permission denied" in done.stdout
    assert done.returncode == 2


def test_nothing_to_lint_is_an_error_unless_allowed(lintainer: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.yaml").write_text("a: 1\n")
    done = lintainer("check", ".")
    assert (done.returncode, "error[empty] nothing to lint" in done.stdout) == (2, True)
    done = lintainer("check", ".", "--allow-empty")
    assert (done.returncode, "error" in done.stdout) == (0, False)
    assert "skipped 1" in done.stdout


def test_a_template_in_a_folder_is_skipped_with_a_reason(lintainer: Run, folder: Path) -> None:
    (folder / "templates").mkdir()
    (folder / "Chart.yaml").write_text("apiVersion: v2\nname: c\nversion: 1\n")
    (folder / "templates" / "pod.yaml").write_text(
        "apiVersion: v1\nkind: Pod\n{{- if .Values.x }}\nspec: {{ .Values.spec }}\n{{- end }}\n"
    )
    done = lintainer("check", ".", *ONE, "--format", "json")
    report = json.loads(done.stdout)
    assert report["errors"] == []
    assert [skipped["path"] for skipped in report["summary"]["skipped"] if "template" in skipped["reason"]] == [
        "templates/pod.yaml"
    ]
    assert done.returncode == 1


def test_hostile_names_do_not_speak_to_the_terminal(lintainer: Run, tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m\n::error::b.yaml").write_text(BAD)
    done = lintainer("check", ".", *ONE)
    assert "\x1b" not in done.stdout
    assert "\n::error" not in done.stdout
    assert "a\\x1b[31m\\x0a::error::b.yaml:10:21" in done.stdout


def test_suppressed_findings_can_be_shown(lintainer: Run, folder: Path) -> None:
    (folder / "bad.yaml").write_text(BAD.replace("true", "true  # lintainer: ignore[privileged] an agent"))
    done = lintainer("check", "bad.yaml", *ONE)
    assert (done.returncode, done.stdout) == (0, "no findings in 1 file, 1 container; 1 suppressed\n")
    assert "= suppressed by comment: an agent" in lintainer("check", "bad.yaml", *ONE, "--show-suppressed").stdout
    assert lintainer("check", "bad.yaml", *ONE, "--no-ignore").returncode == 1


def test_an_annotation_suppresses_in_rendered_yaml(lintainer: Run, folder: Path) -> None:
    (folder / "bad.yaml").write_text(
        BAD.replace("  name: web\n", '  name: web\n  annotations:\n    lintainer.io/ignore: "privileged: an agent"\n', 1)
    )
    report = json.loads(lintainer("check", "bad.yaml", *ONE, "--format", "json").stdout)
    assert [finding["suppressed"] for finding in report["findings"]] == [{"kind": "annotation", "reason": "an agent"}]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["check", "bad.yaml"], "paths and a command line do not go together: 'bad.yaml'", id="check"),
        pytest.param(["show", "bad.yaml"], "paths and a command line do not go together: 'bad.yaml'", id="show"),
        pytest.param(["policies"], "policies takes no command line", id="policies"),
    ],
)
def test_nothing_beside_a_command_line_is_passed_over(lintainer: Run, folder: Path, words: list[str], said: str) -> None:
    done = lintainer(*words, "--", "docker", "run", "nginx:1.27")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_folder_named_docker_makes_no_paths_of_a_command_line(lintainer: Run, tmp_path: Path) -> None:
    (tmp_path / "docker").mkdir()
    (tmp_path / "docker" / "compose.yaml").write_text("services: {a: {image: a:1}}\n")
    done = lintainer("check", *ONE, "--", "docker", "run", "--privileged", "nginx")
    assert (done.returncode, "<command>:1:12: critical[privileged]" in done.stdout) == (1, True), done.stdout + done.stderr
    assert lintainer("check", *ONE, "--", "docker").stdout == "no findings in 1 file, 1 container\n"


@pytest.mark.parametrize("value", ["", ": an agent", " , "])
def test_an_annotation_that_names_no_policy_suppresses_nothing_and_is_reported(
    lintainer: Run, folder: Path, value: str
) -> None:
    annotated = BAD.replace("  name: web\n", f'  name: web\n  annotations:\n    lintainer.io/ignore: "{value}"\n', 1)
    (folder / "bad.yaml").write_text(annotated)
    done = lintainer("check", "bad.yaml", *ONE, "--extend-select", "unused-suppression", "--format", "concise")
    assert done.returncode == 1
    assert "bad.yaml:6:26: low[unused-suppression] a suppression does nothing: names no policy" in done.stdout
    assert "suppressed" not in done.stdout


def test_help_and_version_answer(lintainer: Run) -> None:
    assert "--fail-on" in lintainer("check", "--help").stdout
    assert "docker run" in lintainer("--help").stdout
    assert lintainer("--version").stdout.startswith("lintainer ")
    assert lintainer().returncode == 2
    assert lintainer("chekc").returncode == 2


def test_unknown_policies_come_with_a_hint(lintainer: Run, folder: Path) -> None:
    done = lintainer("check", "bad.yaml", "--ignore", "priviledged")
    assert done.returncode == 2
    assert done.stderr == "lintainer: error: no policy or group 'priviledged': did you mean 'privileged'?\n"
