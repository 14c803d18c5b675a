"""Secrets: found where they are, and shown nowhere."""

from __future__ import annotations

import pytest

from lintainer.engine import Report
from lintainer.plugins import builtin_policies
from lintainer.reporters import REPORTERS, View
from lintainer.run import check_texts
from lintainer.settings import Settings

SECRETS = (
    "t0p-h0rse",
    "s3cr3t-def4ult",
    "AKIAZ5QWERTYUIOPLKJH",
    "q8Zk2vX9LmN4pR7sT1uW3yB6cD5eF0gHjK",
    "sekr1t-arg",
    "p4ss-in-url",
    "l4bel",
    "pr0be-p4ss",
    "h3alth-p4ss",
)
COMPOSE = """\
services:
  db: {image: postgres, privileged: true, environment: {DB_PASSWORD: t0p-h0rse, DEFAULTED: "${X_PASSWORD:-s3cr3t-def4ult}"}}
  app:
    image: app
    environment: ["ADMIN_PASSWORD=s3cr3t-def4ult", "BACKUP=AKIAZ5QWERTYUIOPLKJH", "SETTING=q8Zk2vX9LmN4pR7sT1uW3yB6cD5eF0gHjK"]
    command: ["serve", "--password", "sekr1t-arg", "--proxy=http://agent:p4ss-in-url@proxy:3128"]
    labels: {deploy.password: l4bel}
    healthcheck: {test: ["CMD", "ping", "--password=h3alth-p4ss"]}
"""
POD = (
    '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}, "spec": {"hostNetwork": true, "containers": [{"name": "a", '
    '"image": "app", "securityContext": {"privileged": true}, "args": ["--password=sekr1t-arg"], '
    '"livenessProbe": {"exec": {"command": ["ping", "--password=pr0be-p4ss"]}}, "env": ['
    '{"name": "DB_PASSWORD", "value": "t0p-h0rse"}, {"name": "S", "value": "q8Zk2vX9LmN4pR7sT1uW3yB6cD5eF0gHjK"}]}]}}'
)


def lint(select: tuple[str, ...], **texts: str) -> Report:
    return check_texts(texts, Settings(select=select, installed_plugins=False))


def every_format(report: Report) -> str:
    assert {"text", "json"} <= set(REPORTERS)
    return "\n".join(render(report, View(show_unknown=True)) for render in REPORTERS.values())


@pytest.mark.parametrize(
    "select",
    [
        pytest.param(("secrets",), id="the policies over secrets"),
        pytest.param(("privileged", "unpinned-image"), id="other policies on the same line"),
        pytest.param(tuple(policy.id for policy in builtin_policies()), id="all policies"),
    ],
)
def test_no_value_is_in_any_output(select: tuple[str, ...]) -> None:
    report = lint(select, **{"compose.yaml": COMPOSE, "pod.json": POD})
    assert report.findings
    shown = every_format(report)
    assert "*****" in shown
    assert [secret for secret in SECRETS if secret in shown] == []


def test_each_secret_is_found_where_it_is_written() -> None:
    report = lint(("plaintext-secret", "credential-in-url"), **{"compose.yaml": COMPOSE})
    assert [(f.policy.id, f.location.text) for f in report.findings] == [
        ("plaintext-secret", "t0p-h0rse"),
        ("plaintext-secret", '"ADMIN_PASSWORD=s3cr3t-def4ult"'),
        ("plaintext-secret", '"BACKUP=AKIAZ5QWERTYUIOPLKJH"'),
        ("plaintext-secret", '"SETTING=q8Zk2vX9LmN4pR7sT1uW3yB6cD5eF0gHjK"'),
        ("plaintext-secret", '"sekr1t-arg"'),
        ("credential-in-url", '"--proxy=http://agent:p4ss-in-url@proxy:3128"'),
        ("plaintext-secret", "l4bel"),
        ("plaintext-secret", '"--password=h3alth-p4ss"'),
    ]


def test_a_value_that_another_file_gives_is_not_in_this_one() -> None:
    text = "services:\n  db:\n    image: postgres:17\n    environment:\n      DB_PASSWORD: ${DB_PASSWORD}\n"
    report = lint(("plaintext-secret",), **{"compose.yaml": text, ".env": "DB_PASSWORD=t0p-h0rse\n"})
    assert report.workloads == 1
    assert report.findings == ()


def test_a_pattern_that_is_none_is_refused_with_its_reason() -> None:
    from lintainer_policies.secrets.plaintext_secret import Secrets

    with pytest.raises(ValueError, match="no regular expression"):
        Secrets(names=("(",))


def test_a_dollar_that_is_written_twice_is_no_variable() -> None:
    text = "services: {a: {image: a, environment: {A_PASSWORD: 'Tr$$ub4dor', B_PASSWORD: 'Tr${X}ub4dor', C_PASSWORD: $X}}}"
    assert [finding.location.text for finding in lint(("plaintext-secret",), **{"compose.yaml": text}).findings] == [
        "'Tr$$ub4dor'"
    ]


@pytest.mark.parametrize(
    ("variables", "found"),
    [
        pytest.param("{MINIO_ACCESS_KEY: minio, MINIO_SECRET_KEY: minio123}", ["minio123"], id="the name of the root user"),
        pytest.param("{S3_ACCESS_KEY: backup, S3_SECRET_ACCESS_KEY: h0rse-b4ttery}", ["h0rse-b4ttery"], id="an id of S3"),
        pytest.param("{ACCESS_KEY: 8312341f-5678}", ["8312341f-5678"], id="a key of its own"),
        pytest.param("{A_ACCESS_KEY: h0rse, B_SECRET_KEY: b4ttery}", ["h0rse", "b4ttery"], id="of different services"),
        pytest.param(
            "{A_ACCESS_KEY: AKIAZ5QWERTYUIOPLKJH, A_SECRET_KEY: b4ttery}",
            ["AKIAZ5QWERTYUIOPLKJH", "b4ttery"],
            id="of a known shape",
        ),
    ],
)
def test_an_access_key_with_its_secret_key_is_a_name(variables: str, found: list[str]) -> None:
    report = lint(("plaintext-secret",), **{"compose.yaml": f"services: {{a: {{image: a, environment: {variables}}}}}"})
    assert [finding.location.text for finding in report.findings] == found


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        pytest.param(
            "compose.yaml",
            'services: {a: {image: a, healthcheck: {test: ["CMD", "ping", "--password=h3alth-p4ss"]}}}\n',
            '"--password=h3alth-p4ss"',
            id="an entry of a Compose health check",
        ),
        pytest.param(
            "compose.yaml",
            "services: {a: {image: a, healthcheck: {test: ping --password=h3alth-p4ss}}}\n",
            "ping --password=h3alth-p4ss",
            id="the text of a Compose health check",
        ),
        pytest.param("pod.json", POD, '"--password=pr0be-p4ss"', id="a probe of a pod"),
        pytest.param(
            "run.sh",
            "docker run --health-cmd 'ping --password=h3alth-p4ss' app\n",
            "'ping --password=h3alth-p4ss'",
            id="the health check of a run line",
        ),
        pytest.param(
            "request.json",
            '{"Image": "app", "HostConfig": {}, "Healthcheck": {"Test": ["CMD", "ping", "--password=h3alth-p4ss"]}}',
            '"--password=h3alth-p4ss"',
            id="the health check of a create request",
        ),
    ],
)
def test_a_password_in_a_check_is_shown_where_it_is(name: str, text: str, found: str) -> None:
    places = [finding.location.text for finding in lint(("plaintext-secret",), **{name: text}).findings]
    assert found in places
