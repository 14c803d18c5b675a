# ruff: noqa: E501 - the table reads better with one case a line
"""What the Kubernetes API means, in the places where linters are known to read it otherwise."""

from __future__ import annotations

import pytest

from lintainer.run import check_texts
from lintainer.settings import Settings
from tests.policies.asking import found_in


def pod(spec: str = "", container: str = "", image: str = "a:1", kind: str = "Pod") -> str:
    inner = f"containers: [{{name: c, image: '{image}'{', ' + container if container else ''}}}]{', ' + spec if spec else ''}"
    if kind == "Pod":
        return f"apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec: {{{inner}}}\n"
    if kind == "CronJob":
        return f"apiVersion: batch/v1\nkind: CronJob\nmetadata: {{name: p}}\nspec: {{jobTemplate: {{spec: {{template: {{spec: {{{inner}}}}}}}}}}}\n"
    return f"apiVersion: apps/v1\nkind: {kind}\nmetadata: {{name: p}}\nspec: {{template: {{spec: {{{inner}}}}}}}\n"


def context(text: str) -> str:
    return f"securityContext: {{{text}}}"


def asked(policy: str, *texts: str) -> list[str]:
    """Return the places that the policy finds, as text."""
    settings = Settings(select=(policy,), installed_plugins=False)
    report = check_texts({f"{number}.yaml": text for number, text in enumerate(texts)}, settings)
    assert not report.problems, report.problems
    return [finding.location.text for finding in report.findings]


@pytest.mark.parametrize(
    ("policy", "text", "places"),
    [
        # 2.1 levels: who has which field.
        pytest.param("missing-no-new-privileges", pod(context("allowPrivilegeEscalation: false")), ["c"], id="no such field on the pod: escalation"),
        pytest.param("writable-root-filesystem", pod(context("readOnlyRootFilesystem: true")), ["c"], id="no such field on the pod: root file system"),
        pytest.param("pss-run-as-non-root", pod(context("runAsNonRoot: true"), context("runAsNonRoot: false")), ["false"], id="a container says false where the pod says true"),
        pytest.param("root-user", pod(context("runAsNonRoot: true"), context("runAsUser: 0")), ["0"], id="a container is root where the pod must not be"),
        pytest.param("pss-run-as-non-root", pod("initContainers: [{name: i, image: a}]", context("runAsNonRoot: true")), ["i"], id="init containers count"),
        pytest.param("pss-run-as-non-root", pod(container=context("runAsUser: 1000")), ["c"], id="a uid is no substitute"),
        pytest.param("low-user-id", pod(context("runAsUser: 10000, runAsGroup: 10000")), [], id="the minimum itself is enough"),
        # 2.2 seccomp and AppArmor.
        pytest.param("missing-seccomp-profile", pod(context("seccompProfile: {type: Localhost, localhostProfile: x}")), [], id="a profile of the node is a profile"),
        pytest.param("seccomp-unconfined", pod(context("seccompProfile: {type: RuntimeDefault}"), context("seccompProfile: {type: Unconfined}")), ["Unconfined"], id="a container switches off what the pod sets"),
        pytest.param("seccomp-unconfined", pod(), [], id="unset is not unconfined in words"),
        pytest.param("missing-seccomp-profile", pod(context("seccompProfile: {type: RuntimeDefault}"), kind="CronJob"), [], id="a CronJob's pod has levels too"),
        pytest.param("apparmor-unconfined", pod(context("appArmorProfile: {type: Unconfined}")), ["Unconfined"], id="the field, and not the annotation alone"),
        # 2.3 capabilities.
        pytest.param("pss-capabilities-restricted", pod(container=context("capabilities: {drop: [all]}")), ["drop"], id="exact names to the admission check"),
        pytest.param("missing-capability-drop", pod(container=context("capabilities: {drop: [all]}")), [], id="any case to the runtime"),
        pytest.param("dangerous-capability", pod(container=context("capabilities: {add: [CAP_SYS_ADMIN]}")), ["CAP_SYS_ADMIN"], id="with its prefix"),
        pytest.param("net-raw-capability", pod(container=context("capabilities: {drop: [ALL], add: [NET_RAW]}")), ["NET_RAW"], id="dropped with all, added by name"),
        pytest.param("net-raw-capability", pod(container=context("capabilities: {drop: [ALL]}")), [], id="dropped with all"),
        pytest.param("net-raw-capability", pod(), ["c"], id="without a securityContext it is there"),
        pytest.param("missing-no-new-privileges", pod(), ["c"], id="unset means allowed"),
        # 2.4 Windows and user namespaces.
        pytest.param("missing-no-new-privileges", pod("os: {name: windows}"), [], id="windows has no such bit"),
        pytest.param("missing-capability-drop", pod("os: {name: windows}"), [], id="windows has no capabilities"),
        pytest.param("missing-non-root-user", pod("hostUsers: false"), [], id="a user namespace of its own"),
        # 2.5 every kind of container.
        pytest.param("privileged", pod("ephemeralContainers: [{name: e, image: a, " + context("privileged: true") + "}]"), ["true"], id="ephemeral containers"),
        pytest.param("missing-liveness-probe", pod("initContainers: [{name: s, image: a, restartPolicy: Always}]", "livenessProbe: {exec: {command: [x]}}"), [], id="init containers have no probes"),
        pytest.param("missing-liveness-probe", pod(kind="CronJob"), [], id="what ends by itself needs none"),
        # 2.6 ports, paths, images, amounts.
        pytest.param("host-port", pod(container="ports: [{containerPort: 80, hostPort: 0}]"), [], id="hostPort 0 is none"),
        pytest.param("container-runtime-socket", pod("volumes: [{name: v, hostPath: {path: /run/docker.sock/}}]", "volumeMounts: [{name: v, mountPath: /s}]"), ["/run/docker.sock/"], id="another spelling of the socket"),
        pytest.param("container-runtime-socket", pod("volumes: [{name: v, hostPath: {path: /run/containerd/containerd.sock}}]", "volumeMounts: [{name: v, mountPath: /s}]"), ["/run/containerd/containerd.sock"], id="another runtime"),
        pytest.param("sensitive-host-mount", pod("volumes: [{name: v, hostPath: {path: /etc/kubernetes}}]", "volumeMounts: [{name: v, mountPath: /s, readOnly: true}]"), ["/etc/kubernetes"], id="below a sensitive path"),
        pytest.param("pss-restricted-volumes", pod("volumes: [{name: v, cephfs: {monitors: [a]}}]"), ["cephfs"], id="cephfs"),
        pytest.param("unpinned-image", pod(image="localhost:5000/foo"), ["localhost:5000/foo"], id="a port is no tag"),
        pytest.param("unpinned-image", pod(image="localhost:5000/foo:1"), [], id="a port and a tag"),
        pytest.param("unpinned-image", pod(image="foo:latest@sha256:" + "a" * 64), [], id="a digest decides"),
        pytest.param("missing-memory-request", pod(container="resources: {limits: {memory: 1Gi}}"), [], id="the API makes a request of a limit"),
        pytest.param("missing-memory-limit", pod(container="resources: {requests: {memory: 1Gi}}"), ["c"], id="a request is no limit"),
        pytest.param("unmasked-proc", pod(container=context("procMount: Default")), [], id="the default said in words"),
        pytest.param("service-account-token", pod("automountServiceAccountToken: true", kind="Deployment"), ["true"], id="the token of a Deployment's pod"),
        pytest.param("service-account-token", pod("automountServiceAccountToken: false", kind="Deployment"), [], id="switched off on a Deployment's pod"),
        pytest.param("service-account-token", pod(), ["p"], id="unset means mounted"),
        pytest.param("retired-api-version", pod(kind="Deployment").replace("apps/v1", "extensions/v1beta1"), ["extensions/v1beta1"], id="the group that is gone"),
        pytest.param("unsafe-sysctl", pod(context("sysctls: [{name: net.ipv4.tcp_syncookies, value: '1'}]")), [], id="a safe sysctl of the network"),
        # 2.7 documents and kinds.
        pytest.param("privileged", "apiVersion: v1\nkind: List\nitems:\n- " + pod(container=context("privileged: true")).replace("\n", "\n  ").strip() + "\n", ["true"], id="List"),
        pytest.param("privileged", "apiVersion: v1\nkind: PodList\nitems:\n- " + pod(container=context("privileged: true")).replace("\n", "\n  ").strip() + "\n", ["true"], id="PodList"),
        pytest.param("privileged", "apiVersion: v1\nkind: PodTemplate\nmetadata: {name: p}\ntemplate: {spec: {containers: [{name: c, image: a, securityContext: {privileged: true}}]}}\n", ["true"], id="PodTemplate"),
        pytest.param("privileged", pod(container=context("privileged: true"), kind="Rollout").replace("apps/v1", "argoproj.io/v1alpha1"), ["true"], id="Rollout"),
        pytest.param("privileged", pod() + "--- # next\n" + pod(container=context("privileged: true")), ["true"], id="a comment on the separator"),
        pytest.param("privileged", "apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    -----\n    x\n---\n" + pod(container=context("privileged: true")), ["true"], id="dashes inside a text"),
    ],
)  # fmt: skip
def test_reading(policy: str, text: str, places: list[str]) -> None:
    assert asked(policy, text) == places


def test_an_account_that_switches_the_token_off_counts() -> None:
    account = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: app}\nautomountServiceAccountToken: false\n"
    assert asked("service-account-token", pod("serviceAccountName: app"), account) == []
    assert asked("service-account-token", pod("serviceAccountName: app, automountServiceAccountToken: true"), account) == [
        "true"
    ]


@pytest.mark.parametrize(
    ("types", "found"),
    [
        ("", []),
        ("policyTypes: []", []),
        ("policyTypes: [Ingress]", []),
        ("policyTypes: [Egress, Ingress]", []),
        ("policyTypes: ['${DIRECTION}']", []),
        ("policyTypes: [Egress]", ["p"]),
    ],
)
def test_a_network_policy_on_egress_alone_lets_everyone_in(types: str, found: list[str]) -> None:
    policy = (
        f"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: n}}\nspec:\n  podSelector: {{}}\n  {types}\n"
    )
    web = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: 'a:1'}]}\n"
    assert asked("missing-network-policy", web, policy) == found


def test_a_network_policy_selects_in_its_own_namespace() -> None:
    policy = (
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: n, namespace: %s}\nspec: {podSelector: {}}\n"
    )
    web = pod().replace("{name: p}", "{name: p, namespace: shop}")
    assert asked("missing-network-policy", web, policy % "shop") == []
    assert asked("missing-network-policy", web, policy % "other") == ["p"]


def test_nothing_is_missing_in_a_section_that_is_filled_in_later() -> None:
    text = (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n  - name: app\n    image: a:1\n"
        "    resources: {{ .Values.resources }}\n    securityContext: {{ .Values.context }}\n"
    )
    groups = ("privilege", "capabilities", "confinement", "resources", "namespaces")
    assert found_in(text, *groups, name="pod.yaml") == []
    # The same without the two sections lacks a lot.
    assert len(found_in(text.partition("    resources")[0], *groups, name="pod.yaml")) > 5
