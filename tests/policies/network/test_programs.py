"""Which programs a command starts."""

from __future__ import annotations

import pytest

from lintainer_policies._programs import programs, script_programs
from tests.policies.asking import make, texts


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
