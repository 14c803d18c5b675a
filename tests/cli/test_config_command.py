"""`lintainer config`: what is in force, and where it comes from."""

from __future__ import annotations

import json
from pathlib import Path

from lintainer.config import KEYS, read, settings_from
from tests.cli.conftest import Run


def lines(text: str) -> dict[str, str]:
    """Each key's line, by the key."""
    return {line.removeprefix("# ").split(":")[0].split(" ")[0]: line for line in text.splitlines()[1:]}


def test_without_a_configuration_all_is_default(lintainer: Run) -> None:
    done = lintainer("config", "--show")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("# no configuration file; ")
    found = lines(done.stdout)
    assert list(found) == [key.name for key in KEYS]
    assert found["profile"] == 'profile: "default"  # default'
    assert found["baseline"] == "# baseline is not set"


def test_each_value_says_where_it_comes_from(lintainer: Run, tmp_path: Path) -> None:
    (tmp_path / ".lintainer.yaml").write_text("profile: all\nfail-on: low\nignore: [mounts]\nexclude: [old/]\n")
    done = lintainer("config", "--show", "--fail-on", "medium", "--ignore", "rbac", "--docs", "--exclude", "new/")
    found = lines(done.stdout)
    assert done.stdout.startswith("# .lintainer.yaml; ")
    assert found["profile"] == 'profile: "all"  # .lintainer.yaml:1'
    assert found["fail-on"] == 'fail-on: "medium"  # command line'
    assert found["ignore"] == 'ignore: ["mounts", "rbac"]  # .lintainer.yaml:3 and the command line'
    assert found["docs"] == "docs: true  # command line"
    assert found["exclude"] == 'exclude: ["old/"]  # .lintainer.yaml:4; the command line adds ["new/"]'
    assert lines(lintainer("config", "--show", "--isolated").stdout)["profile"] == 'profile: "default"  # default'


def test_what_it_prints_is_a_configuration_that_means_the_same(lintainer: Run, tmp_path: Path) -> None:
    text = (
        "profile: hardening\nseverity: {privileged: low}\noptions: {low-user-id: {minimum: 5}}\n"
        "overrides: [{paths: [a], severity: {mounts: low}}]\nsuppress: [{policy: privileged, reason: r, expires: 2999-01-01}]\n"
    )
    (tmp_path / ".lintainer.yaml").write_text(text)
    first = settings_from(read(str(tmp_path / ".lintainer.yaml")))
    done = lintainer("config", "--show")
    assert done.returncode == 0, done.stderr
    (tmp_path / ".lintainer.yaml").write_text(done.stdout)
    second = settings_from(read(str(tmp_path / ".lintainer.yaml")))
    assert second == first


def test_a_configuration_that_no_run_takes_is_refused(lintainer: Run, tmp_path: Path) -> None:
    (tmp_path / ".lintainer.yaml").write_text("ignore: [privilegd]\n")
    done = lintainer("config", "--show")
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean" in done.stderr


def test_the_schema_has_the_policies_of_plugins(lintainer: Run) -> None:
    done = lintainer("config", "--schema")
    assert done.returncode == 0
    assert "privileged" in json.loads(done.stdout)["$defs"]["policy"]["enum"]


def test_one_of_both_is_needed(lintainer: Run) -> None:
    assert lintainer("config").returncode == 2
