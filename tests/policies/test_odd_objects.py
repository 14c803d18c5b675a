"""Objects that make no sense are read as far as they do: no policy over them crashes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintainer.run import check_texts
from lintainer.settings import Settings

POLICIES = (
    "rbac",
    "identity",
    "service-external-ip",
    "missing-network-policy",
    "host-path",
    "unlimited-empty-dir",
    "retired-api-version",
    "dangling-reference",
)
KEYS = (
    """spec selector podSelector matchLabels matchExpressions key operator values rules verbs apiGroups resources resourceNames
    subjects roleRef kind name namespace metadata labels scaleTargetRef http paths backend service port number externalIPs
    aggregationRule clusterRoleSelectors automountServiceAccountToken template containers volumes env envFrom configMapRef
    secretRef configMap hostPath emptyDir sizeLimit defaultBackend type configMapGenerator target secretName"""
).split()
KINDS = (
    """Role ClusterRole RoleBinding ClusterRoleBinding Service ServiceAccount Namespace NetworkPolicy Ingress
    HorizontalPodAutoscaler PodDisruptionBudget Deployment Pod ConfigMap Kustomization Certificate ExternalSecret"""
).split()
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-1, 90), st.sampled_from(("", "*", "web", "ClusterRole", "${X}", "secrets"))
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)),
    max_leaves=20,
)


@st.composite
def objects(draw: st.DrawFn) -> dict[str, object]:
    kind = draw(st.sampled_from(KINDS))
    body: dict[str, object] = draw(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=5))
    rules = st.lists(st.dictionaries(st.sampled_from(("verbs", "apiGroups", "resources", "resourceNames")), VALUES), max_size=3)
    if "Role" in kind:
        body |= {"rules": draw(rules), "subjects": draw(VALUES), "roleRef": draw(VALUES)}
        return body | {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": kind}
    body |= {"metadata": draw(st.one_of(VALUES, st.just({"name": "web"}))), "spec": draw(VALUES)}
    return body | {"apiVersion": draw(st.sampled_from(("v1", "networking.k8s.io/v1", "policy/v1beta1"))), "kind": kind}


def _check(found: list[dict[str, object]]) -> None:
    files = {f"k8s/{number}.json": json.dumps(one) for number, one in enumerate(found)}
    report = check_texts(files, Settings(select=POLICIES, installed_plugins=False))
    assert [one for one in report.problems if one.kind.endswith("crash")] == []


@settings(max_examples=40, deadline=None)
@given(st.lists(objects(), min_size=2, max_size=5))
def test_no_policy_crashes(found: list[dict[str, object]]) -> None:
    _check(found)


@pytest.mark.slow
@settings(max_examples=1500, deadline=None)
@given(st.lists(objects(), min_size=2, max_size=6))
def test_no_policy_crashes_on_many(found: list[dict[str, object]]) -> None:
    _check(found)
