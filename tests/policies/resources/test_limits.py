"""Limits: missing, lifted, undecided, and shown as one line."""

from __future__ import annotations

import pytest

from lintainer.model import UNKNOWN, Ulimit
from lintainer.policy import Hit
from lintainer.reporters import View
from lintainer.reporters.text import render
from lintainer.run import check_texts
from lintainer.settings import Settings, SettingsError
from lintainer_policies.resources.missing_cpu_limit import missing_cpu_limit
from lintainer_policies.resources.missing_memory_limit import missing_memory_limit
from lintainer_policies.resources.missing_pids_limit import missing_pids_limit
from lintainer_policies.resources.oom_killer_disabled import oom_killer_disabled
from lintainer_policies.resources.unlimited_resource import unlimited_resource
from tests.policies.asking import HERE, ask, make, messages
from tests.policies.manifests import said


@pytest.mark.parametrize(
    ("fields", "memory", "cpu", "pids"),
    [
        pytest.param({}, ["has no memory limit"], ["has no CPU limit"], ["has no pids limit"], id="nothing"),
        pytest.param({"memory": 1, "nano_cpus": 1, "pids_limit": 1}, [], [], [], id="all"),
        pytest.param(
            {"memory_reservation": 1, "cpu_shares": 512, "cpuset_cpus": "0"},
            ["has no memory limit"],
            ["has no CPU limit"],
            ["has no pids limit"],
            id="what is no limit",
        ),
        pytest.param({"memory": 1, "cpu_quota": 50_000, "pids_limit": 1}, [], [], [], id="a quota"),
        pytest.param({"memory": 1, "cpu_quota": -1, "pids_limit": 1}, [], ["sets a CPU limit that means none"], [], id="-1"),
        pytest.param(
            {"memory": UNKNOWN, "nano_cpus": UNKNOWN, "pids_limit": UNKNOWN},
            ["? memory"],
            ["? nano_cpus"],
            ["? pids_limit"],
            id="not known",
        ),
        pytest.param({"incomplete": frozenset({"*"})}, ["? memory"], ["? nano_cpus"], ["? pids_limit"], id="more may follow"),
        pytest.param({"platform": "podman"}, ["has no memory limit"], ["has no CPU limit"], [], id="podman limits processes"),
        pytest.param({"os": "windows"}, ["has no memory limit"], ["has no CPU limit"], [], id="windows has no pids limit"),
    ],
)
def test_missing_limits(fields: dict[str, object], memory: list[str], cpu: list[str], pids: list[str]) -> None:
    container = make(**fields)
    assert messages(ask(missing_cpu_limit, container)) == cpu
    assert messages(ask(missing_memory_limit, container)) == memory
    assert messages(ask(missing_pids_limit, container)) == pids


def test_missing_limits_are_one_line() -> None:
    settings = Settings(select=("missing-memory-limit", "missing-cpu-limit", "missing-pids-limit"), installed_plugins=False)
    shown = render(check_texts({"compose.yaml": "services:\n  web: {image: x}\n"}, settings), View(quiet=True))
    assert shown.startswith(
        "compose.yaml:2:3: medium[missing-memory-limit, missing-pids-limit, missing-cpu-limit] web: "
        "has no memory, pids or CPU limit\n"
    )
    assert shown.count("compose.yaml") == 1


def test_a_limit_of_the_pod_counts_and_ephemeral_containers_have_none() -> None:
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n%s  containers: [{name: a, image: x}]\n"
    assert len(said("missing-memory-limit", pod % "")) == 1
    assert said("missing-memory-limit", pod % "  resources: {limits: {memory: 1Gi}}\n") == []
    assert len(said("missing-memory-limit", pod % "  ephemeralContainers: [{name: e, image: x}]\n")) == 1


@pytest.mark.parametrize(
    ("fields", "number"),
    [
        pytest.param({"memory_swap": -1}, 1, id="swap without end"),
        pytest.param({"memory_swap": 1 << 30, "memory": 1 << 30}, 0, id="no swap"),
        pytest.param({"memory_swap": UNKNOWN}, 1, id="swap that is not known"),
        pytest.param({"ulimits": (Ulimit(origin=HERE, name="nofile", soft=-1, hard=-1),)}, 1, id="one finding for a ulimit"),
        pytest.param({"ulimits": (Ulimit(origin=HERE, name="nofile", soft=1, hard=2),)}, 0, id="a number"),
        pytest.param({"shm_size": 2 << 20, "memory": 1 << 20}, 1, id="shared memory over the limit"),
        pytest.param({"shm_size": 2 << 20}, 0, id="shared memory without a limit"),
    ],
)
def test_limits_lifted_in_words(fields: dict[str, object], number: int) -> None:
    assert len(ask(unlimited_resource, make(**fields))) == number


@pytest.mark.parametrize(("score", "number"), [(None, 0), (0, 0), (500, 0), (-1, 1), (-1000, 1), (UNKNOWN, 1)])
def test_a_score_below_zero_spares_the_container(score: object, number: int) -> None:
    outcomes = ask(oom_killer_disabled, make(oom_score_adj=score))
    assert len(outcomes) == number
    assert all(isinstance(outcome, Hit) for outcome in outcomes) is (score is not UNKNOWN)


@pytest.mark.parametrize(
    ("command", "found"),
    [
        pytest.param("docker run --rm a:1", ["missing-memory-limit"], id="a whole command"),
        pytest.param("docker run --rm", [], id="no image: nothing is started"),
        pytest.param("podman create --rm", [], id="no image, with podman"),
        pytest.param("docker run --cap-add=SYS_ADMIN ...", ["dangerous-capability"], id="a document leaves the rest out"),
    ],
)
def test_what_a_command_that_is_cut_short_lacks_is_not_known(command: str, found: list[str]) -> None:
    select = ("missing-memory-limit", "dangerous-capability", "unpinned-image")
    report = check_texts({"a.sh": f"{command}\n"}, Settings(select=select, installed_plugins=False))
    assert report.workloads
    assert [finding.policy.id for finding in report.findings] == found


def test_required_ulimits_are_names_that_docker_knows() -> None:
    options = {"missing-ulimit": {"required": ["nofiles"]}}
    settings = Settings(select=("missing-ulimit",), options=options, installed_plugins=False)
    with pytest.raises(SettingsError, match="there is no ulimit 'nofiles'"):
        check_texts({"compose.yaml": "services: {web: {image: a}}\n"}, settings)
