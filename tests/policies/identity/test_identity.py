"""Who a pod is to the API and to the node."""

from __future__ import annotations

import pytest

from tests.policies.manifests import binding, open_questions, pod, said, texts_of


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        pytest.param(pod(), ["web"], id="by default"),
        pytest.param(pod("automountServiceAccountToken: true"), ["true"], id="in words"),
        pytest.param(pod("automountServiceAccountToken: false"), [], id="not"),
        pytest.param(pod("automountServiceAccountToken: null"), ["web"], id="null is nothing"),
    ],
)
def test_the_token_of_a_pod(text: str, texts: list[str]) -> None:
    assert texts_of("service-account-token", text) == texts


def test_a_token_switched_on_by_the_account_shows_where() -> None:
    account = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web}\nautomountServiceAccountToken: true\n"
    (found,) = said("service-account-token", pod("serviceAccountName: web") + "---\n" + account)
    assert found.message == "holds the API token of the service account `web`"


def test_a_token_that_a_tool_decides_about_is_open() -> None:
    assert open_questions("service-account-token", pod('automountServiceAccountToken: "{{ mount }}"'))


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        pytest.param(pod(), ["web"], id="no account"),
        pytest.param(pod("serviceAccountName: default"), ["default"], id="in words"),
        pytest.param(pod('serviceAccountName: ""'), ['""'], id="empty"),
        pytest.param(pod("serviceAccountName: web"), [], id="its own"),
        pytest.param(pod("serviceAccount: web"), [], id="by the old name of the field"),
    ],
)
def test_the_account_of_a_pod(text: str, texts: list[str]) -> None:
    assert texts_of("default-service-account", text) == texts


@pytest.mark.parametrize(
    ("subject", "texts"),
    [
        pytest.param("{kind: ServiceAccount, name: default, namespace: shop}", ["default"], id="the account"),
        pytest.param("{kind: Group, name: 'system:serviceaccounts'}", ["'system:serviceaccounts'"], id="all accounts"),
        pytest.param("{kind: ServiceAccount, name: web, namespace: default}", [], id="another, in the namespace default"),
        pytest.param("{kind: User, name: default}", [], id="a user of that name"),
    ],
)
def test_bindings_to_the_default_account(subject: str, texts: list[str]) -> None:
    assert texts_of("default-service-account", binding("ClusterRole", "view", subject)) == texts


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(pod(), "`app` may run as root", id="the image decides"),
        pytest.param(pod(container="securityContext: {runAsUser: 0}"), "`app` runs as root", id="root"),
        pytest.param(pod("securityContext: {runAsUser: 0}"), "`app` runs as root", id="root, by the pod"),
        pytest.param(
            pod(container="securityContext: {privileged: true, runAsUser: 5}"), "`app` is privileged", id="privileged"
        ),
        pytest.param(
            pod(container="securityContext: {capabilities: {add: [NET_ADMIN]}, runAsUser: 5}"),
            "`app` has the capability NET_ADMIN",
            id="added",
        ),
        pytest.param(pod("securityContext: {runAsUser: 1000}"), None, id="a user"),
        pytest.param(pod("securityContext: {runAsNonRoot: true}"), None, id="some user"),
        pytest.param(pod("hostUsers: false"), None, id="a user namespace"),
        pytest.param(pod("hostNetwork: true"), None, id="where the API allows none"),
        pytest.param(pod("os: {name: windows}"), None, id="Windows"),
    ],
)
def test_user_namespaces(text: str, reason: str | None) -> None:
    found = said("missing-user-namespace", text)
    assert [one.message for one in found] == ([] if reason is None else [f"shares the user ids of the node, and {reason}"])


@pytest.mark.parametrize(
    ("meta", "options", "texts"),
    [
        pytest.param("namespace: default", {}, ["default"], id="in words"),
        pytest.param("", {}, ["web"], id="by leaving it out"),
        pytest.param("namespace: ''", {}, ["''"], id="empty"),
        pytest.param("namespace: shop", {}, [], id="another"),
        pytest.param("", {"accept_unset": True}, [], id="left out, which is accepted"),
        pytest.param("namespace: default", {"accept_unset": True}, ["default"], id="in words, all the same"),
    ],
)
def test_the_default_namespace(meta: str, options: dict[str, object], texts: list[str]) -> None:
    assert texts_of("default-namespace", pod(meta=meta), options=options) == texts


@pytest.mark.parametrize(
    ("labels", "severity"),
    [
        pytest.param("{pod-security.kubernetes.io/enforce: privileged}", "medium", id="privileged"),
        pytest.param("{pod-security.kubernetes.io/enforce: baseline}", None, id="baseline"),
        pytest.param("{pod-security.kubernetes.io/warn: restricted}", "low", id="warn stops nothing"),
        pytest.param("{pod-security.kubernetes.io/enforce: '${LEVEL}'}", None, id="not known"),
        pytest.param("null", "low", id="no labels"),
    ],
)
def test_namespaces(labels: str, severity: str | None) -> None:
    text = f"apiVersion: v1\nkind: Namespace\nmetadata: {{name: shop, labels: {labels}}}\n"
    assert [one.severity for one in said("permissive-namespace", text)] == ([] if severity is None else [severity])
