"""Which object another one means."""

from __future__ import annotations

import pytest

from lintainer.model.references import automounts_token, named, pod_labels, service_account, shares_namespace
from lintainer.model.selectors import selects_labels
from tests.parsers.kubernetes import project

POD = (
    "apiVersion: v1\nkind: Pod\nmetadata: {name: web%s}\nspec: {serviceAccountName: web%s, containers: [{name: a, image: b}]}\n"
)
ACCOUNT = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web%s}\nautomountServiceAccountToken: %s\n"
SHOP = ", namespace: shop"
OFFICE = ", namespace: office"


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        pytest.param("shop", "shop", True, id="the same"),
        pytest.param("shop", "office", False, id="another"),
        pytest.param(None, "shop", True, id="none is wherever it is applied"),
        pytest.param(None, None, True, id="two without"),
    ],
)
def test_namespaces(one: str | None, other: str | None, shared: bool) -> None:
    assert shares_namespace(one, other) is shared


@pytest.mark.parametrize(
    ("pod", "accounts", "mounted", "declared"),
    [
        pytest.param(POD % ("", ""), [], True, False, id="by default"),
        pytest.param(POD % ("", ", automountServiceAccountToken: false"), [], False, True, id="the pod says no"),
        pytest.param(POD % ("", ""), [("", "false")], False, True, id="the account says no"),
        pytest.param(POD % ("", ", automountServiceAccountToken: true"), [("", "false")], True, True, id="the pod comes first"),
        pytest.param(POD % (SHOP, ""), [(OFFICE, "false")], True, False, id="an account of another namespace is another one"),
        pytest.param(POD % (SHOP, ""), [("", "false")], False, True, id="an account without a namespace may be the one"),
        pytest.param(
            POD % (SHOP, ""), [("", "true"), (SHOP, "false")], False, True, id="one that says the namespace comes first"
        ),
        pytest.param(POD % ("", ""), [("", '"no"')], True, False, id="a text is no boolean"),
    ],
)
def test_the_api_token(pod: str, accounts: list[tuple[str, str]], mounted: bool, declared: bool) -> None:
    read = project(pod, *(ACCOUNT % account for account in accounts))
    workload = read.workloads[0]
    assert workload.pod is not None
    found = automounts_token(read, workload, workload.pod)
    assert (found.value, found.declared) == (mounted, declared)


def test_of_two_accounts_of_one_name_the_one_in_the_same_file_is_meant() -> None:
    read = project(ACCOUNT % ("", "true"), f"{POD % ('', '')}---\n{ACCOUNT % ('', 'false')}")
    account = service_account(read, read.workloads[0])
    assert account is not None
    assert account.body["automountServiceAccountToken"] is False


def test_names_are_looked_up_by_kind() -> None:
    read = project(ACCOUNT % ("", "true"))
    assert named(read, "ServiceAccount", "web", "shop") is not None
    assert named(read, "Secret", "web", "shop") is None


def test_labels_that_a_controller_adds_may_have_any_value() -> None:
    read = project(
        "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec: {template: {metadata: {labels: {app: db}},"
        " spec: {containers: [{name: a, image: b}]}}}\n"
    )
    labels = pod_labels(read.workloads[0])
    assert selects_labels({"app": "db"}, labels) is True
    assert selects_labels({"app": "db", "statefulset.kubernetes.io/pod-name": "db-0"}, labels) not in (True, False)
