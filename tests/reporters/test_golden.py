"""What each format looks like: a report with one of everything, an empty one, and a real run over files.

`pytest tests/reporters/test_golden.py --update-golden` writes the files anew: read the diff.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from lintainer import __version__
from lintainer.engine import Report
from lintainer.reporters import REPORTERS, View
from lintainer.run import check_paths
from lintainer.settings import Settings
from tests.reporters import samples

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
SUFFIXES = {
    "text": "txt",
    "concise": "txt",
    "json": "json",
    "json-lines": "jsonl",
    "sarif": "sarif",
    "github": "txt",
    "gitlab": "json",
    "junit": "xml",
    "checkstyle": "xml",
    "rdjson": "json",
    "markdown": "md",
    "html": "html",
}


def real() -> Report:
    """Run over files of three syntaxes, one of them broken."""
    settings = Settings(select=("golden-privileged",), plugins=(str(HERE / "golden_policy.py"),), installed_plugins=False)
    return check_paths(["files"], settings)


REPORTS = {"full": samples.full, "empty": Report, "real": real}


def test_every_format_has_golden_files() -> None:
    assert set(SUFFIXES) == set(REPORTERS)
    assert {path.name for path in GOLDEN.iterdir()} == {f"{r}.{f}.{s}" for f, s in SUFFIXES.items() for r in REPORTS}


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("form", SUFFIXES)
def test_format(
    form: str, report: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    shutil.copytree(HERE / "files", tmp_path / "files")
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    view = View(show_unknown=report == "full", show_suppressed=report == "full")
    text = REPORTERS[form](REPORTS[report](), view)
    text = text.replace(__version__, "VERSION")
    if form == "html":
        # The style and the script are files of their own.
        text = re.sub(r"(?s)(<style>).*(</style>)|(<script>).*(</script>)", r"\1\2\3\4", text)
        text = re.sub(r"sha256-[A-Za-z0-9+/=]+", "sha256-…", text)
    path = GOLDEN / f"{report}.{form}.{SUFFIXES[form]}"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_text(encoding="utf-8")
