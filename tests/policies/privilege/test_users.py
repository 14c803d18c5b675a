"""Users and groups: who is root, in effect and in words."""

from __future__ import annotations

from typing import Any

import pytest

from lintainer.model import UNKNOWN, Pod, Unknown
from lintainer_policies.privilege.docker_group import docker_group
from lintainer_policies.privilege.low_user_id import Options, low_user_id
from lintainer_policies.privilege.missing_non_root_user import missing_non_root_user
from lintainer_policies.privilege.root_group import root_group
from lintainer_policies.privilege.root_user import root_user
from tests.policies.asking import HERE, ask, found_in, make, messages, texts


def pod(**fields: Any) -> dict[str, Any]:
    return {"platform": "kubernetes", "pod": Pod(origin=HERE, **fields)}


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        pytest.param({"user": 0}, ["runs as root: user `0`"], id="zero"),
        pytest.param({"user": 0, "user_written": "000:5"}, ["runs as root: user `000:5`"], id="as written"),
        pytest.param({"user": "root"}, ["runs as root: user `root`"], id="by name"),
        pytest.param({"user": 1000}, [], id="another"),
        pytest.param({"user": "rooty"}, [], id="another name"),
        pytest.param({}, [], id="the image decides"),
        pytest.param({"user": UNKNOWN}, ["? user"], id="unknown"),
        pytest.param({"user": 0, "platform": "podman", "userns_mode": "auto"}, [], id="podman maps users"),
        pytest.param({"user": 0, "userns_mode": "host"}, ["runs as root: user `0`"], id="docker's own namespace"),
        pytest.param(pod(run_as_user=0), ["runs as root: user `0`"], id="the pod's user"),
        pytest.param({"user": 7, **pod(run_as_user=0)}, [], id="the container's user wins"),
        pytest.param(pod(run_as_user=0, host_users=False), [], id="hostUsers false"),
        pytest.param(
            {"run_as_non_root": False, **pod(run_as_non_root=True)},
            ["may run as root: `runAsNonRoot: false`, and the image decides the user"],
            id="runAsNonRoot false of the container wins",
        ),
        pytest.param({"run_as_non_root": True, **pod(run_as_non_root=False)}, [], id="runAsNonRoot true of the container wins"),
        pytest.param(pod(run_as_non_root=False, run_as_user=5), [], id="runAsNonRoot false with a user"),
        pytest.param(
            {"user": 0, **pod(run_as_non_root=True)},
            ["runs as root: user `0`"],
            id="root although runAsNonRoot: a contradiction",
        ),
    ],
)
def test_root_user(fields: dict[str, Any], wanted: list[str]) -> None:
    assert messages(ask(root_user, make(**fields))) == wanted


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        pytest.param({}, 1, id="nothing said"),
        pytest.param({"user": 0}, 1, id="root in words"),
        pytest.param({"user": 5}, 0, id="another user"),
        pytest.param(pod(run_as_non_root=True), 0, id="the pod demands it"),
        pytest.param(pod(run_as_non_root=False), 1, id="the pod allows root"),
        pytest.param(pod(host_users=False), 0, id="hostUsers false"),
        pytest.param({"platform": "podman", "userns_mode": "keep-id"}, 0, id="keep-id runs as the caller"),
    ],
)
def test_missing_non_root_user(fields: dict[str, Any], wanted: int) -> None:
    assert len(ask(missing_non_root_user, make(**fields))) == wanted


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        pytest.param({"user": 1000, "group": 0}, ["runs with the group root"], id="primary"),
        pytest.param({"group_add": texts("00", "5")}, ["has the group root besides its own: `00`"], id="supplementary"),
        pytest.param({"group_add": texts(UNKNOWN)}, ["? group_add"], id="unknown"),
        pytest.param(
            pod(fs_group=0, supplemental_groups=texts("0")),
            ["has the group root besides its own: `0`", "gives its volumes to the group root, and joins it: `fsGroup` is 0"],
            id="the pod's groups",
        ),
        pytest.param({"group": 7, **pod(run_as_group=0)}, [], id="the container's group wins"),
    ],
)
def test_root_group(fields: dict[str, Any], wanted: list[str]) -> None:
    assert messages(ask(root_group, make(**fields))) == wanted


@pytest.mark.parametrize("group", ["docker", "disk", "6", "06", "lxd", "shadow"])
def test_a_powerful_group(group: str) -> None:
    assert len(ask(docker_group, make(group_add=texts(group)))) == 1
    assert len(ask(docker_group, make(group=int(group) if group.isdecimal() else group))) == 1


def test_groups_that_are_none_of_these() -> None:
    assert ask(docker_group, make(group_add=texts("999", "dockers", "video"), group=999)) == []
    assert messages(ask(docker_group, make(group_add=texts(Unknown("a command's output"))))) == ["? group_add"]


def test_the_lowest_user_id_is_an_option() -> None:
    assert len(ask(low_user_id, make(user=9_999))) == 1
    assert ask(low_user_id, make(user=10_000)) == []
    assert ask(low_user_id, make(user=1_000), Options(minimum=1_000)) == []
    assert messages(ask(low_user_id, make(user="app"))) == ["? user"]
    assert len(ask(low_user_id, make())) == 1


def test_root_in_words_takes_the_place_of_the_lesser_finding_and_only_there() -> None:
    text = 'services:\n  a:\n    image: x:1\n    user: "0"\n  b:\n    image: x:1\n'
    both = found_in(text, "root-user", "missing-non-root-user")
    assert [policy for policy, _ in both] == ["root-user", "missing-non-root-user"]
    assert both[1] == ("missing-non-root-user", "b")
    assert [policy for policy, _ in found_in(text, "missing-non-root-user")] == ["missing-non-root-user"] * 2
