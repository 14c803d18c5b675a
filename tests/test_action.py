"""The GitHub Action and the hooks: in step with the project, linted, and their steps run as written."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from lintainer import __version__
from tests.clients import require

ROOT = Path(__file__).parent.parent
ACTION = YAML(typ="safe", pure=True).load((ROOT / "action.yml").read_text())
STEPS = {step.get("id", step["name"]): step for step in ACTION["runs"]["steps"]}


def test_the_version_is_that_of_the_release() -> None:
    assert ACTION["inputs"]["version"]["default"] == __version__
    assert STEPS["install"]["env"]["OWN_VERSION"] == __version__


def test_inputs_and_outputs_are_complete() -> None:
    assert set(ACTION["inputs"]) == set(
        "paths config profile fail-on format sarif-file upload category baseline working-directory version".split()
    )
    assert set(ACTION["outputs"]) == {"findings", "errors", "sarif-file", "exit-code"}


def test_no_input_is_pasted_into_a_script() -> None:
    """An input inside `run:` is code: whoever sets it could run commands. All of them go through the environment."""
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_every_third_party_action_is_pinned_by_commit() -> None:
    texts = [(ROOT / "action.yml").read_text(), *(path.read_text() for path in (ROOT / ".github" / "workflows").glob("*.yml"))]
    used = [name for text in texts for name in re.findall(r"uses: (\S+)", text) if name != "./"]
    assert used
    for name in used:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", name), name
    # Each pin says where its commit was looked up.
    assert all(text.count("looked up in") == len(set(re.findall(r"uses: (\S+@\S+)", text))) for text in texts)


def test_workflows_pass_actionlint() -> None:
    done = subprocess.run([require("actionlint")], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


class Runner:
    """A runner's folders, environment and expressions, as far as this action uses them."""

    def __init__(self, folder: Path, **inputs: str) -> None:
        self.workspace = folder / "workspace"
        self.temp = folder / "temp"
        for path in (self.workspace, self.temp):
            path.mkdir()
        self.inputs = {name: given.get("default", "") for name, given in ACTION["inputs"].items()}
        self.inputs.update({name.replace("_", "-"): value for name, value in inputs.items()})
        self.output, self.summary = folder / "output", folder / "summary"
        # What `pip install` would make: the program of this environment.
        program = self.temp / "lintainer" / "bin" / "lintainer"
        program.parent.mkdir(parents=True)
        program.write_text(f'#!/bin/sh\nexec {sys.executable} -m lintainer "$@"\n')
        program.chmod(0o755)

    def value(self, text: str, *, fork: bool) -> str:
        if "head.repo" in text:
            return "true" if fork else "false"
        return re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: self.inputs[match[1]], text)

    def run(self, step: dict[str, Any], *, fork: bool = False) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join(sys.path),
            "HOME": str(self.temp),
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_OUTPUT": str(self.output),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_ACTION_PATH": str(ROOT),
            **{name: self.value(str(text), fork=fork) for name, text in step.get("env", {}).items()},
        }
        script = self.temp / "step.sh"
        script.write_text(step["run"])
        # How the runner calls `shell: bash`.
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        folder = self.workspace / self.inputs["working-directory"]
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)

    def outputs(self) -> dict[str, str]:
        text = self.output.read_text()
        found = dict(re.findall(r"^([\w-]+)=(.*)$", text, re.MULTILINE))
        found.update({name: value for name, _, value in re.findall(r"^([\w-]+)<<(\w+)\n(.*)\n\2$", text, re.MULTILINE)})
        return found


BAD = "services:\n  web:\n    image: nginx:1.27\n    privileged: true\n"


def test_the_lint_step_counts_writes_and_summarises(tmp_path: Path) -> None:
    runner = Runner(tmp_path)
    (runner.workspace / "compose.yaml").write_text(BAD)
    done = runner.run(STEPS["lint"])
    assert done.returncode == 0, done.stderr
    outputs = runner.outputs()
    assert (outputs["exit-code"], outputs["errors"], outputs["upload"]) == ("1", "0", "true")
    assert int(outputs["findings"]) >= 1
    sarif = json.loads((runner.workspace / outputs["sarif-file"]).read_text())
    assert len(sarif["runs"][0]["results"]) == int(outputs["findings"])
    assert "privileged" in runner.summary.read_text()
    assert "::error" not in done.stdout


def test_a_fork_gets_annotations(tmp_path: Path) -> None:
    runner = Runner(tmp_path)
    (runner.workspace / "compose.yaml").write_text(BAD)
    done = runner.run(STEPS["lint"], fork=True)
    assert runner.outputs()["upload"] == "false"
    assert "::error" not in done.stdout
    assert "steps.lint.outputs.upload != 'true'" in STEPS["annotations"]["if"]
    done = runner.run(STEPS["annotations"])
    assert done.returncode == 0
    assert "::error file=compose.yaml,line=4" in done.stdout


def test_a_repository_without_code_scanning_gets_annotations(tmp_path: Path) -> None:
    """The upload of `auto` may fail, and then they are shown; that it worked is no reason to say everything twice."""
    runner = Runner(tmp_path)
    (runner.workspace / "compose.yaml").write_text(BAD)
    runner.run(STEPS["lint"])
    assert runner.outputs()["upload"] == "true"
    assert STEPS["upload"]["continue-on-error"] == "${{ inputs.upload == 'auto' }}"
    assert "steps.upload.outcome == 'failure'" in STEPS["annotations"]["if"]
    order = [step.get("id", step["name"]) for step in ACTION["runs"]["steps"]]
    assert order.index("lint") < order.index("upload") < order.index("annotations") < order.index("Result")
    assert "::error file=compose.yaml,line=4" in runner.run(STEPS["annotations"]).stdout


def test_without_a_lint_there_is_nothing_to_annotate(tmp_path: Path) -> None:
    done = Runner(tmp_path).run(STEPS["annotations"])
    assert (done.returncode, done.stdout) == (0, "")


def test_hostile_inputs_are_words_and_not_code(tmp_path: Path) -> None:
    runner = Runner(
        tmp_path, paths="$(touch hacked)\n--config=x/compose.yml\n", category="a; touch hacked", sarif_file="a b.sarif"
    )
    done = runner.run(STEPS["lint"])
    assert not (runner.workspace / "hacked").exists()
    assert runner.outputs()["exit-code"] == "2", done.stdout
    assert int(runner.outputs()["errors"]) >= 1


@pytest.mark.parametrize("code", ["0", "1", "2"])
def test_the_last_step_ends_as_lintainer_did(tmp_path: Path, code: str) -> None:
    runner = Runner(tmp_path)
    step = {**STEPS["Result"], "env": {"CODE": code}}
    assert runner.run(step).returncode == int(code)


@pytest.mark.parametrize("version", ["latest", "0.1", "1.0.0; rm -rf /", "--index-url=x", ""])
def test_a_version_must_be_exact(tmp_path: Path, version: str) -> None:
    assert Runner(tmp_path, version=version).run(STEPS["install"]).returncode == 2


@pytest.mark.slow
def test_the_install_step_installs_this_version(tmp_path: Path) -> None:
    runner = Runner(tmp_path)
    done = runner.run(STEPS["install"])
    assert done.returncode == 0, done.stderr
    program = runner.temp / "lintainer" / "bin" / "lintainer"
    assert subprocess.run([program, "--version"], capture_output=True, text=True).stdout == f"lintainer {__version__}\n"
