"""Namespaces of the host, and of other containers."""

from __future__ import annotations

from typing import Any

import pytest

from lintainer.model import UNKNOWN, Unknown
from lintainer.policy import Policy
from lintainer.run import check_texts
from lintainer.settings import Settings
from lintainer_policies.namespaces.host_cgroup_namespace import host_cgroup_namespace
from lintainer_policies.namespaces.host_ipc import host_ipc
from lintainer_policies.namespaces.host_network import host_network
from lintainer_policies.namespaces.host_pid import host_pid
from lintainer_policies.namespaces.host_user_namespace import host_user_namespace
from lintainer_policies.namespaces.host_uts import host_uts
from tests.policies.asking import ask, found_in, make, messages


@pytest.mark.parametrize(
    ("policy", "field"),
    [
        (host_network, "network_mode"),
        (host_pid, "pid_mode"),
        (host_ipc, "ipc_mode"),
        (host_uts, "uts_mode"),
        (host_user_namespace, "userns_mode"),
        (host_cgroup_namespace, "cgroupns_mode"),
    ],
    ids=lambda value: value.id if isinstance(value, Policy) else value,
)
def test_one_namespace_of_the_host(policy: Policy, field: str) -> None:
    values: dict[str, Any] = {"host": 1, "private": 0, "container:web": 0, "HOST": 0}
    for value, wanted in values.items():
        assert len(ask(policy, make(**{field: value}))) == wanted, value
    assert ask(policy, make()) == []
    assert messages(ask(policy, make(**{field: UNKNOWN}))) == [f"? {field}"]
    assert ask(policy, make(**{field: Unknown("x", prefix="service:")})) == []


def test_a_user_namespace_of_podmans_is_not_a_remapping_of_the_daemon() -> None:
    (docker,) = messages(ask(host_user_namespace, make(userns_mode="host")))
    (podman,) = messages(ask(host_user_namespace, make(userns_mode="host", platform="podman")))
    assert "daemon" in docker
    assert "caller" in podman


JOINS = """\
services:
  a: {image: x:1, pid: host}
  b: {image: x:1, pid: "service:a"}
  c: {image: x:1, pid: "container:bee"}
  d: {image: x:1, network_mode: "service:a"}
  e: {image: x:1, ipc: "service:nobody"}
"""


def test_joins_are_followed_and_the_greater_finding_stays() -> None:
    text = JOINS.replace("b: {image: x:1,", "b: {image: x:1, container_name: bee,")
    report = check_texts(
        {"compose.yaml": text},
        Settings(select=("privileged-namespace-join", "shared-container-namespace"), installed_plugins=False),
    )
    assert [(f.policy.id, f.subject.name) for f in report.findings] == [
        ("privileged-namespace-join", "b"),
        ("privileged-namespace-join", "c"),
        ("shared-container-namespace", "d"),
        ("shared-container-namespace", "e"),
    ]
    assert "through `bee`" in report.findings[1].message
    (related,) = report.findings[1].related
    assert related.location.region[0] == 2


def test_a_circle_of_joins_ends() -> None:
    text = 'services:\n  a: {image: x:1, pid: "service:b"}\n  b: {image: x:1, pid: "service:a"}\n'
    assert found_in(text, "privileged-namespace-join", "namespaces")[0][0] == "shared-container-namespace"


@pytest.mark.parametrize("field", ["network_mode", "pid", "ipc"])
def test_a_privileged_container_that_is_joined(field: str) -> None:
    text = f'services:\n  a: {{image: x:1, privileged: true}}\n  b: {{image: x:1, {field}: "service:a"}}\n'
    ((policy, _),) = found_in(text, "privileged-namespace-join", "shared-container-namespace")
    assert policy == "privileged-namespace-join"


@pytest.mark.parametrize(
    ("services", "policy", "field"),
    [
        pytest.param('a: {image: x, pid: "service:${WHO}"}', "privileged-namespace-join", "pid_mode", id="whose is not known"),
        pytest.param(
            'a: {image: x, ipc: "service:b"}\n  b: {image: x, privileged: "${P}"}',
            "privileged-namespace-join",
            "ipc_mode",
            id="whether the joined one is privileged",
        ),
        pytest.param(
            'a: {image: x, pid: "service:b"}\n  b: {image: x, pid: "${P}"}',
            "privileged-namespace-join",
            "pid_mode",
            id="where the joined one is",
        ),
        pytest.param('a: {image: x, pid: "${P}"}', "shared-container-namespace", "pid_mode", id="whether one is joined"),
    ],
)
def test_a_join_that_a_variable_decides_stays_undecided(services: str, policy: str, field: str) -> None:
    report = check_texts({"compose.yaml": f"services:\n  {services}\n"}, Settings(select=(policy,), installed_plugins=False))
    assert report.findings == ()
    assert (policy, field) in {(one.policy.id, one.undecided.field) for one in report.undecided}
    assert "a" in {one.undecided.location.owner.name for one in report.undecided}  # type: ignore[attr-defined]
