"""What is fixed is still taken by the real clients: docker and docker-compose."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest

from lintainer.fixes import fixes_of, together
from lintainer.fixes.edit import applied
from lintainer.run import check_text
from lintainer.settings import Settings
from tests.clients import require
from tests.fixes.cases import CASES
from tests.oracle.run_client import Client

pytestmark = pytest.mark.slow
LINES = Path(__file__).parent.parent / "oracle" / "run_lines.txt"
# They name files that a second try finds there, or hold what a shell would replace.
LEFT_OUT = ("--cidfile", "$", "`", "\\")


def hardened(text: str) -> str:
    """The text after all fixes of all policies."""
    for _ in range(10):
        report = check_text(text, Settings(profile="all", installed_plugins=False, allow_empty=True), "run.sh")
        found = [fix for _, fix in sorted(fixes_of(report.findings).items())]
        if not found:
            return text
        text = applied(text, [edit for fix in together(found) for edit in fix.edits])
    raise AssertionError("fixes do not end")


def test_docker_takes_every_line_that_it_took_before() -> None:
    lines = [line.strip() for line in LINES.read_text(encoding="utf-8").splitlines()]
    chosen = [line for line in lines if line.startswith("docker run ") and not any(part in line for part in LEFT_OUT)][::4]
    tried = 0
    with Client(require("docker")) as client:
        for line in chosen:
            fixed = hardened(f"{line}\n").strip()
            before = client.ask(shlex.split(line))
            if fixed == line or before.request is None:
                continue
            tried += 1
            after = client.ask(shlex.split(fixed))
            assert after.request is not None, (line, fixed, after.reason)
            for key in ("Cmd", "Entrypoint", "Env", "WorkingDir", "User"):
                assert after.request.get(key) == before.request.get(key), (line, fixed)
    assert tried > 20


def test_compose_takes_every_project_that_it_took_before(tmp_path: Path) -> None:
    program = require("docker-compose")

    def takes(text: str) -> bool:
        path = tmp_path / "compose.yaml"
        path.write_text(text)
        return subprocess.run([program, "-f", str(path), "config", "-q"], capture_output=True).returncode == 0

    tried = 0
    for syntax, policy, before, after in CASES:
        if syntax == "compose" and takes(before):
            tried += 1
            assert takes(after), (policy, after)
    assert tried > 40
