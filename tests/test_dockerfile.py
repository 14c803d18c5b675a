"""The image: its own run command is held to lintainer's own policies."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from lintainer import __version__, check_command, check_text

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "Dockerfile").read_text()
LINES = re.findall(r"^# +(docker run .*)$", TEXT, re.MULTILINE)
# A program that ends has no health to check, and an image that was built here has no digest yet.
KNOWN = {"missing-healthcheck", "missing-image-digest"}


def test_there_is_one_command_for_this_version() -> None:
    assert len(LINES) == 1
    assert f"lintainer:{__version__} " in LINES[0]
    assert f"-t lintainer:{__version__} " in TEXT


@pytest.mark.parametrize(("profile", "known"), [("default", set()), ("hardening", KNOWN)])
def test_it_is_clean(profile: str, known: set[str]) -> None:
    report = check_command(shlex.split(LINES[0].replace("$PWD", "/srv/project")), profile=profile, installed_plugins=False)
    assert report.workloads, "nothing was read"
    assert not report.problems
    assert {finding.policy.id for finding in report.findings} <= known


def test_it_is_clean_as_a_script() -> None:
    report = check_text(LINES[0] + "\n", "run.sh", installed_plugins=False)
    assert report.workloads, "nothing was read"
    assert not report.findings


def test_a_careless_command_is_not() -> None:
    report = check_command(shlex.split(LINES[0].replace("--cap-drop ALL", "--privileged")), installed_plugins=False)
    assert "privileged" in {finding.policy.id for finding in report.findings}


def test_the_image_itself_is_not_root() -> None:
    final = TEXT[TEXT.rindex("\nFROM ") :]
    assert re.findall(r"^USER (.*)$", final, re.MULTILINE) == ["65532:65532"]
    # What the build copies exists.
    for names in re.findall(r"^COPY (?!--from)(.*) \S+$", TEXT, re.MULTILINE):
        assert all((ROOT / name).exists() for name in names.split())
