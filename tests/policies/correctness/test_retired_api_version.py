"""API versions by the version of the cluster."""

from __future__ import annotations

import pytest

from lintainer.settings import SettingsError
from lintainer_policies.correctness._removals import OLDEST_SUPPORTED, REMOVALS
from lintainer_policies.correctness.retired_api_version import minor_version
from tests.policies.manifests import report, said, texts_of


def thing(api: str, kind: str) -> str:
    return f"apiVersion: {api}\nkind: {kind}\nmetadata: {{name: thing}}\n"


@pytest.mark.parametrize(
    ("api", "kind", "version", "retired"),
    [
        pytest.param("policy/v1beta1", "PodDisruptionBudget", None, True, id="an object without pods"),
        pytest.param("policy/v1", "PodDisruptionBudget", None, False, id="its successor"),
        pytest.param("extensions/v1beta1", "Ingress", "1.21", False, id="the last version that serves it"),
        pytest.param("extensions/v1beta1", "Ingress", "1.22", True, id="the first that does not"),
        pytest.param("extensions/v1beta1", "Ingress", "v1.22.3", True, id="written in full"),
        pytest.param("autoscaling/v2beta2", "HorizontalPodAutoscaler", "1.25", False, id="v2beta2 lived longer"),
        pytest.param("autoscaling/v2beta1", "HorizontalPodAutoscaler", "1.25", True, id="than v2beta1"),
        pytest.param("flowcontrol.apiserver.k8s.io/v1beta3", "FlowSchema", "1.32", True, id="the newest removal"),
        pytest.param("apps/v1", "Ingress", None, False, id="a group that never had it"),
        pytest.param("example.com/v1beta1", "Deployment", None, False, id="another API"),
    ],
)
def test_what_a_cluster_serves(api: str, kind: str, version: str | None, retired: bool) -> None:
    options: dict[str, object] = {} if version is None else {"kubernetes_version": version}
    assert texts_of("retired-api-version", thing(api, kind), options=options) == ([api] if retired else [])


def test_a_workload_that_is_an_object_too_is_reported_once() -> None:
    text = (
        "apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: {name: a}\nspec: {jobTemplate: {spec: {template: {spec:"
        " {containers: [{name: a, image: b}]}}}}}\n"
    )
    assert len(said("retired-api-version", text)) == 1


@pytest.mark.parametrize("text", ["1.30", "v1.30", "1.30.4", "v1.30.0-rc.1"])
def test_versions(text: str) -> None:
    assert minor_version(text) == 30


@pytest.mark.parametrize("text", ["", "latest", "30", "2.30", "1.x", "1.", "1.²"])
def test_what_is_no_version(text: str) -> None:
    with pytest.raises(ValueError, match="no version of Kubernetes"):
        minor_version(text)


def test_a_version_that_is_none_ends_the_run() -> None:
    with pytest.raises(SettingsError, match="retired-api-version: no version of Kubernetes: 'new'"):
        report("retired-api-version", thing("policy/v1beta1", "PodDisruptionBudget"), options={"kubernetes_version": "new"})


def test_every_removal_lies_before_the_oldest_version_that_is_supported() -> None:
    assert REMOVALS
    assert max(removal.minor for removal in REMOVALS.values()) <= minor_version(OLDEST_SUPPORTED)
