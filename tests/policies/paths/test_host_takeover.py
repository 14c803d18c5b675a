"""Grants that lead to the host together, and those that do not."""

from __future__ import annotations

import pytest

from lintainer.engine import Report
from lintainer.run import check_text
from lintainer.settings import Settings


def check(text: str, name: str = "a.sh") -> Report:
    report = check_text(text, Settings(select=("host-takeover",), installed_plugins=False), name)
    assert not report.problems
    assert report.containers
    return report


@pytest.mark.parametrize(
    "options",
    [
        "--pid host --cap-add SYS_PTRACE",
        "--pid host --cap-add SYS_PTRACE --user 0",
        "--user root --device /dev/sda",
        "--user 0:0 --device /dev/mapper/root:/dev/root:rw",
        "-u 0 -v /home:/h",
        "-u 0 -v /var/lib:/l",
        "-u 0 -v /sys:/s",
    ],
)
def test_these_lead_to_the_host(options: str) -> None:
    (finding,) = check(f"docker run {options} app:1\n").findings
    assert str(finding.severity) == "critical"
    assert finding.related
    assert all(one.location.text != finding.location.text for one in finding.related)


@pytest.mark.parametrize(
    "options",
    [
        pytest.param("--pid host", id="one-step"),
        pytest.param("--cap-add SYS_PTRACE", id="the-other-step"),
        pytest.param("--pid host --cap-add SYS_PTRACE --user 1000", id="a-user-that-keeps-no-capability"),
        pytest.param("--pid container:x --cap-add SYS_PTRACE", id="processes-of-another-container"),
        pytest.param("--device /dev/sda", id="nobody-says-root"),
        pytest.param("--user 1000 --device /dev/sda", id="not-root"),
        pytest.param("--user 0 --device /dev/sda:/dev/sda:r", id="a-disk-to-read"),
        pytest.param("--user 0 --device /dev/kvm", id="no-disk"),
        pytest.param("--user 0 -v /var/lib:/l:ro", id="read-only"),
        pytest.param("--user 0 -v /srv:/srv", id="a-folder-of-data"),
        # One critical finding says it already.
        pytest.param("--privileged --pid host --cap-add SYS_PTRACE", id="privileged"),
        pytest.param("--pid host --cap-add SYS_PTRACE --cap-add SYS_ADMIN", id="sys-admin"),
        pytest.param("--pid host --cap-add SYS_PTRACE -v /run/docker.sock:/s", id="socket"),
        pytest.param("--user 0 --device /dev/sda -v /:/host", id="writable-root"),
    ],
)
def test_these_do_not(options: str) -> None:
    assert check(f"docker run {options} app:1\n").findings == ()


def test_podman_maps_users_where_it_is_told_to() -> None:
    assert check("podman run --pid host --cap-add SYS_PTRACE app:1\n").findings
    assert check("podman run --userns auto --pid host --cap-add SYS_PTRACE app:1\n").findings == ()


CLUSTER = """apiVersion: v1
kind: Pod
metadata: {{name: web, namespace: a, labels: {{app: web}}}}
spec:
  serviceAccountName: web
  containers: [{{name: web, image: "w:1"{ports}}}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: {binding}
metadata: {{name: web}}
roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: {role}}}
subjects: [{{kind: ServiceAccount, name: web, namespace: {namespace}}}]
---
apiVersion: v1
kind: Service
metadata: {{name: web, namespace: a}}
spec: {{type: {service}, selector: {{app: web}}, ports: [{{port: 80}}]}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {{name: web, namespace: a}}
spec: {{defaultBackend: {{service: {{name: {backend}, port: {{number: 80}}}}}}}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {{name: all}}
rules: [{{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}}]
"""
USUAL = {
    "ports": "",
    "binding": "ClusterRoleBinding",
    "role": "cluster-admin",
    "namespace": "a",
    "service": "ClusterIP",
    "backend": "other",
}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        pytest.param({"service": "LoadBalancer"}, True, id="load-balancer"),
        pytest.param({"service": "NodePort"}, True, id="node-port"),
        pytest.param({"backend": "web"}, True, id="ingress"),
        pytest.param({"ports": ", ports: [{containerPort: 80, hostPort: 80}]"}, True, id="host-port"),
        pytest.param({"service": "LoadBalancer", "role": "all"}, True, id="a-role-that-equals-it"),
        pytest.param({}, False, id="inside-alone"),
        pytest.param({"service": "LoadBalancer", "role": "view"}, False, id="a-lesser-role"),
        pytest.param({"service": "LoadBalancer", "namespace": "b"}, False, id="another-namespace"),
        pytest.param({"service": "LoadBalancer", "binding": "RoleBinding"}, False, id="one-namespace-alone"),
    ],
)
def test_a_token_of_the_cluster_in_reach_from_outside(changes: dict[str, str], *, found: bool) -> None:
    report = check(CLUSTER.format(**{**USUAL, **changes}), "all.yaml")
    assert bool(report.findings) is found
    for finding in report.findings:
        assert str(finding.subject) == "Pod/web"
        assert finding.location.text == "web"
        assert len(finding.related) == 2
