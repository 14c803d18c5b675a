"""Fixes: what each change of the model becomes in each syntax, that it takes the finding away, and when there is none."""

from __future__ import annotations

import pytest

from lintainer.fixes import Fix, fixes_of, together
from lintainer.fixes.edit import Edit, applied
from lintainer.plugins import builtin_policies
from lintainer.run import check_text, check_texts
from lintainer.settings import Settings
from lintainer.source import Source, Span
from tests.fixes import cases, manifests
from tests.fixes.making import NAMES, changing, fixes, lint, said
from tests.fixes.manifests import HOST, MOUNT, pod

CASES = [*cases.CASES, *manifests.CASES]
LESSER = {policy.id: frozenset(policy.supersedes) for policy in builtin_policies()}


@pytest.mark.parametrize(
    ("syntax", "policy", "before", "after"),
    [pytest.param(*case, id=f"{case[0]}-{case[1]}-{at}") for at, case in enumerate(CASES)],
)
def test_a_fix_takes_its_finding_away_and_brings_no_other(syntax: str, policy: str, before: str, after: str) -> None:
    name = NAMES[syntax]
    (found,) = [(finding, fix) for finding, fix in fixes(before, name, policy) if finding.policy.id == policy]
    finding, fix = found
    assert applied(before, fix.edits) == after
    then, now = said(lint(before, name, policy)), said(lint(after, name, policy))
    assert (policy, finding.who, finding.message) not in now
    # What a policy supersedes says less of the same thing, and comes to light where the worst of it is gone.
    assert {one[0] for one in now if one not in then} <= LESSER[policy]
    assert fix.safe == (finding.policy.fix == "safe")


def test_every_policy_that_offers_a_fix_says_so() -> None:
    fixed = {case[1] for case in CASES}
    known = {policy.id: policy.fix for policy in builtin_policies()}
    assert {known[name] for name in fixed} == {"safe", "unsafe"}


def test_every_kind_of_change_is_tried_in_every_syntax_that_has_it() -> None:
    by_policy: dict[str, set[str]] = {}
    for syntax, policy, _, _ in CASES:
        by_policy.setdefault(policy, set()).add(syntax)
    reads = {policy.id: set(policy.syntaxes) for policy in builtin_policies()}
    # A NodePort has no address to change.
    excepted = {"published-database-port": {"kubernetes"}, "writable-project-mount": {"docker-run"}}
    for policy, tried in by_policy.items():
        assert tried == reads[policy] - excepted.get(policy, set()), policy


NONE = [
    # What stands elsewhere, or for several.
    ("compose", "x: &b\n  privileged: true\nservices:\n  web:\n    <<: *b\n    image: a:1\n"),
    ("compose", "services:\n  a: &a\n    image: a:1\n    privileged: true\n  b: *a\n"),
    ("compose", "services:\n  a:\n    image: a:1\n    privileged: &t true\n  b: {image: 'b:1', init: *t}\n"),
    ("compose", "services:\n  web:\n    image: a:1\n    privileged: ${P:-true}\n"),
    ("compose", "services:\n  web:\n    image: a:1\n    volumes: ['${D:-/srv}:/srv']\n"),
    ("compose", "services:\n  web:\n    image: a:1\n    ports: ['${P:-80}:80']\n"),
    ("compose", "services:\n  web:\n    image: a:1\n    security_opt: ['seccomp:unconfined', 'seccomp=unconfined']\n"),
    ("compose", "services:\n  web:\n    image: a:1\n    security_opt: ['label:disable', 'label:level:s0']\n"),
    ("compose", 'services:\n  web:\n    image: a:1\n    volumes: ["/\\x73rv:/srv"]\n'),
    ("docker-run", "OPTS=--privileged\ndocker run $OPTS nginx\n"),
    ("docker-run", "docker run -dP --privileged --privileged nginx\n"),
    ("docker-run", "docker run --net host --network=host nginx\n"),
    ("docker-run", "podman run --cap-add NET_RAW,SYSLOG nginx\n"),
    ("docker-run", "docker run --security-opt seccomp=x.json --security-opt seccomp=unconfined nginx\n"),
    ("docker-run", 'docker run -v "$D:/srv" -p 80:$P nginx\n'),
    ("docker-run", "docker run -p published=80,target=80 nginx\n"),
    ("docker-run", 'docker run -v /srv:"/srv" nginx\n'),
    ("docker-run", "docker run -p 80:'80' nginx\n"),
    ("kubernetes", pod(container="securityContext: &c {privileged: true}")),
    ("kubernetes", pod(container="securityContext: {privileged: !!bool true}")),
]


@pytest.mark.parametrize(("syntax", "text"), [pytest.param(*case, id=f"{case[0]}-{at}") for at, case in enumerate(NONE)])
def test_where_the_value_is_not_plainly_here_there_is_no_fix(syntax: str, text: str) -> None:
    findings = lint(text, NAMES[syntax]).findings
    assert any(one.changes for one in findings if one.policy.id != "missing-pids-limit")
    assert changing(text, NAMES[syntax]) == []


def test_what_comes_from_another_file_is_no_fix_here() -> None:
    texts = {
        "base.yaml": "services:\n  base:\n    image: a:1\n    privileged: true\n",
        "compose.yaml": "services:\n  web:\n    extends: {file: base.yaml, service: base}\n    mem_limit: 9m\n",
    }
    findings = [
        one
        for one in check_texts(texts, Settings(installed_plugins=False)).findings
        if one.location.source.name == "compose.yaml"
    ]
    assert "privileged" in {one.policy.id for one in findings}
    assert fixes_of(findings) == {}


def test_what_the_api_would_refuse_is_no_fix() -> None:
    """Kubernetes takes no `allowPrivilegeEscalation: false` beside `privileged: true` or SYS_ADMIN."""
    for grant in ("privileged: true", "capabilities: {add: [SYS_ADMIN]}"):
        text = pod(container=f"securityContext: {{{grant}, allowPrivilegeEscalation: true}}")
        found = {finding.policy.id for finding, _ in fixes(text, "pod.yaml")}
        assert "privilege-escalation" in {one.policy.id for one in lint(text, "pod.yaml").findings}
        assert "privilege-escalation" not in found
        text = pod(container=f"securityContext: {{{grant}}}")
        found = {finding.policy.id for finding, _ in fixes(text, "pod.yaml", "missing-no-new-privileges")}
        assert "missing-no-new-privileges" not in found


MISSING_NONE = [
    ("compose", "services: {web: {image: 'a:1', deploy: {replicas: 2}}}\n"),
    ("compose", "services: {web: {image: 'a:1', deploy: {resources: &r {limits: {cpus: '1'}}}}}\n"),
    ("compose", "x: &b {image: 'a:1'}\nservices:\n  web: *b\n"),
    ("compose", "services:\n  web: &w\n    image: a:1\n"),
    ("compose", "x: &b {image: 'a:1'}\nservices:\n  web:\n    <<: *b\n"),
    ("compose", "services: {web: {image: 'a:1', security_opt: [label=user:a]}}\n"),
    ("docker-run", "alias d='docker run'\ndocker compose run web id\n"),
    ("docker-run", "docker --context x run nginx\n"),
    ("docker-run", "docker run $OPTS nginx\n"),
    ("kubernetes", '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}, "spec": {"containers": [{"name": "b"}]}}'),
]


@pytest.mark.parametrize(("syntax", "text"), MISSING_NONE)
def test_nothing_is_added_where_the_object_is_not_plainly_here(syntax: str, text: str) -> None:
    also = "missing-pids-limit" if "deploy" in text else "missing-no-new-privileges"
    also = "missing-capability-drop" if syntax == "kubernetes" else also
    settings = Settings(select=(also,), installed_plugins=False)
    assert fixes_of(check_text(text, settings, NAMES[syntax]).findings) == {}


def test_containers_that_share_a_place_are_mended_together() -> None:
    text = pod(
        container=f"{MOUNT}\n- name: two\n  image: nginx:1.27\n  volumeMounts: [{{name: host, mountPath: /n}}]", volumes=HOST
    )
    text = text.replace("      - name: two", "    - name: two").replace(
        "        image: nginx:1.27\n", "      image: nginx:1.27\n"
    )
    text = text.replace("        volumeMounts: [", "      volumeMounts: [")
    found = [(finding, fix) for finding, fix in fixes(text, "pod.yaml") if finding.policy.id == "writable-host-mount"]
    edits = [edit for _, fix in found for edit in fix.edits]
    after = applied(text, edits)
    assert "    readOnly: true\n" in after
    assert "{readOnly: true, name: host, mountPath: /n}" in after
    assert "writable-host-mount" not in {one[0] for one in said(lint(after, "pod.yaml"))}


def test_crlf_and_a_last_line_without_a_break() -> None:
    lines = ["services:", "  web:", "    image: a:1", "    volumes:", "      - type: bind", "        source: /srv"]
    text = "\r\n".join([*lines, "        target: /x"])
    (fix,) = [fix for finding, fix in fixes(text, "compose.yaml") if finding.policy.id == "writable-host-mount"]
    assert applied(text, fix.edits) == f"{text}\r\n        read_only: true"


def test_fixes_that_touch_each_other_are_not_made_at_once() -> None:
    text = "docker run -v /mnt:/m nginx\n"
    found = [fix for _, fix in changing(text, "run.sh")]
    assert len(found) == 2
    assert len(together(found)) == 1


def test_edits_are_said_in_words() -> None:
    source = Source("x", "a: true\n")
    assert Fix(source, (Edit(Span(3, 7), "false"),), True).description == "Replace `true` by `false`."
    assert Fix(source, (Edit(Span(0, 8), ""),), True).description == "Remove `a: true`."
    assert Fix(source, (Edit(Span(7, 7), ":ro"),), True).description == "Add `:ro`."
