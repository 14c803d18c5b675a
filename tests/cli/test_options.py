"""Every option of `check` has its key in the configuration, and both do the same."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from lintainer.cli import build
from lintainer.cli.options import settings_of
from lintainer.config import KEYS, read, settings_from
from lintainer.policy import Severity
from lintainer.settings import Settings
from tests.cli.conftest import Run

# Options that make no sense in a configuration, and why.
EXCEPTED = {
    "help": "asks for text and no run",
    "config_file": "chooses the configuration",
    "isolated": "chooses the configuration",
    "stdin_filename": "names what this one run gets on standard input",
    "create_request": "says what this one run's input is",
    "write_baseline": "does something else than lint: it would write the file at each run",
}
# Keys without an option, because a command line is no place for their values.
CONFIGURED_ONLY = {"severities", "options", "overrides", "suppress"}


def parser(command: str) -> argparse.ArgumentParser:
    action = next(one for one in build(command)._actions if isinstance(one, argparse._SubParsersAction))
    found: argparse.ArgumentParser = action.choices[command]
    return found


def fields_of_keys() -> set[str]:
    # What the command line excludes starts at the working directory, what the config excludes at its folder.
    return {"exclude" if key.name == "exclude" else key.field for key in KEYS}


def test_every_option_has_its_key() -> None:
    fields = {action.dest for action in parser("check")._actions if action.option_strings}
    assert fields - fields_of_keys() == set(EXCEPTED)
    assert fields_of_keys() - fields == CONFIGURED_ONLY
    assert fields - set(EXCEPTED) <= set(Settings.fields())


def test_the_configuration_is_shown_with_every_option_that_has_a_key() -> None:
    options = {action.dest for action in parser("config")._actions if action.option_strings}
    assert fields_of_keys() - CONFIGURED_ONLY <= options


PAIRS: list[tuple[list[str], dict[str, Any], str]] = [
    (["--profile", "all"], {"profile": "all"}, "profile"),
    (["--select", "privileged,mounts"], {"select": ["privileged", "mounts"]}, "select"),
    (["--extend-select", "mounts"], {"extend-select": ["mounts"]}, "extend"),
    (["--ignore", "mounts", "--ignore", "rbac"], {"ignore": ["mounts", "rbac"]}, "ignore"),
    (["--pss-version", "v1.30"], {"pss-version": "v1.30"}, "pss_version"),
    (["--kubernetes-version", "v1.30"], {"kubernetes-version": "v1.30"}, "kubernetes_version"),
    (["--plugin", "{}/p.py"], {"plugins": ["p.py"]}, "plugins"),
    (["--policy-file", "{}/p.yaml"], {"policies": ["p.yaml"]}, "policy_files"),
    (["--no-plugins"], {"installed-plugins": False}, "installed_plugins"),
    (["--fail-on", "low"], {"fail-on": "low"}, "fail_on"),
    (["--baseline", "{}/b"], {"baseline": "b"}, "baseline"),
    (["--diff-base", "main"], {"diff-base": "main"}, "diff_base"),
    (["--exit-zero"], {"exit-zero": True}, "exit_zero"),
    (["--allow-empty"], {"allow-empty": True}, "allow_empty"),
    (["--no-ignore"], {"ignore-comments": False}, "ignore_comments"),
    (["--require-reason"], {"require-reason": True}, "require_reason"),
    (["--force-exclude"], {"force-exclude": True}, "force_exclude"),
    (["--no-gitignore"], {"respect-gitignore": False}, "respect_gitignore"),
    (["--env"], {"env": True}, "env"),
    (["--env-file", "{}/.env"], {"env-files": [".env"]}, "env_files"),
    (["--kustomize"], {"kustomize": True}, "kustomize"),
    (["--helm"], {"helm": True}, "helm"),
    (["--values", "{}/v.yaml"], {"helm-values": ["v.yaml"]}, "values"),
    (["--allow-skipped"], {"allow-skipped": True}, "allow_skipped"),
    (["--docs"], {"docs": True}, "docs"),
    (["--format", "concise"], {"format": "concise"}, "format"),
    (["-o", "sarif:{}/x", "-o", "json:-"], {"output": ["sarif:x", "json:-"]}, "output"),
    (["--color", "never"], {"color": "never"}, "color"),
    (["--no-excerpt"], {"excerpt": False}, "excerpt"),
    (["--show-suppressed"], {"show-suppressed": True}, "show_suppressed"),
    (["--show-unknown"], {"show-unknown": True}, "show_unknown"),
    (["-q"], {"quiet": True}, "quiet"),
    (["--sarif-root", "{}/k8s"], {"sarif-root": "k8s"}, "sarif_root"),
    (["--sarif-category", "c"], {"sarif-category": "c"}, "sarif_category"),
    (["--sarif-include-suppressed"], {"sarif-include-suppressed": True}, "sarif_include_suppressed"),
]


def test_every_pair_is_tried() -> None:
    assert {field for _, _, field in PAIRS} == fields_of_keys() - CONFIGURED_ONLY - {"exclude"}


@pytest.mark.parametrize(("options", "config", "field"), [pytest.param(*pair, id=pair[2]) for pair in PAIRS])
def test_an_option_and_its_key_do_the_same(options: list[str], config: dict[str, Any], field: str, tmp_path: Path) -> None:
    words = [word.replace("{}", str(tmp_path)) for word in options]
    by_option = settings_of(build("check").parse_args(["check", "--isolated", *words]))
    path = tmp_path / ".lintainer.yaml"
    path.write_text(json.dumps(config))
    by_key = settings_from(read(str(path)))
    assert getattr(by_option, field) == getattr(by_key, field) != getattr(Settings(), field)


def test_the_command_line_wins() -> None:
    base = build("check").parse_args(["check", "--isolated", "--fail-on", "low", "--format", "json"])
    assert settings_of(base).fail_on is Severity.LOW
    assert settings_of(build("check").parse_args(["check", "--isolated"])) == Settings()


def test_a_configuration_may_say_what_is_written_where(lintainer: Run, tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services:\n  web:\n    image: a:1\n    privileged: true\n")
    (tmp_path / ".lintainer.yaml").write_text("output: [sarif:out.sarif, concise:-]\nexit-zero: true\nselect: [privileged]\n")
    (tmp_path / "inner").mkdir()
    done = lintainer("check", "compose.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("compose.yaml:4:17: critical[privileged] web: ")
    assert json.loads((tmp_path / "out.sarif").read_text())["version"] == "2.1.0"
    # The command line takes the place of both.
    done = lintainer("check", "compose.yaml", "-o", "github:-")
    assert "::error " in done.stdout
    assert lintainer("config", "--show").stdout.count("# .lintainer.yaml:1\n") == 1


def test_an_output_that_is_none_is_refused_with_its_key(lintainer: Run, tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services: {web: {image: 'a:1'}}\n")
    (tmp_path / ".lintainer.yaml").write_text("output: [sarif]\n")
    done = lintainer("check", "compose.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert "output: 'sarif' is not FORMAT:FILE" in done.stderr
