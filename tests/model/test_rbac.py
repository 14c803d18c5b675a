"""What a rule of RBAC matches."""

from __future__ import annotations

import pytest

from lintainer.model.rbac import bindings, role_of, rules, rules_in_effect
from tests.parsers.kubernetes import project
from tests.policies.manifests import binding, role


@pytest.mark.parametrize(
    ("rule", "resource", "entry"),
    [
        pytest.param("{apiGroups: [''], resources: [pods, pods/exec], verbs: [get]}", "pods/exec", "pods/exec", id="by name"),
        pytest.param("{apiGroups: [''], resources: [pods], verbs: [get]}", "pods/exec", None, id="a resource is not its parts"),
        pytest.param("{apiGroups: [''], resources: [pods/exec], verbs: [get]}", "pods", None, id="nor the other way round"),
        pytest.param("{apiGroups: [''], resources: ['*'], verbs: [get]}", "pods/exec", "*", id="everything, with its parts"),
        pytest.param(
            "{apiGroups: [''], resources: ['*/exec'], verbs: [get]}", "pods/exec", "*/exec", id="a part of everything"
        ),
        pytest.param("{apiGroups: [''], resources: ['*/exec'], verbs: [get]}", "pods", None, id="which is not the whole"),
        pytest.param("{apiGroups: [''], resources: ['pods/*'], verbs: [get]}", "pods/exec", None, id="no wildcard to the API"),
        pytest.param("{apiGroups: [apps], resources: [pods], verbs: [get]}", "pods", None, id="another group"),
        pytest.param("{apiGroups: ['*'], resources: [pods], verbs: [get]}", "pods", "pods", id="every group"),
        pytest.param("{resources: [pods], verbs: [get]}", "pods", None, id="no group is not the core group"),
    ],
)
def test_a_rule_matches_a_resource(rule: str, resource: str, entry: str | None) -> None:
    (read,) = rules(project(role(rule)).resources[0])
    assert read.matches("", resource) == entry


def test_entries_know_their_places() -> None:
    (rule,) = rules(project(role("{apiGroups: [''], resources: [pods, secrets], verbs: [get]}")).resources[0])
    assert rule.at("resources", "secrets").text == "secrets"
    assert rule.at("verbs", "get").text == "get"


@pytest.mark.parametrize(
    "rules_written",
    [
        pytest.param("rules: null", id="null"),
        pytest.param("rules: all", id="a text"),
        pytest.param("rules: [everything, {verbs: '*'}]", id="entries that are no rules"),
    ],
)
def test_what_is_no_rule_allows_nothing(rules_written: str) -> None:
    text = f"apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {{name: odd}}\n{rules_written}\n"
    assert all(not rule.verbs for rule in rules(project(text).resources[0]))


def test_an_aggregated_role_has_the_rules_of_those_that_it_selects() -> None:
    aggregated = (
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: all}\n"
        "aggregationRule: {clusterRoleSelectors: [{matchLabels: {part: 'yes'}}]}\nrules: []\n"
    )
    part = role("{apiGroups: ['*'], resources: ['*'], verbs: ['*']}", name="part", extra=", labels: {part: 'yes'}")
    other = role("{apiGroups: [''], resources: [pods], verbs: [get]}", name="other", extra=", labels: {part: 'no'}")
    read = project(aggregated, part, other)
    assert [rule.resources for rule in rules_in_effect(read, read.resources[0])] == [("*",)]


@pytest.mark.parametrize(
    ("kind", "namespaces", "found"),
    [
        pytest.param("Role", (", namespace: shop", ", namespace: shop"), True, id="a Role of the same namespace"),
        pytest.param("Role", (", namespace: shop", ", namespace: office"), False, id="of another one"),
        pytest.param("ClusterRole", ("", ", namespace: office"), True, id="a ClusterRole lies in none"),
    ],
)
def test_a_binding_finds_its_role(kind: str, namespaces: tuple[str, str], found: bool) -> None:
    read = project(
        role("{apiGroups: [''], resources: [pods], verbs: [get]}", kind=kind, extra=namespaces[0]),
        binding(kind, "role", "{kind: User, name: jane}", kind="RoleBinding", meta=namespaces[1]),
    )
    (one,) = bindings(read)
    assert (role_of(read, one) is not None) is found
    assert [str(subject) for subject in one.subjects] == ["User jane"]
