"""The site: every page is there, what it links to exists, and mkdocs builds it without a warning."""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lintainer.config import KEYS
from lintainer.plugins import builtin_policies
from lintainer.reporters import REPORTERS
from lintainer_policies.standards import STANDARDS
from tests.clients import require
from tests.page_examples import fences

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    target = folder / "docs"
    command = [sys.executable, str(ROOT / "docs" / "build.py"), "--target", str(target)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    return target


def test_every_policy_and_every_key_is_there(site: Path) -> None:
    names = {path.stem for path in (site / "policies").iterdir()}
    assert names == {policy.id for policy in builtin_policies()} | {"index"}
    assert {path.stem for path in (site / "standards").iterdir()} == {standard.id for standard in STANDARDS}
    assert (
        "| 5.5 | it is not privileged | [`privileged`](../policies/privileged.md), [`privileged-hook`]("
        in (site / "standards" / "cis-docker.md").read_text()
    )
    text = (site / "configuration.md").read_text()
    assert all(f"| `{key.name}` |" in text for key in KEYS)
    assert "Hit" in (site / "api" / "lintainer.policy.md").read_text()


def test_links_between_pages_hold(site: Path) -> None:
    links = 0
    for path in site.rglob("*.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#\s]+\.md)", path.read_text()):
            links += 1
            page = posixpath.normpath(posixpath.join(path.parent.relative_to(site).as_posix(), target))
            assert (site / page).is_file(), f"{path.name}: {target}"
    assert links > 100


def test_info_strings_are_languages_and_what_fences_hold_is_left_alone(site: Path) -> None:
    found = [fence for path in site.rglob("*.md") for fence in fences(path.read_text())]
    assert found
    assert {fence.info for fence in found if " " in fence.info} == set()
    page = next(fence for fence in fences((site / "contributing.md").read_text()) if fence.info == "markdown")
    assert "```yaml compose\n" in page.text


@pytest.mark.slow
def test_mkdocs_builds_it_strictly(site: Path) -> None:
    require("mkdocs")
    folder = site.parent
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    (folder / "build").mkdir()
    shutil.copytree(site, folder / "build" / "docs")
    done = subprocess.run(
        [require("mkdocs"), "build", "--strict"], cwd=folder, env={**os.environ}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "build" / "site" / "policies" / "privileged" / "index.html").is_file()


def test_the_page_of_reports_has_every_format() -> None:
    text = (ROOT / "docs" / "reports.md").read_text()
    assert re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE) == list(REPORTERS)
