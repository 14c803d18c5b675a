"""What runtimes make of capabilities, namespaces and users."""

from __future__ import annotations

from typing import Any

import pytest

from lintainer.model import UNKNOWN, Capability, Container, Origin, Pod, Unknown
from lintainer.model.capabilities import ALL_CAPABILITIES, DOCKER_DEFAULTS
from lintainer.model.effective import Joined, capabilities, joined, maps_users, process_capabilities, shares_host
from lintainer.source import Source, Span

HERE = Origin(Source("a", "web"), Span(0, 3))


def caps(*names: str | Unknown) -> tuple[Capability, ...]:
    return tuple(Capability(origin=HERE, name=name, written="x") for name in names)


def make(add: str = "", drop: str = "", **fields: Any) -> Container:
    return Container(origin=HERE, cap_add=caps(*add.split()), cap_drop=caps(*drop.split()), **fields)


@pytest.mark.parametrize(
    ("container", "wanted"),
    [
        pytest.param(make(), DOCKER_DEFAULTS, id="nothing asked: the default set"),
        pytest.param(make(privileged=True, drop="ALL"), ALL_CAPABILITIES, id="privileged: all, whatever is dropped"),
        pytest.param(make("SYS_TIME", "ALL"), {"SYS_TIME"}, id="drop ALL, add one"),
        pytest.param(make("ALL", "NET_RAW"), ALL_CAPABILITIES - {"NET_RAW"}, id="add ALL but one"),
        pytest.param(make("ALL", "ALL"), ALL_CAPABILITIES, id="docker: ALL in both is all"),
        pytest.param(make("NET_RAW", "NET_RAW"), DOCKER_DEFAULTS, id="docker: in both is added"),
        pytest.param(make("ALL", "ALL", platform="kubernetes"), set(), id="kubernetes: ALL in both is none"),
        pytest.param(make("ALL KILL", "ALL", platform="kubernetes"), {"KILL"}, id="kubernetes: ALL in both leaves names"),
        pytest.param(
            make("SYS_ADMIN", "SYS_ADMIN", platform="kubernetes"), DOCKER_DEFAULTS, id="kubernetes: in both is dropped"
        ),
    ],
)
def test_the_bounding_set(container: Container, wanted: set[str]) -> None:
    assert capabilities(container) == wanted


@pytest.mark.parametrize(
    "container",
    [
        pytest.param(Container(origin=HERE, cap_drop=caps(UNKNOWN)), id="an unknown name is dropped"),
        pytest.param(make(incomplete=frozenset({"cap_add"})), id="more may be added"),
        pytest.param(make(privileged=UNKNOWN), id="privileged is not known"),
    ],
)
def test_the_bounding_set_is_unknown(container: Container) -> None:
    assert isinstance(capabilities(container), Unknown)


@pytest.mark.parametrize(
    ("container", "wanted"),
    [
        pytest.param(make("SYS_ADMIN", user=1000), set(), id="docker clears them for another user"),
        pytest.param(make("SYS_ADMIN", "ALL", user=0), {"SYS_ADMIN"}, id="root holds the bounding set"),
        pytest.param(make("SYS_ADMIN", user="app", platform="podman"), {"SYS_ADMIN"}, id="podman gives those that are added"),
        pytest.param(
            make("SYS_ADMIN", platform="kubernetes", pod=Pod(origin=HERE, run_as_user=1000)), set(), id="the pod's user counts"
        ),
    ],
)
def test_what_the_main_process_starts_with(container: Container, wanted: set[str]) -> None:
    assert process_capabilities(container) == wanted


def test_without_a_user_the_image_decides_what_the_process_starts_with() -> None:
    found = process_capabilities(make("SYS_ADMIN"))
    assert isinstance(found, Unknown)
    assert "image" in found.why


@pytest.mark.parametrize(
    ("mode", "wanted"),
    [
        ("host", True),
        ("HOST", False),
        (None, False),
        ("container:db", False),
        ("ns:/proc/1/ns/net", True),
        ("ns:/run/netns/x", False),
        (Unknown("x", prefix="service:"), False),
    ],
)
def test_the_namespace_of_the_host(mode: str | Unknown | None, wanted: bool) -> None:
    found = shares_host(Container(origin=HERE, network_mode=mode), "network")
    assert (found.value, found.declared) == (wanted, mode is not None)


def test_a_namespace_that_a_variable_decides_is_unknown() -> None:
    assert isinstance(shares_host(Container(origin=HERE, pid_mode=Unknown("x")), "pid").value, Unknown)
    assert isinstance(shares_host(Container(origin=HERE, incomplete=frozenset("*")), "pid").value, Unknown)


def test_whose_namespace_is_joined() -> None:
    assert joined("service:db") == Joined("service", "db")
    assert joined("container:0a1b") == Joined("container", "0a1b")
    assert joined(Unknown("x", prefix="container:")) == Joined("container", UNKNOWN)
    assert [joined(mode) for mode in ("host", None, "ns:/run/x", "backend")] == [None] * 4


@pytest.mark.parametrize(
    ("container", "wanted"),
    [
        pytest.param(Container(origin=HERE, userns_mode="host"), False, id="docker"),
        pytest.param(Container(origin=HERE, platform="podman", userns_mode="keep-id:uid=200"), True, id="podman keep-id"),
        pytest.param(Container(origin=HERE, platform="podman", userns_mode="host"), False, id="podman host"),
        pytest.param(Container(origin=HERE, platform="podman"), False, id="podman without"),
        pytest.param(
            Container(origin=HERE, platform="kubernetes", pod=Pod(origin=HERE, host_users=False)), True, id="hostUsers"
        ),
        pytest.param(Container(origin=HERE, platform="kubernetes", pod=Pod(origin=HERE)), False, id="hostUsers unset"),
    ],
)
def test_a_user_namespace_of_its_own(container: Container, wanted: bool) -> None:
    assert maps_users(container) is wanted
