"""Permissions with which one takes more than was given.

Sources: Kubernetes documentation 1.37, "Role Based Access Control Good Practices: privilege escalation risks" and "Using RBAC
Authorization: privilege escalation prevention"; CIS Kubernetes Benchmark 1.12.0, 5.1.4 and 5.1.8 to 5.1.13.
"""

from __future__ import annotations

from lintainer.model.rbac import GROUP
from lintainer.tuples import NamedTuple

_WORKLOAD = ("create", "update", "patch")
_ANY = ("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection")


class Escalation(NamedTuple):
    """Any of `verbs` on `resource` of the API group `group` lets one do what `gives` says."""

    group: str
    resource: str
    verbs: tuple[str, ...]
    gives: str
    # True where something else has to follow (a claim for the volume, and a pod that mounts it) or only the network is reached.
    indirect: bool = False


_PODS = "start pods, with any service account and Secret of the namespace"
_RUN = "run commands in other pods"

ESCALATIONS: tuple[Escalation, ...] = (
    Escalation("", "pods", ("create",), _PODS),
    Escalation("", "replicationcontrollers", _WORKLOAD, _PODS),
    Escalation("apps", "deployments", _WORKLOAD, _PODS),
    Escalation("apps", "daemonsets", _WORKLOAD, _PODS),
    Escalation("apps", "statefulsets", _WORKLOAD, _PODS),
    Escalation("apps", "replicasets", _WORKLOAD, _PODS),
    # The template of a job cannot be changed.
    Escalation("batch", "jobs", ("create",), _PODS),
    Escalation("batch", "cronjobs", _WORKLOAD, _PODS),
    # Over a WebSocket an exec is a GET; clusters before 1.35 ask for `get` alone then (Kubernetes 1.35 release notes).
    Escalation("", "pods/exec", ("create", "get"), _RUN),
    Escalation("", "pods/attach", ("create", "get"), _RUN),
    Escalation("", "pods/ephemeralcontainers", ("update", "patch"), _RUN),
    Escalation(
        "", "pods/portforward", ("create", "get"), "open connections to other pods past every NetworkPolicy", indirect=True
    ),
    # CVE-2020-8554 again: the address of a load balancer is believed as it stands in the status.
    Escalation("", "services/status", ("update", "patch"), "take over the traffic to an address", indirect=True),
    Escalation("", "nodes/proxy", _ANY, "reach the kubelet, and with it every pod of a node, past audit and admission"),
    Escalation("", "serviceaccounts/token", ("create",), "make tokens of other service accounts"),
    Escalation("", "persistentvolumes", ("create",), "make volumes of paths of the nodes", indirect=True),
    Escalation(GROUP, "roles", ("escalate",), "write roles with more rights than their own"),
    Escalation(GROUP, "clusterroles", ("escalate",), "write roles with more rights than their own"),
    Escalation(GROUP, "roles", ("bind",), "bind roles with more rights than their own"),
    Escalation(GROUP, "clusterroles", ("bind",), "bind roles with more rights than their own"),
    Escalation("", "users", ("impersonate",), "act as other users"),
    Escalation("", "groups", ("impersonate",), "act as other groups, system:masters among them"),
    Escalation("", "serviceaccounts", ("impersonate",), "act as other service accounts"),
    Escalation(
        "admissionregistration.k8s.io",
        "mutatingwebhookconfigurations",
        _WORKLOAD,
        "read and change every object that is sent to the API",
    ),
    Escalation(
        "admissionregistration.k8s.io",
        "validatingwebhookconfigurations",
        _WORKLOAD,
        "read every object that is sent to the API",
    ),
    Escalation(
        "certificates.k8s.io", "certificatesigningrequests/approval", ("update", "patch"), "approve certificates for any user"
    ),
    Escalation("certificates.k8s.io", "signers", ("approve", "sign"), "approve certificates for any user"),
)
