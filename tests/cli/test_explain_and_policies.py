"""`lintainer explain` and `lintainer policies`."""

from __future__ import annotations

import json
import os
from importlib.util import find_spec
from pathlib import Path

import pytest

from lintainer.cli.explain import rendered
from lintainer.plugins import builtin_policies
from tests.cli.conftest import Run


def test_a_page_reads_well_in_a_terminal(lintainer: Run) -> None:
    text = lintainer("explain", "privileged").stdout
    assert text.startswith("severity critical")
    assert "    docker run --rm --privileged nginx:1.27" in text
    assert "```" not in text
    assert "`" not in text.split("    ")[0]
    prose = [line for line in text.splitlines() if not line.startswith("    ")]
    assert max(len(line) for line in prose[2:]) <= 100
    assert lintainer("explain", "privileged", "--raw").stdout.startswith("# privileged\n")


def test_an_unknown_policy_is_an_error_with_a_hint(lintainer: Run) -> None:
    done = lintainer("explain", "privilege")
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean 'privileged'?" in done.stderr


@pytest.mark.parametrize(
    ("markdown", "wanted"),
    [
        pytest.param("# a-b\n\ntext\nmore\n", "A-B\n===\n\ntext more\n", id="heading and paragraph"),
        pytest.param("see [docs](https://x.y) and `code`\n", "see docs <https://x.y> and code\n", id="links and code"),
        pytest.param("- one\n  two\n- three\n", "- one two\n- three\n", id="list"),
        pytest.param("| a | b |\n|---|---|\n| `c` | d |\n", "a  b\nc  d\n", id="table"),
        pytest.param('```sh\nx  "y"\n```\n', '    x  "y"\n', id="fence"),
    ],
)
def test_markdown_becomes_text(markdown: str, wanted: str) -> None:
    assert rendered(markdown, 80, color=False) == wanted


def test_the_catalogue_as_json_is_whole(lintainer: Run) -> None:
    rows = json.loads(lintainer("policies", "--format", "json").stdout)
    assert [row["id"] for row in rows] == [policy.id for policy in builtin_policies()]
    assert set(rows[0]) == set("id group severity profiles shape syntaxes supersedes standards fix summary".split())


def test_the_catalogue_can_be_narrowed(lintainer: Run) -> None:
    cited = json.loads(lintainer("policies", "--standard", "cis-docker", "--format", "json").stdout)
    assert {row["id"] for row in cited} > {"privileged", "host-root"}
    assert all(any(name.startswith("CIS Docker 1.6.0 ") for name in row["standards"]) for row in cited)
    assert lintainer("policies", "--group", "nothing").returncode == 2
    assert lintainer("policies", "--profile", "nothing").returncode == 2
    assert "| `privileged` | critical |" in lintainer("policies", "--format", "markdown").stdout


def test_a_standard_is_listed_by_its_recommendations(lintainer: Run) -> None:
    text = lintainer("policies", "--standard", "cis-docker").stdout
    assert "\n5.1   swarm mode is off where no swarm is wanted\n        no policy: decided when the daemon is set up" in text
    assert "\n5.5   it is not privileged\n        privileged, privileged-hook (in default)\n" in text
    narrow = lintainer("policies", "--standard", "cis-docker", "--group", "network").stdout
    assert "\n5.5   it is not privileged\n        no policy of this selection\n" in narrow
    table = lintainer("policies", "--standard", "cis-kubernetes", "--format", "markdown").stdout
    assert "\n| 5.2.10 | no Windows containers that are processes of the host | `windows-host-process` |  |\n" in table
    assert lintainer("policies", "--standard", "nothing").returncode == 2


PLUGIN = '''
from lintainer.plugins import hookimpl
from lintainer.policy import Container, Hit, Severity, policy

@policy(group="acme", severity=Severity.LOW, profiles=("default",), standards=("CIS Docker 1.6.0 5.9",))
def acme_port(container: Container):
    """A container publishes a port."""
    yield Hit("publishes", container.at("ports"))

@hookimpl
def lintainer_policies():
    return [acme_port]
'''
CUSTOM = """\
policies:
  - id: no-guest
    severity: high
    message: runs as guest
    when: container.user == "guest"
    advice: name another user
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a plugin and a file of policies, each named by the configuration."""
    (tmp_path / "plugin.py").write_text(PLUGIN)
    (tmp_path / "custom.yaml").write_text(CUSTOM)
    (tmp_path / ".lintainer.yaml").write_text("plugins: [plugin.py]\npolicies: [custom.yaml]\n")
    return tmp_path


@pytest.mark.skipif(find_spec("celpy") is None and not os.environ.get("CI"), reason="needs the extra cel")
def test_policies_of_plugins_and_files_are_listed_and_explained(lintainer: Run, project: Path) -> None:
    listed = lintainer("policies").stdout
    assert "\nacme-port " in listed
    assert "\nno-guest " in listed
    assert "publish-all-ports, acme-port (in default)" in lintainer("policies", "--standard", "cis-docker").stdout
    page = lintainer("explain", "no-guest").stdout
    assert "group custom" in page
    assert 'A container for which this holds (custom.yaml:5):\n\n    container.user == "guest"\n' in page
    assert "name another user" in page
    assert "comes without a page" in lintainer("explain", "acme-port").stdout
    hinted = lintainer("explain", "no-guests")
    assert (hinted.returncode, "did you mean 'no-guest'?" in hinted.stderr) == (2, True)
    # The same without a configuration, named one by one.
    alone = ("--isolated", "--plugin", "plugin.py", "--policy-file", "custom.yaml")
    assert lintainer("policies", *alone).stdout == listed
    assert "no-guest" not in lintainer("policies", "--isolated").stdout
    assert lintainer("explain", "no-guest", "--isolated").returncode == 2
    (project / ".lintainer.yaml").write_text("policies: [nowhere.yaml]\n")
    broken = lintainer("policies")
    assert (broken.returncode, broken.stdout) == (2, "")
    assert "nowhere.yaml" in broken.stderr
