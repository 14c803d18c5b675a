"""The example for GitLab CI: run as written, and held to what GitLab reads."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from lintainer import __version__
from lintainer.run import check_paths
from lintainer.settings import Settings

ROOT = Path(__file__).parent.parent
FILE = ROOT / "examples" / "gitlab" / ".gitlab-ci.yml"
JOB: dict[str, Any] = YAML(typ="safe", pure=True).load(FILE.read_text())["lintainer"]
BAD = "services:\n  web:\n    image: nginx:1.27\n    privileged: true\n  db: {image: 'postgres:16', privileged: true}\n"


def run(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the script as the runner does, with the program that the first line would install."""
    install, *script = JOB["script"]
    assert install == f"pip install --quiet lintainer=={__version__}"
    program = folder.parent / "bin" / "lintainer"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m lintainer "$@"\n')
    program.chmod(0o755)
    path = os.pathsep.join([str(program.parent), os.environ["PATH"]])
    environment = {"PATH": path, "PYTHONPATH": os.pathsep.join(sys.path), "HOME": str(folder.parent), "GITLAB_CI": "true"}
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join(script)], cwd=folder, env=environment, capture_output=True, text=True
    )


def test_the_job_fails_and_leaves_the_report_that_gitlab_reads(tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    (folder / "deploy").mkdir(parents=True)
    (folder / "deploy" / "compose.yaml").write_text(BAD)
    done = run(folder)
    assert done.returncode == 1, done.stderr
    assert "critical[privileged] web: " in done.stdout
    report = JOB["artifacts"]["reports"]["codequality"]
    assert JOB["artifacts"]["paths"] == [report]
    issues = json.loads((folder / report).read_text())
    assert len(issues) >= 2
    # GitLab documentation, "Code Quality report format": what an issue needs, and which severities there are.
    for issue in issues:
        assert {"description", "check_name", "fingerprint", "location", "severity"} <= set(issue)
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["path"] == "deploy/compose.yaml"
        assert issue["location"]["lines"]["begin"] >= 1
    # Of issues with the same fingerprint only one would be shown.
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_a_clean_repository_passes_with_an_empty_report(tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "compose.yaml").write_text((ROOT / "examples" / "careful" / "compose.yaml").read_text())
    done = run(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads((folder / JOB["artifacts"]["reports"]["codequality"]).read_text()) == []


def test_the_example_is_that_of_the_readme() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert FILE.read_text() in blocks


def test_lintainer_finds_nothing_in_it() -> None:
    report = check_paths([str(FILE)], Settings(installed_plugins=False))
    assert (report.problems, report.findings) == ((), ())
