"""Data stores behind Services of Kubernetes."""

from __future__ import annotations

import pytest

from tests.policies.manifests import texts_of

POD = """\
apiVersion: v1
kind: Pod
metadata: {name: db, labels: {app: db}}
spec: {containers: [{name: db, image: "postgres:17", ports: [{name: sql, containerPort: 5432}]}]}
"""


def service(spec: str, meta: str = "") -> str:
    return f"apiVersion: v1\nkind: Service\nmetadata: {{name: db{meta}}}\nspec: {{selector: {{app: db}}, {spec}}}\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(service("type: NodePort, ports: [{port: 5432}]"), ["NodePort"], id="a node's port"),
        pytest.param(service("type: LoadBalancer, ports: [{port: 80, targetPort: sql}]"), ["LoadBalancer"], id="by name"),
        pytest.param(service("ports: [{port: 5432}]"), [], id="inside of the cluster"),
        pytest.param(service("type: NodePort, ports: [{port: 5432, protocol: UDP}]"), [], id="another protocol"),
        pytest.param(
            service("type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8], ports: [{port: 5432}]"), [], id="ranges"
        ),
        pytest.param(
            service(
                "type: LoadBalancer, ports: [{port: 5432}]",
                ', annotations: {service.beta.kubernetes.io/aws-load-balancer-scheme: "internal"}',
            ),
            [],
            id="an internal load balancer",
        ),
        pytest.param(service("type: NodePort, ports: [{port: 5432}]", ", namespace: other"), [], id="another namespace"),
    ],
)
def test_a_service_that_opens_a_data_store(text: str, found: list[str]) -> None:
    assert texts_of("published-database-port", POD, text) == found


def test_a_service_that_selects_something_else_opens_nothing() -> None:
    text = service("type: NodePort, ports: [{port: 5432}]").replace("app: db", "app: web")
    assert texts_of("published-database-port", POD, text) == []
