"""Roles that grant more than they seem to."""

from __future__ import annotations

import pytest

from lintainer.run import check_texts
from lintainer.settings import Settings
from tests.policies.manifests import binding, role, said, texts_of


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        pytest.param("{apiGroups: [''], resources: ['*'], verbs: [get]}", "'*'", id="resources"),
        pytest.param("{apiGroups: [''], resources: [pods], verbs: ['*']}", "'*'", id="verbs"),
        pytest.param("{apiGroups: ['*'], resources: [pods], verbs: [get]}", "'*'", id="groups"),
        pytest.param("{nonResourceURLs: ['*'], verbs: ['*']}", "'*'", id="verbs on paths"),
        pytest.param("{apiGroups: [''], resources: [pods], verbs: [get]}", None, id="none"),
        pytest.param("{apiGroups: [apps], resources: ['*/scale'], verbs: [get]}", None, id="a part of every resource"),
        pytest.param("{nonResourceURLs: ['*'], verbs: [get]}", None, id="every path"),
    ],
)
def test_wildcards(rule: str, text: str | None) -> None:
    assert texts_of("wildcard-rbac", role(rule)) == ([] if text is None else [text])


def test_one_rule_is_one_finding_at_what_grants_most() -> None:
    (found,) = said("wildcard-rbac", role("{verbs: ['*'], apiGroups: ['*'], resources: ['*']}"))
    assert found.message == "allows every verb on every resource of every API group"
    assert found.severity == "high"


def test_a_role_of_another_api_is_not_read() -> None:
    text = role("{apiGroups: ['*'], resources: ['*'], verbs: ['*']}").replace("rbac.authorization.k8s.io", "example.com")
    assert texts_of("wildcard-rbac", text) == []


@pytest.mark.parametrize(
    ("rule", "texts"),
    [
        pytest.param("{apiGroups: [''], resources: [secrets], verbs: [get]}", ["secrets"], id="get"),
        pytest.param("{apiGroups: [''], resources: [pods, secrets], verbs: [watch]}", ["secrets"], id="watch"),
        pytest.param("{apiGroups: ['*'], resources: [secrets], verbs: [list]}", ["secrets"], id="in every group"),
        pytest.param(
            "{apiGroups: [''], resources: [secrets], verbs: [patch]}", ["secrets"], id="patch is answered with the object"
        ),
        pytest.param("{apiGroups: [''], resources: [secrets], verbs: [deletecollection]}", ["secrets"], id="so is this"),
        pytest.param("{apiGroups: [''], resources: ['*'], verbs: [get]}", ["'*'"], id="everything"),
        pytest.param("{apiGroups: [''], resources: [secrets], verbs: ['*']}", ["'*'"], id="every verb"),
        pytest.param("{apiGroups: [''], resources: [secrets], verbs: [create, update, delete]}", [], id="writing"),
        pytest.param("{apiGroups: [example.com], resources: [secrets], verbs: [get]}", [], id="another API's"),
        pytest.param("{apiGroups: [''], resources: [configmaps], verbs: [get]}", [], id="config maps"),
    ],
)
def test_reading_secrets(rule: str, texts: list[str]) -> None:
    assert texts_of("secret-reading-rbac", role(rule)) == texts


def test_reading_named_secrets_is_less() -> None:
    (found,) = said("secret-reading-rbac", role("{apiGroups: [''], resources: [secrets], resourceNames: [smtp], verbs: [get]}"))
    assert found.severity == "low"
    assert found.message == "reads the Secrets `smtp` (`get`)"


@pytest.mark.parametrize(
    ("rule", "texts"),
    [
        pytest.param("{apiGroups: [''], resources: [pods], verbs: [create]}", ["pods"], id="pods"),
        pytest.param("{apiGroups: [''], resources: [pods], verbs: [get, list, update, delete]}", [], id="pods that are there"),
        pytest.param("{apiGroups: [apps], resources: [deployments], verbs: [patch]}", ["deployments"], id="a template"),
        pytest.param("{apiGroups: [extensions], resources: [deployments], verbs: [create]}", [], id="a group that is gone"),
        pytest.param("{apiGroups: [batch], resources: [jobs], verbs: [update]}", [], id="a job's template cannot be changed"),
        pytest.param("{apiGroups: [batch], resources: [cronjobs], verbs: [update]}", ["cronjobs"], id="a cron job's can"),
        pytest.param("{apiGroups: [''], resources: [pods/exec], verbs: [get]}", ["pods/exec"], id="exec by a WebSocket"),
        pytest.param("{apiGroups: [''], resources: [pods/attach], verbs: [create]}", ["pods/attach"], id="attach"),
        pytest.param(
            "{apiGroups: [''], resources: [pods/ephemeralcontainers], verbs: [patch]}", ["pods/ephemeralcontainers"], id="debug"
        ),
        pytest.param("{apiGroups: [''], resources: [pods/log, services], verbs: [create, get]}", [], id="logs"),
        pytest.param("{apiGroups: [''], resources: [pods/portforward], verbs: [create]}", ["pods/portforward"], id="ports"),
        pytest.param("{apiGroups: [''], resources: [services/status], verbs: [patch]}", ["services/status"], id="addresses"),
        pytest.param("{apiGroups: [''], resources: [nodes/proxy], verbs: [get]}", ["nodes/proxy"], id="the kubelet"),
        pytest.param("{apiGroups: [''], resources: [nodes], verbs: [get]}", [], id="nodes themselves"),
        pytest.param(
            "{apiGroups: [''], resources: [serviceaccounts/token], verbs: [create]}", ["serviceaccounts/token"], id="tokens"
        ),
        pytest.param(
            "{apiGroups: [''], resources: [users, groups], verbs: [impersonate]}", ["users", "groups"], id="other people"
        ),
        pytest.param(
            "{apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [escalate]}", ["roles"], id="escalate"
        ),
        pytest.param(
            "{apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [create]}", [], id="roles without escalate"
        ),
        pytest.param(
            "{apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations], verbs: [update]}",
            ["mutatingwebhookconfigurations"],
            id="webhooks",
        ),
        pytest.param(
            "{apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests/approval], verbs: [update]}",
            ["certificatesigningrequests/approval"],
            id="certificates",
        ),
        pytest.param(
            "{apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests], verbs: [create]}",
            [],
            id="asking for one",
        ),
        pytest.param(
            "{apiGroups: [''], resources: [pods], resourceNames: [a], verbs: [create]}", [], id="what is new has no name"
        ),
        pytest.param("{apiGroups: [apps], resources: ['*'], verbs: [create]}", ["'*'"], id="a wildcard, once"),
        pytest.param("{apiGroups: [''], resources: [pods/exec, pods/attach], verbs: ['*']}", ["'*'"], id="every verb, once"),
        pytest.param("{apiGroups: [''], resources: ['*/exec'], verbs: [create]}", ["'*/exec'"], id="a part of every resource"),
    ],
)
def test_ways_up(rule: str, texts: list[str]) -> None:
    assert texts_of("escalating-rbac", role(rule)) == texts


@pytest.mark.parametrize(
    ("rule", "severity"),
    [
        pytest.param("{apiGroups: [''], resources: [pods/exec], verbs: [create]}", "high", id="usual"),
        pytest.param(
            "{apiGroups: [''], resources: [pods/exec], resourceNames: [db-0], verbs: [create]}", "medium", id="by name"
        ),
        pytest.param("{apiGroups: [''], resources: [persistentvolumes], verbs: [create]}", "medium", id="by a detour"),
    ],
)
def test_how_bad_a_way_up_is(rule: str, severity: str) -> None:
    (found,) = said("escalating-rbac", role(rule))
    assert found.severity == severity


def test_permissions_that_give_the_same_are_one_finding() -> None:
    (found,) = said("escalating-rbac", role("{apiGroups: [apps], resources: [daemonsets, deployments], verbs: [create]}"))
    assert found.text == "deployments"
    assert "`deployments`, `daemonsets`" in found.message


@pytest.mark.parametrize(
    ("role_name", "subject", "severity"),
    [
        pytest.param("view", "{kind: User, name: 'system:anonymous'}", "high", id="anonymous"),
        pytest.param("view", "{kind: Group, name: 'system:unauthenticated'}", "high", id="unauthenticated"),
        pytest.param("view", "{kind: Group, name: 'system:authenticated'}", "medium", id="authenticated"),
        pytest.param(
            "system:basic-user", "{kind: Group, name: 'system:authenticated'}", None, id="what Kubernetes binds by itself"
        ),
        pytest.param(
            "view", "{kind: ServiceAccount, name: 'system:anonymous', namespace: a}", None, id="an account of that name"
        ),
        pytest.param("view", "{kind: Group, name: developers}", None, id="a group of people"),
    ],
)
def test_rights_for_everyone(role_name: str, subject: str, severity: str | None) -> None:
    found = said("escalating-rbac", binding("ClusterRole", f"'{role_name}'", subject))
    assert [one.severity for one in found] == ([] if severity is None else [severity])


@pytest.mark.parametrize(
    ("files", "texts"),
    [
        pytest.param([binding("ClusterRole", "cluster-admin", "{kind: User, name: a}")], ["cluster-admin"], id="by name"),
        pytest.param(
            [binding("ClusterRole", "cluster-admin", "{kind: User, name: a}", kind="RoleBinding")],
            ["cluster-admin"],
            id="in a namespace",
        ),
        pytest.param(
            [binding("Role", "cluster-admin", "{kind: User, name: a}", kind="RoleBinding")], [], id="a Role of that name"
        ),
        pytest.param(
            [
                binding("ClusterRole", "role", "{kind: User, name: a}"),
                role(
                    "{apiGroups: [''], resources: [pods], verbs: [get]}", "{apiGroups: ['*'], resources: ['*'], verbs: ['*']}"
                ),
            ],
            ["role"],
            id="a role that equals it",
        ),
        pytest.param(
            [
                binding("ClusterRole", "role", "{kind: User, name: a}"),
                role("{apiGroups: [apps], resources: ['*'], verbs: ['*']}"),
            ],
            [],
            id="everything of one group",
        ),
        pytest.param([binding("ClusterRole", "cluster-admin")], ["cluster-admin"], id="nobody yet"),
        pytest.param(
            [binding("ClusterRole", "cluster-admin").replace("rbac.authorization.k8s.io/v1", "example.com/v1")],
            [],
            id="another API's",
        ),
    ],
)
def test_bindings_to_everything(files: list[str], texts: list[str]) -> None:
    assert texts_of("cluster-admin-binding", *files) == texts


def test_a_binding_names_few_of_many() -> None:
    subjects = [f"{{kind: User, name: u{number}}}" for number in range(5)]
    (found,) = said("cluster-admin-binding", binding("ClusterRole", "cluster-admin", *subjects))
    assert found.message.startswith("gives `User u0`, `User u1`, `User u2` and 2 more every right in the whole cluster")


def test_what_a_wildcard_includes_is_said_once() -> None:
    text = role("{apiGroups: [''], resources: ['*'], verbs: [get, create]}")
    found = check_texts({"role.yaml": text}, Settings(select=("rbac",), installed_plugins=False))
    assert [one.policy.id for one in found.findings] == ["wildcard-rbac"]


def test_a_wildcard_over_groups_does_not_hide_what_is_named() -> None:
    text = role("{apiGroups: ['*'], resources: [secrets], verbs: [get]}")
    found = check_texts({"role.yaml": text}, Settings(select=("rbac",), installed_plugins=False))
    assert [one.policy.id for one in found.findings] == ["wildcard-rbac", "secret-reading-rbac"]
