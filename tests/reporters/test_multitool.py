"""SARIF through Microsoft's validator, the npm package @microsoft/sarif-multitool: rules of the standard and of GitHub.

The package is installed by this test into a cache folder. Its exit code is 0 whatever it finds: the log that it writes counts.
Its shim passes arguments through a shell, which cuts `Sarif;Ghas` in two: the platform's own program is called.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lintainer.engine import Report
from lintainer.reporters import REPORTERS, View
from lintainer.run import check_paths
from lintainer.settings import Settings
from tests.clients import require
from tests.reporters import samples

VERSION = "5.7.0"
HERE = Path(__file__).parent
PLATFORMS = {"linux": "linux", "darwin": "darwin", "win32": "win32"}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def multitool() -> str:
    """Install the validator once for all runs of the tests, and return its path."""
    npm = require("npm")
    platform = PLATFORMS[sys.platform]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "lintainer-tests" / f"sarif-multitool-{VERSION}"
    package = cache / "node_modules" / "@microsoft" / f"sarif-multitool-{platform}"
    program = package / ("Sarif.Multitool.exe" if sys.platform == "win32" else "Sarif.Multitool")
    if not program.exists():
        cache.mkdir(parents=True, exist_ok=True)
        name = f"@microsoft/sarif-multitool-{platform}@{VERSION}"
        # The package's only script sets the mode of the program, which is done below.
        done = subprocess.run(
            [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(cache), name],
            capture_output=True,
            text=True,
            timeout=300,
        )
        if not program.exists():
            said = f"npm could not install {name}: {done.stderr.strip()[-300:]}"
            if os.environ.get("CI"):
                pytest.fail(said)
            pytest.skip(said)
    program.chmod(0o755)
    return str(program)


def complaints(program: str, folder: Path, log: dict[str, Any] | str) -> list[str]:
    """Return the errors and warnings of the validator."""
    given, result = folder / "given.sarif", folder / "result.sarif"
    given.write_text(log if isinstance(log, str) else json.dumps(log), encoding="utf-8")
    rules = ["--rule-kind", "Sarif;Ghas", "--level", "Error;Warning;Note"]
    command = [program, "validate", str(given), "-o", str(result), "--log", "ForceOverwrite", *rules]
    subprocess.run(command, check=False, capture_output=True, timeout=120)
    (run,) = json.loads(result.read_text(encoding="utf-8-sig"))["runs"]
    assert run["invocations"][0]["executionSuccessful"] is True
    # A level is left out where it is the default, warning.
    found = [(one.get("level", "warning"), one["ruleId"], one["message"]) for one in run.get("results", [])]
    # It always has something to note: notes prove that the log was read.
    assert any(level == "note" for level, _, _ in found)
    return [
        f"{level} {rule}: {message.get('id')} {message.get('arguments')}" for level, rule, message in found if level != "note"
    ]


def real(profile: str) -> Report:
    return check_paths([str(HERE / "files")], Settings(profile=profile, installed_plugins=False))


def corpus() -> Report:
    """Whatever lies in the folder that LINTAINER_CORPUS names: a collection of real files."""
    folder = os.environ.get("LINTAINER_CORPUS")
    if folder is None:
        pytest.skip("LINTAINER_CORPUS names no folder with files to lint")
    return check_paths([folder], Settings(profile="all", docs=True, installed_plugins=False))


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(samples.full, id="one of everything"),
        pytest.param(Report, id="empty"),
        pytest.param(samples.hostile, id="hostile"),
        pytest.param(lambda: samples.many(6000), id="more than are kept"),
        pytest.param(samples.of_every_policy, id="a rule of every policy"),
        pytest.param(lambda: real("default"), id="a real run"),
        pytest.param(lambda: real("all"), id="a real run of all policies"),
        pytest.param(corpus, id="a corpus of real files"),
    ],
)
def test_the_validator_finds_no_error_and_no_warning(make: Any, multitool: str, tmp_path: Path) -> None:
    options = {"sarif.include-suppressed": True, "sarif.category": "tests", "sarif.root": str(HERE)}
    assert complaints(multitool, tmp_path, REPORTERS["sarif"](make(), View(options=options))) == []


def test_the_validator_would_find_something(multitool: str, tmp_path: Path) -> None:
    log = json.loads(REPORTERS["sarif"](samples.full(), View()))
    result = log["runs"][0]["results"][0]
    result["ruleIndex"] = 99
    result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = "a b\\c"
    del log["runs"][0]["tool"]["driver"]["rules"][0]["fullDescription"]
    found = {one.split()[1].rstrip(":") for one in complaints(multitool, tmp_path, log)}
    assert {"SARIF1002", "SARIF1009", "GH2012"} <= found
