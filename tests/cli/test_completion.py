"""`lintainer completion`: the scripts, loaded by the shells themselves."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from lintainer.cli import COMMANDS, build
from lintainer.cli.completion import SHELLS, bash, commands, fish, zsh
from tests.clients import require


def test_every_command_and_option_is_there() -> None:
    found = commands()
    assert [command.name for command in found] == list(COMMANDS)
    check = next(command for command in found if command.name == "check")
    names = {name for option in check.options for name in option.names}
    assert {"--profile", "--fail-on", "--output", "--helm", "-f", "--help"} <= names
    for script in (bash(found), zsh(found)):
        assert all(name in script for name in names)
    assert all(f"-l {name[2:]} " in fish(found) for name in names if name.startswith("--"))


def test_the_shells_are_those_of_the_option() -> None:
    for shell in SHELLS:
        assert build("completion").parse_args(["completion", shell]).shell == shell


def completed(folder: Path, *words: str) -> list[str]:
    """What bash offers after these words, the last of which is being typed."""
    script = folder / "lintainer.bash"
    script.write_text(bash(commands()))
    quoted = " ".join(f"'{word}'" for word in ("lintainer", *words))
    program = (
        f". '{script}' && complete -p lintainer >&2 && COMP_WORDS=({quoted}) COMP_CWORD={len(words)} && _lintainer && "
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    command = [require("bash"), "--norc", "-euc", program]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "-F _lintainer lintainer" in done.stderr
    return [line for line in done.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        pytest.param(["che"], ["check"], id="command"),
        pytest.param(["check", "--fail"], ["--fail-on"], id="option"),
        pytest.param(["check", "--fail-on", "h"], ["high"], id="value"),
        pytest.param(["check", "--format", "js"], ["json", "json-lines"], id="format"),
        pytest.param(["fix", "--ap"], ["--apply"], id="option-of-fix"),
        pytest.param(["check", "x.yaml", "--profile", "pss-"], ["pss-baseline", "pss-restricted"], id="after-a-path"),
        pytest.param(["check", "--select", "host-ro"], ["host-root"], id="policy"),
        pytest.param(["explain", "privileged-e"], ["privileged-exec"], id="page"),
        pytest.param(["completion", "f"], ["fish"], id="shell"),
        pytest.param(["check", "a f"], ["a file.yaml"], id="file-with-a-blank"),
        pytest.param(["check", "--config", "a f"], ["a file.yaml"], id="file-of-an-option"),
        pytest.param(["check", "--diff-base", "a"], [], id="a-value-that-is-no-file"),
        pytest.param(["check", "--", "docker", "r"], [], id="command-line"),
    ],
)
def test_bash_offers(tmp_path: Path, words: list[str], offered: list[str]) -> None:
    (tmp_path / "a file.yaml").touch()
    assert completed(tmp_path, *words) == offered


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_zsh_loads_it(tmp_path: Path) -> None:
    script = tmp_path / "_lintainer"
    script.write_text(zsh(commands()))
    program = f"autoload -Uz compinit && compinit -u -d {tmp_path}/dump && . {script} && print -r -- $_comps[lintainer]"
    done = subprocess.run(["zsh", "-fc", program], capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "_lintainer", "")


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_fish_offers(tmp_path: Path) -> None:
    script = tmp_path / "lintainer.fish"
    script.write_text(fish(commands()))
    program = f"source {script}; complete -C 'lintainer check --fail-on h'; complete -C 'lintainer comp'"
    done = subprocess.run(
        ["fish", "--no-config", "-c", program],
        capture_output=True,
        text=True,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 0, done.stderr
    assert [line.partition("\t")[0] for line in done.stdout.splitlines()] == ["high", "completion"]
