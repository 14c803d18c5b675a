"""Who is asked whether it works."""

from __future__ import annotations

import pytest

from tests.policies.manifests import pod, texts_of

SPEC = "{%scontainers: [{name: app, image: nginx}]}"


def controller(kind: str, api: str, template: str) -> str:
    return f"apiVersion: {api}\nkind: {kind}\nmetadata: {{name: web}}\nspec: {{template: {{spec: {template}}}}}\n"


@pytest.mark.parametrize("policy", ["missing-liveness-probe", "missing-readiness-probe"])
@pytest.mark.parametrize(
    ("text", "missing"),
    [
        pytest.param(pod(), True, id="a pod, which is started again"),
        pytest.param(pod("restartPolicy: Always"), True, id="in words"),
        pytest.param(pod("restartPolicy: Never"), False, id="a pod that runs once"),
        pytest.param(controller("Deployment", "apps/v1", SPEC % ""), True, id="Deployment"),
        pytest.param(controller("Rollout", "argoproj.io/v1alpha1", SPEC % ""), True, id="a custom resource"),
        pytest.param(controller("Job", "batch/v1", SPEC % "restartPolicy: Never, "), False, id="Job"),
        pytest.param(controller("Job", "batch/v1", SPEC % ""), False, id="Job without its restart policy"),
        pytest.param(controller("PyTorchJob", "kubeflow.org/v1", SPEC % ""), False, id="a custom job"),
    ],
)
def test_long_running_containers_need_probes(policy: str, text: str, missing: bool) -> None:
    assert texts_of(policy, text) == (["app"] if missing else [])


@pytest.mark.parametrize(
    ("policy", "probe", "missing"),
    [
        pytest.param("missing-liveness-probe", "livenessProbe", False, id="liveness"),
        pytest.param("missing-liveness-probe", "readinessProbe", True, id="readiness is not liveness"),
        pytest.param("missing-readiness-probe", "readinessProbe", False, id="readiness"),
        pytest.param("missing-readiness-probe", "startupProbe", True, id="nor is startup readiness"),
    ],
)
def test_each_probe_is_its_own(policy: str, probe: str, missing: bool) -> None:
    text = pod(container=f"{probe}: {{httpGet: {{port: 80}}}}")
    assert texts_of(policy, text) == (["app"] if missing else [])


@pytest.mark.parametrize("lists", ["initContainers", "ephemeralContainers"])
def test_other_containers_are_not_asked(lists: str) -> None:
    text = pod(f"{lists}: [{{name: other, image: b}}]", container="livenessProbe: {httpGet: {port: 80}}")
    assert texts_of("missing-liveness-probe", text) == []
