"""Paths of the host by their real names, and what is known of paths that are known in part."""

from __future__ import annotations

import pytest

from lintainer.model import Unknown
from lintainer.model.hostpath import HOLE, HostPath, canonical, climbs, host_path, stand_in


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        pytest.param("/var/run/docker.sock", "/run/docker.sock", id="var-run"),
        pytest.param("/var/run", "/run", id="var-run-itself"),
        pytest.param("/var/running", "/var/running", id="a-common-beginning-is-nothing"),
        pytest.param("/proc/1/root", "/", id="root-of-init"),
        pytest.param("/proc/self/root/etc", "/etc", id="root-of-the-daemon"),
        pytest.param("/proc/1/root/var/run/docker.sock", "/run/docker.sock", id="both"),
        pytest.param("/proc/1/environ", "/proc/1/environ", id="another-file-of-a-process"),
        pytest.param("/proc/sys/root", "/proc/sys/root", id="no-process"),
        pytest.param("/etc", "/etc", id="plain"),
    ],
)
def test_canonical(path: str, wanted: str) -> None:
    assert canonical(path) == wanted


def test_stand_in_keeps_both_known_ends() -> None:
    assert stand_in(Unknown(prefix="/home/", suffix="/.ssh")) == f"/home/{HOLE}/.ssh"
    assert stand_in(Unknown()) == ""
    assert stand_in("/etc") == "/etc"


@pytest.mark.parametrize(("path", "count"), [("a/b", 0), (".", 0), ("..", 1), ("../../etc", 2), ("..x/y", 0)])
def test_climbs(path: str, count: int) -> None:
    assert climbs(path) == count


@pytest.mark.parametrize(
    ("suffix", "written", "wanted"),
    [
        pytest.param("/.ssh", "${HOME}/.ssh", HostPath(".ssh", "home"), id="home"),
        pytest.param("/a/../.ssh/", "$HOME/a/../.ssh/", HostPath(".ssh", "home"), id="tidied"),
        pytest.param("", "$PWD", HostPath(".", "project"), id="project"),
        pytest.param("/src", "${PWD}/src", HostPath("src", "project"), id="in-the-project"),
        pytest.param("s/x", "${HOME}s/x", None, id="part-of-a-name"),
        pytest.param("/x", "${HOME}${A}/x", None, id="two-variables"),
        pytest.param("/x", "${DATA}/x", None, id="another-variable"),
    ],
)
def test_home_and_project_are_known_by_their_variables(suffix: str, written: str, wanted: HostPath | None) -> None:
    unknown = Unknown(suffix=suffix, written=written)
    found = host_path(unknown)
    assert found == (wanted or HostPath(unknown, "unknown"))
    assert isinstance(found.text, str) is (wanted is not None)
