"""A service without an image: an error in a whole project, a fragment in a file that goes on top of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from lintainer.run import check_paths
from lintainer.settings import Settings

BARE = "services:\n  web:\n    ports: ['8080:80']\n"


@pytest.mark.parametrize(
    ("name", "beside", "overlay"),
    [
        pytest.param("compose.yaml", None, False, id="the project's own file"),
        pytest.param("web.yml", None, False, id="a file of another name, alone"),
        pytest.param("compose.prod.yaml", None, True, id="named for an environment"),
        pytest.param("docker-compose.override.yml", None, True, id="an override file"),
        pytest.param("prod.yml", "compose.yaml", True, id="beside a project"),
    ],
)
def test_what_a_fragment_lacks_is_not_absent(tmp_path: Path, name: str, beside: str | None, overlay: bool) -> None:
    (tmp_path / name).write_text(BARE)
    if beside is not None:
        (tmp_path / beside).write_text("services:\n  web:\n    image: nginx:1.27\n")
    report = check_paths([str(tmp_path / name)], Settings(profile="all", installed_plugins=False))
    found = {finding.policy.id for finding in report.findings}
    assert ("missing-no-new-privileges" in found) is not overlay
    assert ("invalid-value" in found) is not overlay
    # What is written counts in both.
    assert "published-port-all-interfaces" in found
