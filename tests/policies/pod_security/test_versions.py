# ruff: noqa: E501 - the table reads better with one case a line
"""Pod Security by version and level: the verdicts of the upstream check, each case with the versions in which it is refused.

The steps are those of `policy/check_*.go` of k8s.io/pod-security-admission v0.37.
"""

from __future__ import annotations

import pytest

from lintainer.model.pod_security import PssOptions, minor_version
from lintainer.run import check_texts
from lintainer.settings import Settings, SettingsError

VERSIONS = range(38)
EVER = range(38)
NEVER = range(0)


def since(first: int) -> range:
    return range(first, 38)


def before(end: int) -> range:
    return range(end)


def pod(spec: str = "", container: str = "", annotation: str = "", init: str = "") -> str:
    """A pod that the restricted level of every version takes, but for what is given: entries of flow mappings."""
    context = "runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}"
    own = "allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}"
    entries = dict(part for part in [("spec", spec), ("container", container)])
    head = f"apiVersion: v1\nkind: Pod\nmetadata: {{name: p, annotations: {{{annotation}}}}}\nspec:\n"
    lines = [f"  {entries['spec']}"] if spec else []
    if "securityContext" not in spec:
        lines.append(f"  securityContext: {{{context}}}")
    inner = container if "securityContext" in container else f"{container}{', ' if container else ''}securityContext: {{{own}}}"
    lines.append(f"  initContainers: [{{name: i, image: a, securityContext: {{{own}{', ' + init if init else ''}}}}}]")
    lines.append(f"  containers: [{{name: c, image: a, {inner}}}]")
    return head + "\n".join(lines) + "\n"


OWN = "allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}"
ROOT = "runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}"
SYSCTL = "securityContext: {" + ROOT + ", sysctls: [{name: %s, value: '1'}]}"

CASES = [
    # id, pod, versions in which the baseline refuses it, versions in which the restricted level does
    ("the least that restricted takes", pod(), NEVER, NEVER),
    ("privileged", pod(container=f"securityContext: {{{OWN}, privileged: true}}"), EVER, EVER),
    ("privileged init container", pod(init="privileged: true"), EVER, EVER),
    ("host network", pod("hostNetwork: true"), EVER, EVER),
    ("host pid", pod("hostPID: true"), EVER, EVER),
    ("host ipc", pod("hostIPC: true"), EVER, EVER),
    ("host port", pod(container="ports: [{containerPort: 1, hostPort: 1}]"), EVER, EVER),
    ("host port 0", pod(container="ports: [{containerPort: 1, hostPort: 0}]"), NEVER, NEVER),
    ("hostPath", pod("volumes: [{name: v, hostPath: {path: /v}}]"), EVER, EVER),
    ("empty hostPath", pod("volumes: [{name: v, hostPath: {}}]"), EVER, EVER),
    ("nfs", pod("volumes: [{name: v, nfs: {server: s, path: /}}]"), NEVER, EVER),
    ("cephfs", pod("volumes: [{name: v, cephfs: {monitors: []}}]"), NEVER, EVER),
    ("image volume", pod("volumes: [{name: v, image: {reference: a}}]"), NEVER, NEVER),
    ("a volume without a source", pod("volumes: [{name: v}]"), NEVER, NEVER),
    (
        "added NET_RAW",
        pod(container="securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [NET_RAW]}}"),
        EVER,
        EVER,
    ),
    (
        "added CHOWN",
        pod(container="securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [CHOWN]}}"),
        NEVER,
        since(22),
    ),
    (
        "added CAP_CHOWN",
        pod(container="securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [CAP_CHOWN]}}"),
        EVER,
        EVER,
    ),
    (
        "added NET_BIND_SERVICE",
        pod(
            container="securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}}"
        ),
        NEVER,
        NEVER,
    ),
    (
        "dropped in lower case",
        pod(container="securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [all]}}"),
        NEVER,
        since(22),
    ),
    ("escalation not forbidden", pod(container="securityContext: {capabilities: {drop: [ALL]}}"), NEVER, since(8)),
    ("apparmor annotation", pod(annotation="container.apparmor.security.beta.kubernetes.io/c: unconfined"), EVER, EVER),
    (
        "apparmor annotation of nobody",
        pod(annotation="container.apparmor.security.beta.kubernetes.io/gone: unconfined"),
        EVER,
        EVER,
    ),
    (
        "apparmor localhost annotation",
        pod(annotation="container.apparmor.security.beta.kubernetes.io/c: localhost/x"),
        NEVER,
        NEVER,
    ),
    ("apparmor field", pod(f"securityContext: {{{ROOT}, appArmorProfile: {{type: Unconfined}}}}"), EVER, EVER),
    (
        "apparmor field of a container",
        pod(container=f"securityContext: {{{OWN}, appArmorProfile: {{type: Unconfined}}}}"),
        EVER,
        EVER,
    ),
    ("selinux type", pod(f"securityContext: {{{ROOT}, seLinuxOptions: {{type: spc_t}}}}"), EVER, EVER),
    (
        "selinux engine type",
        pod(f"securityContext: {{{ROOT}, seLinuxOptions: {{type: container_engine_t}}}}"),
        before(31),
        before(31),
    ),
    ("selinux user", pod(container=f"securityContext: {{{OWN}, seLinuxOptions: {{user: u}}}}"), EVER, EVER),
    ("selinux level", pod(container=f"securityContext: {{{OWN}, seLinuxOptions: {{level: s0}}}}"), NEVER, NEVER),
    ("procMount", pod(container=f"securityContext: {{{OWN}, procMount: Unmasked}}"), EVER, EVER),
    (
        "procMount in a user namespace",
        pod("hostUsers: false", f"securityContext: {{{OWN}, procMount: Unmasked}}"),
        before(35),
        EVER,
    ),
    (
        "seccomp unconfined",
        pod("securityContext: {runAsNonRoot: true, seccompProfile: {type: Unconfined}}"),
        since(19),
        since(19),
    ),
    (
        "seccomp of the pod overridden",
        pod(
            "securityContext: {runAsNonRoot: true, seccompProfile: {type: Unconfined}}",
            f"securityContext: {{{OWN}, seccompProfile: {{type: RuntimeDefault}}}}",
        ),
        since(19),
        since(19),
    ),
    ("seccomp unset", pod("securityContext: {runAsNonRoot: true}"), NEVER, since(19)),
    (
        "seccomp Localhost",
        pod("securityContext: {runAsNonRoot: true, seccompProfile: {type: Localhost, localhostProfile: x}}"),
        NEVER,
        NEVER,
    ),
    ("seccomp annotation", pod(annotation="seccomp.security.alpha.kubernetes.io/pod: unconfined"), before(19), before(19)),
    (
        "seccomp annotation of a container",
        pod(annotation="container.seccomp.security.alpha.kubernetes.io/c: unconfined"),
        before(19),
        before(19),
    ),
    (
        "seccomp annotation of nobody",
        pod(annotation="container.seccomp.security.alpha.kubernetes.io/gone: unconfined"),
        NEVER,
        NEVER,
    ),
    (
        "seccomp annotation docker/default",
        pod(annotation="seccomp.security.alpha.kubernetes.io/pod: docker/default"),
        NEVER,
        NEVER,
    ),
    ("sysctl", pod(SYSCTL % "kernel.msgmax"), EVER, EVER),
    ("sysctl of 1.0", pod(SYSCTL % "kernel.shm_rmid_forced"), NEVER, NEVER),
    ("sysctl of 1.27", pod(SYSCTL % "net.ipv4.ip_local_reserved_ports"), before(27), before(27)),
    ("sysctl of 1.29", pod(SYSCTL % "net.ipv4.tcp_fin_timeout"), before(29), before(29)),
    ("sysctl of 1.32", pod(SYSCTL % "net.ipv4.tcp_rmem"), before(32), before(32)),
    ("sysctl of 1.37", pod(SYSCTL % "net.ipv4.tcp_notsent_lowat"), before(37), before(37)),
    ("host process", pod(f"securityContext: {{{ROOT}, windowsOptions: {{hostProcess: true}}}}"), EVER, EVER),
    ("probe host", pod(container="livenessProbe: {httpGet: {host: h, port: 1}}"), since(34), since(34)),
    ("hook host", pod(container="lifecycle: {preStop: {tcpSocket: {host: h, port: 1}}}"), since(34), since(34)),
    ("empty probe host", pod(container="livenessProbe: {httpGet: {host: '', port: 1}}"), NEVER, NEVER),
    ("not said to be non-root", pod("securityContext: {seccompProfile: {type: RuntimeDefault}}"), NEVER, EVER),
    ("a uid is no substitute", pod("securityContext: {runAsUser: 1000, seccompProfile: {type: RuntimeDefault}}"), NEVER, EVER),
    (
        "runAsNonRoot false, overridden",
        pod(
            "securityContext: {runAsNonRoot: false, seccompProfile: {type: RuntimeDefault}}",
            f"securityContext: {{{OWN}, runAsNonRoot: true}}",
            init="runAsNonRoot: true",
        ),
        NEVER,
        EVER,
    ),
    (
        "root in a user namespace",
        pod("hostUsers: false\n  securityContext: {runAsUser: 0, seccompProfile: {type: RuntimeDefault}}"),
        NEVER,
        before(35),
    ),
    ("user 0", pod(f"securityContext: {{{ROOT}, runAsUser: 0}}"), NEVER, since(23)),
    (
        "windows",
        pod("os: {name: windows}\n  securityContext: {runAsNonRoot: true}", "securityContext: {}"),
        NEVER,
        range(8, 25),
    ),
    (
        "windows with an added capability",
        pod("os: {name: windows}", "securityContext: {capabilities: {add: [SYS_ADMIN]}}"),
        EVER,
        before(25),
    ),
]


TABLE = [pytest.param(*rest, id=name) for name, *rest in CASES]


@pytest.mark.parametrize("level", ["baseline", "restricted"])
@pytest.mark.parametrize(("text", "baseline", "restricted"), TABLE)
def test_refused_in(text: str, baseline: range, restricted: range, level: str) -> None:
    wanted = restricted if level == "restricted" else baseline
    # The first version, the last, and both sides of each step.
    sides = {0, wanted.start - 1, wanted.start, wanted.stop - 1, wanted.stop, 37} & set(VERSIONS)
    assert _refused(text, level, sides) == sides & set(wanted)
    assert bool(_findings(text, level, "latest")) is (37 in wanted)


@pytest.mark.slow
@pytest.mark.parametrize("level", ["baseline", "restricted"])
@pytest.mark.parametrize(("text", "baseline", "restricted"), TABLE)
def test_refused_in_exactly(text: str, baseline: range, restricted: range, level: str) -> None:
    wanted = restricted if level == "restricted" else baseline
    assert _refused(text, level, set(VERSIONS)) == set(wanted)


def _refused(text: str, level: str, versions: set[int]) -> set[int]:
    return {minor for minor in versions if _findings(text, level, f"v1.{minor}")}


def _findings(text: str, level: str, version: str) -> list[str]:
    settings = Settings(profile=f"pss-{level}", pss_version=version, installed_plugins=False)
    report = check_texts({"pod.yaml": text}, settings)
    assert not report.problems, report.problems
    return [finding.policy.id for finding in report.findings]


def test_an_ephemeral_container_is_judged() -> None:
    text = pod().replace(
        "  containers:", "  ephemeralContainers: [{name: e, image: a, securityContext: {privileged: true}}]\n  containers:"
    )
    assert "pss-privileged" in _findings(text, "baseline", "latest")


def test_the_template_of_a_controller_is_judged_as_a_pod() -> None:
    text = "apiVersion: batch/v1\nkind: CronJob\nspec: {jobTemplate: {spec: {template: {spec: {hostPID: true, containers: [{name: a, image: a}]}}}}}\n"
    assert _findings(text, "baseline", "latest") == ["pss-host-namespaces"]


@pytest.mark.parametrize("version", ["1", "v2.0", "v1.", "v1.x", "newest", "v1.-1", ""])
def test_versions_are_checked(version: str) -> None:
    with pytest.raises(ValueError, match="no version of the Pod Security Standards"):
        minor_version(version)
    with pytest.raises(ValueError, match="no version"):
        PssOptions(version=version)


def test_a_version_later_than_all_is_the_latest() -> None:
    assert minor_version("v1.99") == 99
    assert _findings(pod(SYSCTL % "net.ipv4.tcp_notsent_lowat"), "baseline", "v1.99") == []


def test_a_bad_version_ends_the_run_with_one_line() -> None:
    with pytest.raises(SettingsError, match=r"v2\.0"):
        check_texts({"pod.yaml": pod()}, Settings(profile="pss-baseline", pss_version="v2.0", installed_plugins=False))
