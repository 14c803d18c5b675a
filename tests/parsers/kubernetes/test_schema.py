# ruff: noqa: E501 - the tables read better with one case a line
"""Keys and values held against the API: what is unknown, misplaced, repeated or refused, each at its place."""

from __future__ import annotations

import pytest

from lintainer.model.notes import DuplicateKey, InvalidValue, MisplacedKey, Note, UnknownKey
from lintainer.schemas.kubernetes import ENUMS, fields
from lintainer.schemas.nearest import nearest
from tests.parsers.kubernetes import read, shown, workload


def notes(text: str) -> list[Note]:
    found = workload(text)
    own = [note for container in found.containers for note in container.notes]
    return [*(note for note in found.notes if not isinstance(note, InvalidValue)), *own]


def deployment(container: str = "", spec: str = "", outer: str = "") -> str:
    lines = ["apiVersion: apps/v1", "kind: Deployment", "metadata: {name: web}", "spec:"]
    lines += [f"  {line}" for line in outer.splitlines()]
    lines += ["  template:", "    spec:"]
    lines += [f"      {line}" for line in spec.splitlines()]
    lines += ["      containers:", "      - name: app", "        image: a:1"]
    lines += [f"        {line}" for line in container.splitlines()]
    return "\n".join(lines) + "\n"


def only(text: str, kind: type[Note]) -> Note:
    (found,) = [note for note in notes(text) if type(note).__name__ != "RetiredApiVersion"]
    assert isinstance(found, kind), found
    return found


@pytest.mark.parametrize(
    ("text", "key", "near"),
    [
        pytest.param(deployment("securityContext: {priviledged: true}"), "priviledged", "privileged", id="a letter too many"),
        pytest.param(deployment("securitycontext: {}"), "securitycontext", "securityContext", id="case"),
        pytest.param(deployment("image_pull_policy: Always"), "image_pull_policy", "imagePullPolicy", id="snake case"),
        pytest.param(deployment(spec="volume: []"), "volume", "volumes", id="singular"),
        pytest.param(deployment("frobnicate: 1"), "frobnicate", None, id="like nothing"),
        pytest.param(deployment(outer="replica: 3"), "replica", "replicas", id="of the controller"),
        pytest.param(deployment("livenessProbe: {httpget: {port: 1}}"), "httpget", "httpGet", id="deep inside"),
    ],
)
def test_an_unknown_key_has_the_nearest_name(text: str, key: str, near: str | None) -> None:
    note = only(text, UnknownKey)
    assert isinstance(note, UnknownKey)
    assert (note.key, note.nearest, note.location.text) == (key, near, key)


@pytest.mark.parametrize(
    ("text", "key", "home"),
    [
        (deployment(spec="securityContext: {privileged: true}"), "privileged", "the securityContext of a container"),
        (
            deployment(spec="securityContext: {readOnlyRootFilesystem: true}"),
            "readOnlyRootFilesystem",
            "the securityContext of a container",
        ),
        (
            deployment(spec="securityContext: {capabilities: {drop: [ALL]}}"),
            "capabilities",
            "the securityContext of a container",
        ),
        (deployment("hostNetwork: true"), "hostNetwork", "the pod's spec"),
        (deployment("runAsUser: 1"), "runAsUser", "the securityContext of the pod or of a container"),
        (deployment("securityContext: {fsGroup: 1}"), "fsGroup", "the securityContext of the pod"),
        (deployment(outer="securityContext: {runAsNonRoot: true}"), "securityContext", "the pod's spec or a container"),
        (deployment(outer="automountServiceAccountToken: false"), "automountServiceAccountToken", "the pod's spec"),
        (deployment("resources: {memory: 1Gi}"), "memory", "resources.limits or resources.requests"),
        (deployment("limits: {memory: 1Gi}"), "limits", "resources.limits of a container"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 30 else "",
)
def test_a_security_field_in_the_wrong_place_says_where_it_belongs(text: str, key: str, home: str) -> None:
    note = only(text, MisplacedKey)
    assert isinstance(note, MisplacedKey)
    assert (note.key, note.belongs, note.location.text) == (key, home, key)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        pytest.param(
            deployment("securityContext: {privileged: 'true'}"), "'true'", "a boolean without quotes", id="quoted boolean"
        ),
        pytest.param(
            deployment("securityContext: {runAsUser: '0'}"), "'0'", "a whole number without quotes", id="quoted number"
        ),
        pytest.param(deployment("env: [{name: A, value: 1}]"), "1", "a number to the API", id="number for text"),
        pytest.param(deployment("env: [{name: A, value: yes}]"), "yes", "a boolean to the API", id="boolean for text"),
        pytest.param(deployment("imagePullPolicy: always"), "always", "probably Always", id="an enum's case"),
        pytest.param(deployment("imagePullPolicy: Sometimes"), "Sometimes", "Always, IfNotPresent, Never", id="no such value"),
        pytest.param(deployment("ports: [{containerPort: 70000}]"), "70000", "1 to 65535", id="port"),
        pytest.param(deployment("resources: {limits: {memory: 1GB}}"), "1GB", "no quantity", id="quantity"),
        pytest.param(deployment("securityContext: {runAsUser: -1}"), "-1", "no id", id="negative id"),
        pytest.param(deployment("securityContext: {runAsUser: .inf}"), ".inf", "a whole number", id="infinity"),
        pytest.param(deployment("command: sleep"), "sleep", "a list is expected", id="text for a list"),
        pytest.param(
            deployment("securityContext: [privileged]"), "[privileged]", "a mapping is expected", id="list for a mapping"
        ),
        pytest.param(deployment(spec="hostNetwork: maybe"), "maybe", "a boolean", id="of the pod"),
        pytest.param(
            deployment("securityContext: {privileged: true, allowPrivilegeEscalation: false}"),
            "false",
            "together with `privileged: true`",
            id="contradiction",
        ),
        pytest.param(
            deployment("securityContext: {runAsUser: 0}", "securityContext: {runAsNonRoot: true}"),
            "0",
            "the kubelet does not start",
            id="root that must not be root",
        ),
        pytest.param(
            deployment("resources: {limits: {memory: 1Gi}, requests: {memory: 2Gi}}"),
            "2Gi",
            "above the limit",
            id="request over limit",
        ),
        pytest.param(
            deployment("ports: [{hostPort: 80}]"), "{hostPort: 80}", "a port without `containerPort`", id="port without number"
        ),
        pytest.param(
            deployment("securityContext: {capabilities: {add: [NET_ADMN]}}"), "NET_ADMN", "no such capability", id="capability"
        ),
        pytest.param(
            deployment("securityContext: {capabilities: {drop: [CAP_CHOWN]}}"), "CAP_CHOWN", "without `CAP_`", id="prefix"
        ),
        pytest.param("apiVersion: v1\nkind: pod\nspec: {containers: [{image: a}]}\n", "pod", "the kind Pod", id="kind"),
    ],
)
def test_a_refused_value_says_why(text: str, place: str, words: str) -> None:
    note = only(text, InvalidValue)
    assert isinstance(note, InvalidValue)
    assert note.location.text == place
    assert words in note.reason


def test_the_value_of_a_variable_is_not_repeated() -> None:
    note = only(deployment("env: [{name: PASSWORD, value: 731942}]"), InvalidValue)
    assert isinstance(note, InvalidValue)
    assert "731942" not in note.reason


def test_a_key_written_twice() -> None:
    note = only(deployment("tty: true\ntty: false"), DuplicateKey)
    assert isinstance(note, DuplicateKey)
    assert note.first is not None
    assert (note.location.region.line, note.first.region.line) == (11, 10)
    assert workload(deployment("tty: true\ntty: false")).containers[0].tty is False


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec: {strategy: {x: 1}, template: {spec: {own: 1, containers: [{image: a, y: 2}]}}}\n", id="custom resource"),
        pytest.param(deployment("x-note: mine"), id="x- key"),
        pytest.param(deployment("x-p: &e {containerPort: 80}\nports: [{<<: *e, hostPort: 80}]"), id="port of a merge key"),
        pytest.param(deployment(outer="selector: {matchLabels: {any.thing/at-all: x}}"), id="free keys"),
        pytest.param(deployment("securityContext:\n  privileged: ${P}\nimagePullPolicy: ${POLICY}"), id="placeholders"),
        pytest.param(deployment("livenessProbe: {httpGet: {port: http}}\nsecurityContext:\nresources: {limits: {cpu: 1, example.com/gpu: 2}}"), id="names, nulls, resources"),
        pytest.param(deployment(spec="hostUsers: no\ntopologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}]"), id="rare fields"),
    ],
)  # fmt: skip
def test_what_the_api_takes_is_not_noted(text: str) -> None:
    assert [note for note in notes(text) if type(note).__name__ != "RetiredApiVersion"] == []


def test_the_type_table_is_closed_and_its_enums_are_fields() -> None:
    seen: set[str] = set()
    waiting = [
        "Pod",
        "Deployment",
        "DaemonSet",
        "StatefulSet",
        "ReplicaSet",
        "ReplicationController",
        "Job",
        "CronJob",
        "PodTemplate",
    ]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        described = fields(name)
        assert described, f"{name} has no fields"
        waiting.extend(kind.strip("[]{}") for kind in described.values() if kind.strip("[]{}")[:1].isupper())
    assert len(seen) > 100
    for owner, key in ENUMS:
        assert fields(owner)[key] == "str", (owner, key)


@pytest.mark.parametrize(
    ("name", "known", "wanted"),
    [
        ("privilged", ["privileged", "procMount"], "privileged"),
        ("pirvileged", ["privileged"], "privileged"),
        ("x", ["tty"], None),
        ("a" * 1000, ["a"], None),
    ],
)
def test_nearest(name: str, known: list[str], wanted: str | None) -> None:
    assert nearest(name, known) == wanted


def test_an_aliased_mapping_is_looked_at_once() -> None:
    text = deployment("securityContext: &s {bogus: 1}").replace(
        "      containers:\n",
        "      initContainers:\n      - {name: i, image: b, securityContext: {bogus: 2}}\n      containers:\n",
    )
    text += "      - {name: b, image: a, securityContext: *s}\n"
    found = [note for note in read(text).workloads[0].notes if isinstance(note, UnknownKey)]
    assert [shown(note.location)[0] for note in found] == [8, 12]
