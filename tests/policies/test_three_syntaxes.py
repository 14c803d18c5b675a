"""One grant, written in three syntaxes, is the same findings with the same severities."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from lintainer.run import check_texts
from lintainer.settings import Settings

GROUPS = ("privilege", "namespaces", "capabilities", "confinement")
# Their syntaxes do not say the same: these are not asked of all three.
APART = {"missing-lsm-profile", "missing-seccomp-profile"}
# What is said of any container that sets nothing.
LACKS = {
    "low-user-id",
    "missing-capability-drop",
    "missing-no-new-privileges",
    "missing-non-root-user",
    "net-raw-capability",
}


class Grant(NamedTuple):
    """Options of `docker run`, lines of a service, and lines of a container's securityContext or of a pod's spec."""

    run: str
    compose: tuple[str, ...]
    security: tuple[str, ...] = ()
    pod: tuple[str, ...] = ()
    pod_security: tuple[str, ...] = ()


def found(name: str, text: str) -> list[tuple[str, str]]:
    report = check_texts({name: text}, Settings(select=GROUPS, installed_plugins=False))
    assert not report.problems, report.problems
    assert report.containers == 1
    return sorted((f.policy.id, str(f.severity)) for f in report.findings if f.policy.id not in APART)


def compose(grant: Grant) -> str:
    return "services:\n  web:\n    image: x:1\n" + "".join(f"    {line}\n" for line in grant.compose)


def pod(grant: Grant) -> str:
    text = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n" + "".join(f"  {line}\n" for line in grant.pod)
    if grant.pod_security:
        text += "  securityContext:\n" + "".join(f"    {line}\n" for line in grant.pod_security)
    text += "  containers:\n  - name: web\n    image: x:1\n"
    if grant.security:
        text += "    securityContext:\n" + "".join(f"      {line}\n" for line in grant.security)
    return text


@pytest.mark.parametrize(
    ("grant", "more", "less"),
    [
        pytest.param(Grant("", ()), set(), set(), id="nothing"),
        pytest.param(
            Grant("--privileged", ("privileged: true",), ("privileged: true",)),
            {"privileged"},
            {"missing-capability-drop", "net-raw-capability"},
            id="privileged",
        ),
        pytest.param(Grant("-u 0", ("user: '0'",), ("runAsUser: 0",)), {"root-user"}, {"missing-non-root-user"}, id="root"),
        pytest.param(Grant("-u 1000", ("user: '1000'",), ("runAsUser: 1000",)), set(), {"missing-non-root-user"}, id="a user"),
        pytest.param(
            Grant("-u 20000:0", ("user: '20000:0'",), ("runAsUser: 20000", "runAsGroup: 0")),
            {"root-group"},
            {"missing-non-root-user", "low-user-id"},
            id="group root",
        ),
        pytest.param(
            Grant(
                "-u 20000:5 --group-add 0",
                ("user: '20000:5'", "group_add: ['0']"),
                ("runAsUser: 20000", "runAsGroup: 5"),
                pod_security=("supplementalGroups: [0]",),
            ),
            {"root-group"},
            {"missing-non-root-user", "low-user-id"},
            id="supplementary group root",
        ),
        pytest.param(
            Grant(
                "--cap-add SYS_ADMIN --cap-add IPC_LOCK --cap-drop ALL",
                ("cap_add: [SYS_ADMIN, IPC_LOCK]", "cap_drop: [ALL]"),
                ("capabilities: {add: [SYS_ADMIN, IPC_LOCK], drop: [ALL]}",),
            ),
            {"dangerous-capability", "added-capability"},
            {"missing-capability-drop", "net-raw-capability"},
            id="capabilities",
        ),
        pytest.param(
            Grant("--cap-add ALL", ("cap_add: [ALL]",), ("capabilities: {add: [ALL]}",)),
            {"dangerous-capability"},
            {"net-raw-capability"},
            id="all capabilities",
        ),
        pytest.param(
            Grant(
                "--cap-add NET_RAW --cap-drop ALL",
                ("cap_add: [NET_RAW]", "cap_drop: [ALL]"),
                ("capabilities: {add: [NET_RAW], drop: [ALL]}",),
            ),
            {"added-capability"},
            {"missing-capability-drop", "net-raw-capability"},
            id="NET_RAW",
        ),
        pytest.param(
            Grant(
                "--security-opt no-new-privileges=false",
                ("security_opt: ['no-new-privileges=false']",),
                ("allowPrivilegeEscalation: true",),
            ),
            {"privilege-escalation"},
            {"missing-no-new-privileges"},
            id="escalation allowed",
        ),
        pytest.param(
            Grant(
                "--security-opt no-new-privileges",
                ("security_opt: ['no-new-privileges:true']",),
                ("allowPrivilegeEscalation: false",),
            ),
            set(),
            {"missing-no-new-privileges"},
            id="escalation blocked",
        ),
        pytest.param(
            Grant(
                "--security-opt seccomp=unconfined",
                ("security_opt: ['seccomp=unconfined']",),
                ("seccompProfile: {type: Unconfined}",),
            ),
            {"seccomp-unconfined"},
            set(),
            id="seccomp",
        ),
        pytest.param(
            Grant(
                "--security-opt apparmor=unconfined",
                ("security_opt: ['apparmor=unconfined']",),
                ("appArmorProfile: {type: Unconfined}",),
            ),
            {"apparmor-unconfined"},
            set(),
            id="AppArmor",
        ),
        pytest.param(
            Grant(
                "--security-opt label=type:spc_t", ("security_opt: ['label=type:spc_t']",), ("seLinuxOptions: {type: spc_t}",)
            ),
            {"selinux-disabled"},
            set(),
            id="SELinux",
        ),
        pytest.param(
            Grant(
                "--security-opt systempaths=unconfined", ("security_opt: ['systempaths=unconfined']",), ("procMount: Unmasked",)
            ),
            {"unmasked-proc"},
            set(),
            id="hidden paths",
        ),
        pytest.param(
            Grant("--network host", ("network_mode: host",), pod=("hostNetwork: true",)), {"host-network"}, set(), id="network"
        ),
        pytest.param(Grant("--pid host", ("pid: host",), pod=("hostPID: true",)), {"host-pid"}, set(), id="processes"),
        pytest.param(Grant("--ipc host", ("ipc: host",), pod=("hostIPC: true",)), {"host-ipc"}, set(), id="IPC"),
        pytest.param(
            Grant("--runtime own", ("runtime: own",), pod=("runtimeClassName: own",)),
            {"unconfined-runtime"},
            set(),
            id="runtime",
        ),
    ],
)
def test_the_same_grant_is_the_same_findings(grant: Grant, more: set[str], less: set[str]) -> None:
    run = found("run.sh", f"docker run {grant.run} x:1\n")
    assert {policy for policy, _ in run} == (LACKS - less) | more
    assert found("compose.yaml", compose(grant)) == run
    assert found("pod.yaml", pod(grant)) == run
