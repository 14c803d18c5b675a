"""What a pod of Kubernetes is reached by."""

from __future__ import annotations

import pytest

from tests.policies.manifests import open_questions, pod, said, texts_of

NOTHING = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"


def network_policy(selector: str, meta: str = "", api: str = "networking.k8s.io/v1") -> str:
    return f"apiVersion: {api}\nkind: NetworkPolicy\nmetadata: {{name: policy{meta}}}\nspec: {{podSelector: {selector}}}\n"


@pytest.mark.parametrize(
    ("ports", "texts"),
    [
        pytest.param("[{containerPort: 80, hostPort: 8080}]", ["8080"], id="a port"),
        pytest.param(
            "[{containerPort: 80, hostPort: '8080'}]", ["'8080'"], id="a text, which the API refuses and the author meant"
        ),
        pytest.param("[{containerPort: 80, hostPort: 0}]", [], id="0 is none"),
        pytest.param("[{containerPort: 80, hostPort: null}]", [], id="null is none"),
        pytest.param("[{containerPort: 80}, {containerPort: 443, hostPort: 443}]", ["443"], id="one of two"),
        pytest.param("[{hostPort: 9100}]", ["9100"], id="without a port of the container"),
    ],
)
def test_host_ports(ports: str, texts: list[str]) -> None:
    assert texts_of("host-port", pod(container=f"ports: {ports}")) == texts


@pytest.mark.parametrize(
    ("address", "where"),
    [
        pytest.param("127.0.0.1", "`127.0.0.1` of the node", id="one address"),
        pytest.param("0.0.0.0", "every address of the node", id="all of them, in words"),
        pytest.param("'::'", "every address of the node", id="all of them, IPv6"),
    ],
)
def test_the_address_of_a_host_port(address: str, where: str) -> None:
    (found,) = said("host-port", pod(container=f"ports: [{{containerPort: 80, hostPort: 81, hostIP: {address}}}]"))
    assert found.message == f"takes port `81` on {where}"


def test_ports_of_init_and_ephemeral_containers_count() -> None:
    other = "[{name: other, image: b, ports: [{containerPort: 1, hostPort: 2}]}]"
    assert texts_of("host-port", pod(f"initContainers: {other}, ephemeralContainers: {other}")) == ["2", "2"]


@pytest.mark.parametrize(
    ("spec", "texts"),
    [
        pytest.param("{externalIPs: [192.0.2.1, 192.0.2.2]}", ["192.0.2.1", "192.0.2.2"], id="each address"),
        pytest.param("{externalIPs: []}", [], id="none"),
        pytest.param("{externalIPs: null}", [], id="null"),
        pytest.param("{loadBalancerIP: 192.0.2.1}", [], id="an address that is asked for"),
    ],
)
def test_external_addresses(spec: str, texts: list[str]) -> None:
    assert texts_of("service-external-ip", f"apiVersion: v1\nkind: Service\nmetadata: {{name: a}}\nspec: {spec}\n") == texts


@pytest.mark.parametrize(
    ("policy", "selected"),
    [
        pytest.param(network_policy("{}"), True, id="all pods"),
        pytest.param(network_policy("null"), True, id="no selector is an empty one"),
        pytest.param(network_policy("{matchLabels: {app: web}}"), True, id="its label"),
        pytest.param(network_policy("{matchLabels: {app: api}}"), False, id="another's label"),
        pytest.param(
            network_policy("{matchExpressions: [{key: app, operator: In, values: [api, web]}]}"), True, id="an expression"
        ),
        pytest.param(
            network_policy("{matchExpressions: [{key: app, operator: DoesNotExist}]}"), False, id="one that does not hold"
        ),
        pytest.param(network_policy("{}", ", namespace: office"), False, id="of another namespace"),
        pytest.param(network_policy("{}", ", namespace: shop"), True, id="of the same"),
        pytest.param(network_policy("{}", api="extensions/v1beta1"), True, id="of the retired API"),
        pytest.param(NOTHING, False, id="none at all"),
    ],
)
def test_network_policies(policy: str, selected: bool) -> None:
    assert texts_of("missing-network-policy", pod(meta="namespace: shop"), policy) == ([] if selected else ["web"])


def test_nothing_is_missing_from_a_file_that_was_named() -> None:
    assert said("missing-network-policy", pod()) == []


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: a}\nspec: {}\n", id="Cilium"),
        pytest.param(network_policy("null", api="projectcalico.org/v3"), id="Calico"),
        pytest.param(network_policy("{matchLabels: {app: '${APP}'}}"), id="a selector with a placeholder"),
    ],
)
def test_policies_that_are_not_understood_leave_it_open(other: str) -> None:
    assert len(open_questions("missing-network-policy", pod(), other)) == 1


def test_no_policy_holds_a_pod_on_the_host_network() -> None:
    assert said("missing-network-policy", pod("hostNetwork: true"), NOTHING) == []
