"""CONTRIBUTING.md: its steps are followed in a copy of the project, as they are written."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.clients import require
from tests.page_examples import Fence, fences

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
STEPS = list(fences(TEXT[TEXT.index("## Write a policy in five minutes") :]))
POLICY = "temporary-working-directory"


def write(copy: Path, fence: Fence) -> None:
    """Make the file that a fence names; rows go to the end of what they belong to."""
    path = copy / fence.info.split()[1]
    if path.name == "catalogue.py":
        # Behind the last row of the group.
        group = re.search(r'Listing\("[^"]*", "([^"]*)"', fence.text)
        assert group is not None
        old = path.read_text()
        last = list(re.finditer(rf'^    Listing\("[^"]*", "{group[1]}",.*\n', old, re.MULTILINE))[-1]
        path.write_text(old[: last.end()] + fence.text + old[last.end() :])
    elif path.suffix == ".tsv":
        path.write_text(path.read_text() + fence.text)
    else:
        assert not path.exists(), f"{path} is there already"
        path.write_text(fence.text)


def run(copy: Path, line: str) -> subprocess.CompletedProcess[str]:
    programs = copy / "bin"
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([str(programs), str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PYTHONPATH": os.pathsep.join([str(copy), str(copy / "policies"), *sys.path]),
    }
    return subprocess.run(["sh", "-euc", line], cwd=copy, env=environment, capture_output=True, text=True, timeout=500)


def test_the_steps_are_those_of_a_policy() -> None:
    assert [fence.info.split()[0] for fence in STEPS] == [
        *("python", "row", "row", "sh", "text", "markdown", "sh"),
        *("python", "sh", "text"),
    ]


@pytest.mark.slow
def test_the_steps_work_in_the_order_in_which_they_stand(tmp_path: Path) -> None:
    for program in ("ruff", "mypy"):
        require(program)
    copy = tmp_path / "project"
    copy.mkdir()
    for name in ("lintainer", "policies", "tests"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, copy / name)
    (copy / "bin").mkdir()
    for name in ("lintainer", "pytest"):
        program = copy / "bin" / name
        program.write_text(f'#!/bin/sh\nexec {sys.executable} -m {name} "$@"\n')
        program.chmod(0o755)
    followed = 0
    for step, following in zip(STEPS, [*STEPS[1:], None], strict=True):
        kind = step.info.split()[0]
        if kind in ("python", "row", "markdown"):
            write(copy, step)
        elif kind == "sh":
            done = run(copy, step.text)
            assert done.returncode == 0, step.text + done.stdout + done.stderr
            if following is not None and following.info == "text":
                assert done.stdout == following.text
            else:
                # Its examples, its row in the catalogue and that in the record: none was left out.
                assert done.stdout.count(".") >= 6, done.stdout
            followed += 1
    assert followed == 3
