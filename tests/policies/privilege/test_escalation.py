"""Privileges that processes gain, and those that hooks, execs and builds are given."""

from __future__ import annotations

from typing import Any

import pytest

from lintainer.model import UNKNOWN, Build, Pod
from lintainer.policy import Hit, Severity
from lintainer_policies.privilege.missing_no_new_privileges import missing_no_new_privileges
from lintainer_policies.privilege.privilege_escalation import privilege_escalation
from lintainer_policies.privilege.privileged import privileged
from lintainer_policies.privilege.privileged_build import privileged_build
from lintainer_policies.privilege.privileged_exec import privileged_exec
from lintainer_policies.privilege.privileged_hook import privileged_hook
from tests.policies.asking import HERE, ask, bind, caps, found_in, make, messages, texts


@pytest.mark.parametrize(
    ("fields", "allowed", "missing"),
    [
        pytest.param({}, 0, 1, id="nothing said"),
        pytest.param({"no_new_privileges": False}, 1, 1, id="allowed in words"),
        pytest.param({"no_new_privileges": True}, 0, 0, id="blocked"),
        pytest.param({"no_new_privileges": False, "privileged": True}, 1, 1, id="allowed in words, and privileged"),
        pytest.param({"no_new_privileges": False, "os": "windows"}, 0, 0, id="windows"),
        pytest.param({"pod": Pod(origin=HERE, os="windows")}, 0, 0, id="a pod for windows"),
        pytest.param({"no_new_privileges": UNKNOWN}, 1, 1, id="unknown: undecided in both"),
        pytest.param({"incomplete": frozenset({"no_new_privileges"})}, 0, 1, id="more options may follow"),
    ],
)
def test_escalation(fields: dict[str, Any], allowed: int, missing: int) -> None:
    found = ask(privilege_escalation, make(**fields))
    lacking = ask(missing_no_new_privileges, make(**fields))
    assert (len(found), len(lacking)) == (allowed, missing)
    unknown = fields.get("no_new_privileges") is UNKNOWN or "incomplete" in fields
    assert all(isinstance(one, Hit) != unknown for one in (*found, *lacking))


def test_the_last_option_counts_and_the_greater_finding_stays() -> None:
    text = "services:\n  a:\n    image: x:1\n    security_opt: ['no-new-privileges:true', 'no-new-privileges:false']\n"
    found = found_in(text, "privilege-escalation", "missing-no-new-privileges")
    assert found == [("privilege-escalation", "'no-new-privileges:false'")]
    alone = found_in(text, "missing-no-new-privileges")
    assert alone == [("missing-no-new-privileges", "'no-new-privileges:false'")]


@pytest.mark.parametrize(
    ("service", "hook", "wanted"),
    [
        pytest.param({"user": 5}, {"user": 0}, [Severity.HIGH], id="root in a service of another user"),
        pytest.param({"user": 5}, {"user": 5}, [], id="the same user"),
        pytest.param({"user": 0}, {"user": "root"}, [], id="root in a service of root"),
        pytest.param({}, {"user": 0}, ["? user"], id="the image decides what the service is"),
        pytest.param({"user": 5}, {"privileged": True}, [None], id="privileged"),
        pytest.param({"user": 5}, {"privileged": UNKNOWN}, ["? privileged"], id="unknown"),
    ],
)
def test_hooks(service: dict[str, Any], hook: dict[str, Any], wanted: list[object]) -> None:
    found = ask(privileged_hook, make(role="hook", within=make(**service), **hook))
    assert [one.severity if isinstance(one, Hit) else f"? {one.field}" for one in found] == wanted


def test_a_hook_of_a_compose_service_knows_its_service() -> None:
    text = "services:\n  a:\n    image: x:1\n    user: '5'\n    post_start:\n      - command: x\n        user: root\n"
    (finding,) = found_in(text, "privileged-hook")
    assert finding[0] == "privileged-hook"
    assert "root" in finding[1]


def test_commands_in_running_containers() -> None:
    found = ask(privileged_exec, make(role="exec", privileged=True, user=0))
    assert [one.severity for one in found if isinstance(one, Hit)] == [None, Severity.MEDIUM]
    assert ask(privileged_exec, make(role="exec", user=5)) == []
    assert messages(ask(privileged_exec, make(role="exec", user=UNKNOWN))) == ["? user"]


def test_builds() -> None:
    build = Build(origin=HERE, privileged=True, entitlements=texts("security.insecure", "device", UNKNOWN), network="host")
    assert len(messages(ask(privileged_build, make(build=build)))) == 4
    assert ask(privileged_build, make(build=Build(origin=HERE, network="none"))) == []
    assert ask(privileged_build, make()) == []


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        pytest.param({"cap_add": caps("NET_ADMIN", "ALL")}, "the capability NET_ADMIN that it adds already", id="capability"),
        pytest.param({"mounts": (bind("/dev/kvm"), bind("/etc"))}, "the device `/dev/kvm`", id="device"),
        pytest.param(
            {"cmd": texts("sh", "-c", "/sbin/sysctl -w vm.max_map_count=1; exec app")},
            "sysctls, or the parameter set on the host",
            id="sysctl",
        ),
        pytest.param({"entrypoint": texts("modprobe", "wireguard")}, "the module loaded on the host at boot", id="module"),
    ],
)
def test_what_may_be_enough_instead_of_privileged(fields: dict[str, Any], hint: str) -> None:
    (hit,) = ask(privileged, make(privileged=True, **fields))
    assert isinstance(hit, Hit)
    assert hit.advice == f"remove it; going by the rest, this may be enough: {hint}"


def test_without_a_hint_the_advice_is_the_policys_own() -> None:
    (hit,) = ask(privileged, make(privileged=True, cmd=texts("etcd", "--config")))
    assert isinstance(hit, Hit)
    assert hit.advice is None
