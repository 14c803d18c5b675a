"""Capabilities that are added, kept and dropped."""

from __future__ import annotations

from typing import Any

import pytest

from lintainer.model import UNKNOWN, Pod
from lintainer.model.capabilities import ALL_CAPABILITIES, DOCKER_DEFAULTS
from lintainer.policy import Hit, Severity
from lintainer_policies.capabilities._grants import DANGEROUS, GIVES, ORDINARY
from lintainer_policies.capabilities.added_capability import added_capability
from lintainer_policies.capabilities.added_capability import added_capability as _added
from lintainer_policies.capabilities.dangerous_capability import Options, dangerous_capability
from lintainer_policies.capabilities.missing_capability_drop import missing_capability_drop
from lintainer_policies.capabilities.net_raw_capability import net_raw_capability
from tests.policies.asking import HERE, ask, caps, found_in, make, messages

TIERS = {
    Severity.CRITICAL: "SYS_ADMIN SYS_MODULE DAC_READ_SEARCH",
    Severity.HIGH: "SYS_PTRACE SYS_RAWIO SYS_BOOT SYS_TIME BPF PERFMON NET_ADMIN MAC_ADMIN MAC_OVERRIDE",
    Severity.MEDIUM: "SYSLOG AUDIT_CONTROL",
}


def severities(add: str = "", drop: str = "", **fields: Any) -> list[Severity | None]:
    container = make(cap_add=caps(*add.split()), cap_drop=caps(*drop.split()), **fields)
    return [one.severity for one in ask(dangerous_capability, container) if isinstance(one, Hit)]


@pytest.mark.parametrize(
    ("severity", "names"), TIERS.items(), ids=lambda value: str(value) if isinstance(value, Severity) else ""
)
def test_the_tiers(severity: Severity, names: str) -> None:
    assert severities(names) == [severity] * len(names.split())


def test_every_capability_is_in_one_place() -> None:
    assert set(GIVES) | ORDINARY == ALL_CAPABILITIES
    assert not set(GIVES) & ORDINARY
    assert {"NET_RAW"} == DOCKER_DEFAULTS - ORDINARY
    assert set(DANGEROUS) < set(GIVES)


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        pytest.param({"add": "ALL"}, [None], id="ALL is critical"),
        pytest.param({"add": "ALL", "drop": "ALL"}, [None], id="docker: ALL in both adds all"),
        pytest.param({"add": "ALL", "drop": "ALL", "platform": "kubernetes"}, [], id="kubernetes: ALL in both adds none"),
        pytest.param({"add": "ALL", "drop": TIERS[Severity.CRITICAL]}, [Severity.HIGH], id="without the critical ones"),
        pytest.param({"add": "ALL", "drop": " ".join(TIERS.values())}, [], id="without any of them"),
        pytest.param({"add": "SYS_TIME", "drop": "SYS_TIME", "platform": "kubernetes"}, [], id="kubernetes: dropped by name"),
        pytest.param({"add": "SYS_TIME", "drop": "SYS_TIME"}, [Severity.HIGH], id="docker: added last"),
        pytest.param({"add": "CHOWN NET_RAW"}, [], id="others"),
        pytest.param({"drop": "SYS_ADMIN"}, [], id="dropped only"),
    ],
)
def test_dangerous(fields: dict[str, Any], wanted: list[Severity | None]) -> None:
    assert severities(**fields) == wanted


def test_who_gets_it_is_said_where_it_is_known() -> None:
    (other,) = messages(ask(dangerous_capability, make(user=5, cap_add=caps("SYS_TIME"))))
    (podman,) = messages(ask(dangerous_capability, make(user=5, platform="podman", cap_add=caps("SYS_TIME"))))
    (net,) = messages(ask(dangerous_capability, make(network_mode="host", cap_add=caps("NET_ADMIN"))))
    assert other.endswith("as user `5` only through a setuid program or one with file capabilities")
    assert podman.endswith("set the clock of the host")
    assert net.endswith("which is the host's")


def test_allowed_by_option_and_unknown() -> None:
    allowed = Options(allowed=("cap_sys_time",))
    assert ask(dangerous_capability, make(cap_add=caps("SYS_TIME")), allowed) == []
    assert messages(ask(dangerous_capability, make(cap_add=caps(UNKNOWN)))) == ["? cap_add"]
    assert messages(ask(dangerous_capability, make(cap_add=caps("ALL"), cap_drop=caps(UNKNOWN)))) == ["? cap_add"]
    assert messages(ask(added_capability, make(cap_add=caps(UNKNOWN)))) == ["? cap_add"]


def test_added() -> None:
    container = make(cap_add=caps("IPC_LOCK", "NET_RAW", *sorted(ORDINARY)))
    assert [message.split(":")[0] for message in messages(ask(added_capability, container))] == [
        "adds `IPC_LOCK`",
        "adds `NET_RAW`",
    ]
    assert _added.options is not None
    assert len(ask(added_capability, container, _added.options(allowed=("NET_RAW",)))) == 1


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        pytest.param({}, ["drops no capability: it keeps the default set of the runtime"], id="none"),
        pytest.param({"cap_drop": caps("ALL")}, [], id="ALL"),
        pytest.param({"cap_drop": caps(*DOCKER_DEFAULTS)}, [], id="each by name"),
        pytest.param(
            {"cap_drop": caps(*(DOCKER_DEFAULTS - {"CHOWN"}))},
            ["does not drop ALL capabilities: it keeps `CHOWN`"],
            id="all but one",
        ),
        pytest.param({"cap_drop": caps(UNKNOWN)}, ["? cap_drop"], id="unknown"),
        pytest.param({"cap_drop": caps("ALL", UNKNOWN)}, [], id="ALL is among them"),
        pytest.param({"incomplete": frozenset("*")}, ["? cap_drop"], id="more may follow"),
        pytest.param({"privileged": True}, [], id="privileged"),
        pytest.param({"pod": Pod(origin=HERE, os="windows")}, [], id="windows"),
    ],
)
def test_missing_drop(fields: dict[str, Any], wanted: list[str]) -> None:
    assert messages(ask(missing_capability_drop, make(**fields))) == wanted


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        pytest.param({}, 1, id="docker's default"),
        pytest.param({"platform": "podman"}, 0, id="podman's default"),
        pytest.param({"cap_drop": caps("NET_RAW")}, 0, id="dropped"),
        pytest.param({"cap_drop": caps("ALL"), "cap_add": caps("NET_RAW")}, 1, id="added again"),
        pytest.param({"cap_drop": caps("NET_RAW"), "cap_add": caps("ALL")}, 0, id="ALL but it"),
        pytest.param({"privileged": True}, 0, id="privileged"),
    ],
)
def test_net_raw(fields: dict[str, Any], wanted: int) -> None:
    assert len(ask(net_raw_capability, make(**fields))) == wanted


ALIASED = """\
x-caps: &caps [SYS_ADMIN, IPC_LOCK, NET_RAW]
services:
  web:
    image: x:1
    cap_add: *caps
    cap_drop: [ALL]
"""


def test_one_finding_for_one_entry_even_where_an_alias_brings_them_all() -> None:
    text = "services:\n  web:\n    image: x:1\n    cap_add: [SYS_ADMIN, IPC_LOCK, NET_RAW]\n    cap_drop: [ALL]\n"
    wanted = ["dangerous-capability", "added-capability", "added-capability"]
    assert sorted(policy for policy, _ in found_in(text, "capabilities")) == sorted(wanted)
    assert sorted(policy for policy, _ in found_in(ALIASED, "capabilities")) == sorted(wanted)
