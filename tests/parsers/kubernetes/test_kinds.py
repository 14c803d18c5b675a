"""Which objects hold pods, and where."""

from __future__ import annotations

import pytest

from tests.parsers.kubernetes import read, shown, workload

POD = "containers: [{name: app, image: nginx, securityContext: {privileged: true}}]"


def nested(kind: str, api: str, *keys: str) -> str:
    inner = f"spec: {{{POD}}}"
    for key in reversed(keys):
        inner = f"{key}: {{{inner}}}"
    return f"apiVersion: {api}\nkind: {kind}\nmetadata: {{name: web}}\n{inner}\n"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        pytest.param(kind, nested(kind, api, *keys), id=f"{api}:{kind}")
        for kind, api, *keys in [
            ("Pod", "v1"),
            ("Deployment", "apps/v1", "spec", "template"),
            ("Deployment", "extensions/v1beta1", "spec", "template"),
            ("ReplicaSet", "apps/v1", "spec", "template"),
            ("ReplicationController", "v1", "spec", "template"),
            ("StatefulSet", "apps/v1", "spec", "template"),
            ("DaemonSet", "apps/v1", "spec", "template"),
            ("Job", "batch/v1", "spec", "template"),
            ("CronJob", "batch/v1", "spec", "jobTemplate", "spec", "template"),
            ("CronJob", "batch/v1beta1", "spec", "jobTemplate", "spec", "template"),
            ("PodTemplate", "v1", "template"),
            ("DeploymentConfig", "apps.openshift.io/v1", "spec", "template"),
            # By shape.
            ("Rollout", "argoproj.io/v1alpha1", "spec", "template"),
            ("Service", "serving.knative.dev/v1", "spec", "template"),
            ("PyTorchJob", "kubeflow.org/v1", "spec", "pytorchReplicaSpecs", "Worker", "template"),
            ("ScaledJob", "keda.sh/v1alpha1", "spec", "jobTargetRef", "template"),
            ("SandboxTemplate", "agents.x-k8s.io/v1alpha1", "spec", "podTemplate"),
        ]
    ],
)
def test_the_pod_of_every_kind_is_found(kind: str, text: str) -> None:
    found = workload(text)
    assert (found.kind, found.name) == (kind, "web")
    (container,) = found.containers
    assert (container.name, container.privileged) == ("app", True)
    assert container.at("privileged").text == "true"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(
            "apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: t}\nspec:\n  steps:\n  - {name: build, image: a:1}\n"
            "  sidecars:\n  - {name: helper, image: b:1}\n",
            ["build", "helper"],
            id="tekton task",
        ),
        pytest.param(
            "apiVersion: tekton.dev/v1\nkind: Pipeline\nmetadata: {name: p}\nspec:\n  tasks:\n  - name: x\n    taskSpec:\n"
            "      steps:\n      - {name: build, image: a:1}\n",
            ["build"],
            id="tekton pipeline",
        ),
        pytest.param(
            "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {name: w}\nspec:\n  templates:\n  - name: step\n"
            "    container: {name: main, image: a:1}\n",
            ["main"],
            id="argo workflow",
        ),
    ],
)
def test_containers_outside_a_pod_template_are_found(text: str, names: list[str]) -> None:
    assert [container.name for container in workload(text).containers] == names


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("apiVersion: example.org/v1\nkind: Widget\nspec: {size: 3, parts: [1, 2]}\n", id="no pod"),
        pytest.param("apiVersion: example.org/v1\nkind: Deployment\nspec: {target: staging}\n", id="another group"),
        pytest.param("apiVersion: v1\nkind: Unheard\n", id="nothing else"),
    ],
)
def test_unknown_kinds_are_no_error(text: str) -> None:
    parsed = read(text)
    assert (parsed.workloads, parsed.problems, parsed.skipped) == ((), (), ())


def test_a_custom_resource_definition_is_skipped_and_what_follows_is_read() -> None:
    parsed = read(
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec: {a: [}\n--- # next\n" + nested("Pod", "v1")
    )
    assert [one.kind for one in parsed.workloads] == ["Pod"]
    assert not parsed.problems


def test_a_repeated_kind_hides_nothing() -> None:
    parsed = read("apiVersion: v1\nkind: CustomResourceDefinition\nkind: Pod\nspec: {" + POD + "}\n")
    assert [one.kind for one in parsed.workloads] == ["Pod"]


@pytest.mark.parametrize(
    ("kind", "item"),
    [
        pytest.param("List", "apiVersion: v1\n  kind: Pod\n  ", id="List"),
        pytest.param("PodList", "", id="typed, items without a kind"),
    ],
)
def test_lists_are_expanded(kind: str, item: str) -> None:
    text = f"apiVersion: v1\nkind: {kind}\nitems:\n- {item}metadata: {{name: a}}\n  spec: {{{POD}}}\n"
    found = workload(text)
    assert (found.kind, found.name) == ("Pod", "a")


def test_lists_may_be_nested_and_keep_their_order() -> None:
    pods = [f"{{apiVersion: v1, kind: Pod, metadata: {{name: {name}}}, spec: {{{POD}}}}}" for name in "abc"]
    text = (
        f"apiVersion: v1\nkind: List\nitems:\n- {pods[0]}\n- {{apiVersion: v1, kind: List, items: [{pods[1]}]}}\n- {pods[2]}\n"
    )
    assert [one.name for one in read(text).workloads] == ["a", "b", "c"]


def test_a_typed_list_gives_its_members_version_and_kind() -> None:
    text = "apiVersion: apps/v1\nkind: DeploymentList\nitems:\n- spec: {template: {spec: {" + POD + "}}}\n"
    assert (workload(text).kind, workload(text).api_version) == ("Deployment", "apps/v1")


def test_json_is_read_with_exact_places() -> None:
    text = (
        '{\n  "kind": "Pod",\n  "apiVersion": "v1",\n  "spec": {"containers": [{"name": "a", "image": "x:1",\n'
        '    "securityContext": {"privileged": true}}]}\n}\n'
    )
    assert shown(workload(text).containers[0].at("privileged")) == (5, "true")


def test_documents_are_separated_by_lines_with_comments_too() -> None:
    text = nested("Pod", "v1") + "--- # second\n" + nested("Deployment", "apps/v1", "spec", "template")
    parsed = read(text)
    assert [one.kind for one in parsed.workloads] == ["Pod", "Deployment"]
    assert [one.at().region.line for one in parsed.workloads] == [3, 8]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: nginx\n", id="no metadata, no name"),
        pytest.param(
            "kind: Pod\nspec:\n  securityContext:\n  containers:\n  - image: nginx\n    securityContext:\n", id="null"
        ),
        pytest.param(
            "apiVersion: v1\nkind: Pod\nmetadata:\nspec:\n  containers:\n  - image: nginx\n    resources: ~\n", id="tilde"
        ),
    ],
)
def test_skeletons_are_answered(text: str) -> None:
    found = workload(text)
    assert [container.image is not None for container in found.containers] == [True]
    assert found.containers[0].at().text == "nginx"
