"""The program, run as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def lintainer(tmp_path: Path) -> Run:
    """Run lintainer in an empty folder, with nothing of the surroundings but the path."""

    def run(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[str]:
        surroundings = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join(sys.path),
            "HOME": str(tmp_path),
            **environment,
        }
        done = subprocess.run(
            [sys.executable, "-m", "lintainer", *arguments],
            cwd=tmp_path,
            input=stdin,
            capture_output=True,
            env=surroundings,
            timeout=60,
        )
        out, err = done.stdout.decode(), done.stderr.decode()
        assert "Traceback" not in err, err
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    return run
