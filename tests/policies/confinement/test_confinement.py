"""Profiles, labels, hidden paths, control groups, runtimes."""

from __future__ import annotations

from typing import Any

import pytest

from lintainer.model import UNKNOWN, AppArmorProfile, Pod, SeccompProfile, SelinuxOptions, Unknown
from lintainer.plugins import builtin_policies
from lintainer.policy import Policy
from lintainer_policies.confinement.apparmor_unconfined import apparmor_unconfined
from lintainer_policies.confinement.missing_lsm_profile import missing_lsm_profile
from lintainer_policies.confinement.seccomp_unconfined import seccomp_unconfined
from lintainer_policies.confinement.selinux_disabled import selinux_disabled
from lintainer_policies.confinement.unconfined_runtime import Options, unconfined_runtime
from lintainer_policies.confinement.unmasked_proc import unmasked_proc
from lintainer_policies.confinement.writable_cgroups import writable_cgroups
from tests.policies.asking import HERE, ask, bind, found_in, make, messages


def seccomp(type: str | Unknown, **fields: Any) -> SeccompProfile:
    return SeccompProfile(origin=HERE, type=type, **fields)


def apparmor(type: str | Unknown) -> AppArmorProfile:
    return AppArmorProfile(origin=HERE, type=type)


def selinux(**fields: Any) -> SelinuxOptions:
    return SelinuxOptions(origin=HERE, **fields)


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        pytest.param({"seccomp": seccomp("Unconfined")}, 1, id="unconfined"),
        pytest.param({"seccomp": seccomp("Unconfined"), "privileged": True}, 0, id="privileged says it"),
        pytest.param({"seccomp": seccomp("RuntimeDefault")}, 0, id="the runtime's"),
        pytest.param({"seccomp": seccomp("Localhost", path="x", allows_by_default=True)}, 1, id="a file that allows all"),
        pytest.param({"seccomp": seccomp("Localhost", path="x", allows_by_default=False)}, 0, id="a file that refuses"),
        pytest.param({"seccomp": seccomp("Localhost", path="x")}, 0, id="a file that was not read"),
        pytest.param({"pod": Pod(origin=HERE, seccomp=seccomp("Unconfined"))}, 1, id="the pod's"),
        pytest.param(
            {"seccomp": seccomp("RuntimeDefault"), "pod": Pod(origin=HERE, seccomp=seccomp("Unconfined"))},
            0,
            id="the container's wins",
        ),
        pytest.param({}, 0, id="nothing said"),
    ],
)
def test_seccomp(fields: dict[str, Any], wanted: int) -> None:
    assert len(ask(seccomp_unconfined, make(**fields))) == wanted


@pytest.mark.parametrize(
    ("policy", "fields"),
    [
        pytest.param(seccomp_unconfined, {"seccomp": seccomp(UNKNOWN)}, id="seccomp"),
        pytest.param(seccomp_unconfined, {"incomplete": frozenset({"seccomp"})}, id="seccomp, more may follow"),
        pytest.param(apparmor_unconfined, {"apparmor": apparmor(UNKNOWN)}, id="apparmor"),
        pytest.param(selinux_disabled, {"selinux": selinux(type=UNKNOWN)}, id="selinux"),
        pytest.param(missing_lsm_profile, {"incomplete": frozenset({"selinux"})}, id="lsm"),
        pytest.param(unmasked_proc, {"proc_mount": UNKNOWN}, id="procMount"),
        pytest.param(unmasked_proc, {"mounts": (bind("/proc", read_only=UNKNOWN),)}, id="proc, read-only or not"),
        pytest.param(unmasked_proc, {"mounts": (bind(Unknown("x", prefix="/proc/")),)}, id="a path below proc"),
        pytest.param(writable_cgroups, {"writable_cgroups": UNKNOWN}, id="cgroups"),
        pytest.param(unconfined_runtime, {"runtime": UNKNOWN}, id="runtime"),
    ],
)
def test_what_is_unknown_stays_undecided(policy: Policy, fields: dict[str, Any]) -> None:
    (outcome,) = messages(ask(policy, make(**fields)))
    assert outcome.startswith("? ")


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        pytest.param({"apparmor": apparmor("Unconfined")}, 1, id="unconfined"),
        pytest.param({"apparmor": apparmor("Localhost")}, 0, id="a profile"),
        pytest.param({"apparmor": apparmor("Unconfined"), "privileged": True}, 0, id="privileged says it"),
        pytest.param(
            {"apparmor": apparmor("RuntimeDefault"), "pod": Pod(origin=HERE, apparmor=apparmor("Unconfined"))}, 0, id="wins"
        ),
    ],
)
def test_apparmor(fields: dict[str, Any], wanted: int) -> None:
    assert len(ask(apparmor_unconfined, make(**fields))) == wanted


@pytest.mark.parametrize(
    ("labels", "wanted"),
    [
        pytest.param(selinux(disable=True), 1, id="disabled"),
        pytest.param(selinux(type="spc_t"), 1, id="spc_t"),
        pytest.param(selinux(type="unconfined_t"), 1, id="unconfined_t"),
        pytest.param(selinux(type="container_t"), 0, id="container_t"),
        pytest.param(selinux(level="s0:c1"), 0, id="a level"),
        pytest.param(selinux(user="unconfined_u"), 0, id="a user"),
    ],
)
def test_selinux(labels: SelinuxOptions, wanted: int) -> None:
    assert len(ask(selinux_disabled, make(selinux=labels))) == wanted
    assert ask(selinux_disabled, make(selinux=labels, privileged=True)) == []


def test_one_named_profile_is_enough() -> None:
    assert len(ask(missing_lsm_profile, make())) == 1
    assert ask(missing_lsm_profile, make(apparmor=apparmor("Localhost"))) == []
    assert ask(missing_lsm_profile, make(selinux=selinux(type="x_t"))) == []
    assert ask(missing_lsm_profile, make(privileged=True)) == []


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        pytest.param({"unmasked_paths": ("ALL",)}, 1, id="all paths"),
        pytest.param({"unmasked_paths": ("/proc/acpi",)}, 1, id="one path"),
        pytest.param({"unmasked_paths": ("ALL",), "privileged": True}, 0, id="privileged says it"),
        pytest.param({"unmasked_paths": ("ALL",), "pod": Pod(origin=HERE, host_users=False)}, 0, id="users are mapped"),
        pytest.param({"mounts": (bind("/proc"),)}, 1, id="proc"),
        pytest.param({"mounts": (bind("/proc", read_only=True),)}, 0, id="proc, read-only"),
        pytest.param({"mounts": (bind("/proc/sys/kernel"),)}, 1, id="below proc/sys"),
        pytest.param({"mounts": (bind("/proc/sysrq-trigger"),)}, 1, id="sysrq-trigger"),
        pytest.param({"mounts": (bind("/proc/kcore", read_only=True),)}, 1, id="what reading is enough of"),
        pytest.param({"mounts": (bind("/proc/cpuinfo"),)}, 0, id="a figure"),
        pytest.param({"mounts": (bind("/processes"),)}, 0, id="another path"),
        pytest.param({"mounts": (bind("proc", base="project"),)}, 0, id="a folder of the project"),
    ],
)
def test_proc(fields: dict[str, Any], wanted: int) -> None:
    assert len(ask(unmasked_proc, make(**fields))) == wanted


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        pytest.param({"writable_cgroups": True}, 1, id="the option"),
        pytest.param({"writable_cgroups": False}, 0, id="switched off"),
        pytest.param({"writable_cgroups": True, "privileged": True}, 0, id="privileged says it"),
        pytest.param({"mounts": (bind("/sys/fs/cgroup"),)}, 1, id="mounted"),
        pytest.param({"mounts": (bind("/sys/fs/cgroup/unified"),)}, 1, id="a part"),
        pytest.param({"mounts": (bind("/sys/fs/cgroup", read_only=True),)}, 0, id="mounted read-only"),
    ],
)
def test_cgroups(fields: dict[str, Any], wanted: int) -> None:
    assert len(ask(writable_cgroups, make(**fields))) == wanted


def test_runtimes() -> None:
    assert [len(ask(unconfined_runtime, make(runtime=name))) for name in ("runc", "kata-qemu", "own", "RUNC")] == [0, 0, 1, 1]
    assert ask(unconfined_runtime, make(runtime="own-2"), Options(runtimes=("own-*",))) == []
    assert ask(unconfined_runtime, make()) == []


def test_the_parts_of_one_security_opt_are_told_apart() -> None:
    text = (
        "services:\n  web:\n    image: x:1\n"
        "    security_opt: [seccomp=unconfined, apparmor=unconfined, label=disable, systempaths=unconfined]\n"
    )
    assert found_in(text, "confinement") == [
        ("seccomp-unconfined", "seccomp=unconfined"),
        ("apparmor-unconfined", "apparmor=unconfined"),
        ("selinux-disabled", "label=disable"),
        ("unmasked-proc", "systempaths=unconfined"),
    ]


@pytest.mark.parametrize(("source", "wanted"), [("/proc", "unmasked-proc"), ("/sys/fs/cgroup", "writable-cgroups")])
def test_the_greater_finding_of_a_mount_stays(source: str, wanted: str) -> None:
    text = f"services:\n  web:\n    image: x:1\n    volumes: ['{source}:/x']\n"
    lesser = ("writable-host-mount", "sensitive-host-mount")
    known = {policy.id for policy in builtin_policies()}
    assert set(lesser) <= known
    assert [policy for policy, _ in found_in(text, wanted, *lesser)] == [wanted]
    assert [policy for policy, _ in found_in(text, *lesser)] == ["writable-host-mount"]
