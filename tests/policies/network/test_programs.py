"""Which programs a command starts."""

from __future__ import annotations

import pytest

from lintainer_policies._programs import programs, script_programs
from tests.policies.asking import found_in, make, texts


@pytest.mark.parametrize(
    ("words", "started"),
    [
        (["sshd", "-D"], ["sshd"]),
        (["/usr/sbin/sshd"], ["sshd"]),
        (["tini", "--", "cron", "-f"], ["tini", "cron"]),
        (["gosu", "app", "server"], ["gosu", "server"]),
        (["env", "A=b", "server"], ["env", "server"]),
        (["sh", "-c", "cron && exec nginx -g 'daemon off;'"], ["sh", "cron", "exec", "nginx"]),
        (["bash", "-lc", "sudo -u app server | tee log"], ["bash", "sudo", "app", "server", "tee"]),
        (["sh", "run.sh"], ["sh"]),
        (["echo", "sshd"], ["echo"]),
        (["app", "--exec", "sudo"], ["app"]),
        (["service cron start; nginx"], ["service", "nginx"]),
        ([], []),
    ],
)
def test_programs_through_wrappers_and_shells(words: list[str], started: list[str]) -> None:
    found = [program.name for program in programs(make(cmd=texts(*words)))]
    assert [name for name in found if name in started] == [name for name in started if name in found]
    assert found[:1] == started[:1]
    assert not {"sshd", "sudo", "cron"} & (set(found) - set(started))


def test_a_command_of_a_probe() -> None:
    assert list(script_programs(["sh", "-c", "sudo check"])) == ["sh", "sudo", "check"]


@pytest.mark.parametrize(
    ("command", "found"),
    [
        pytest.param("docker run restic/restic:1 init", [], id="a word of the image's program"),
        pytest.param("docker run a:1 /sbin/init", [("host-daemon", "/sbin/init")], id="a path"),
        pytest.param("docker run --entrypoint init a:1", [("host-daemon", "init")], id="the program itself"),
        pytest.param(
            "docker run --entrypoint '' a:1 init", [("host-daemon", "init")], id="behind an entrypoint that is taken away"
        ),
    ],
)
def test_a_bare_init_is_no_init_system(command: str, found: list[tuple[str, str]]) -> None:
    assert found_in(command, "host-daemon", name="run.sh") == found
