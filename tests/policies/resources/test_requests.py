"""What a container asks for, and may take at most."""

from __future__ import annotations

import pytest

from tests.policies.manifests import open_questions, pod, texts_of


@pytest.mark.parametrize(
    ("policy", "resource"),
    [pytest.param("missing-memory-request", "memory", id="memory"), pytest.param("missing-cpu-request", "cpu", id="cpu")],
)
@pytest.mark.parametrize(
    ("spec", "container", "texts"),
    [
        pytest.param("", "", ["app"], id="nothing"),
        pytest.param("", "resources: {requests: {RES: 1}}", [], id="a request"),
        pytest.param("", "resources: {limits: {RES: 1}}", [], id="a limit, of which the API makes one"),
        pytest.param("", "resources: {requests: {RES: 0}}", ["0"], id="a request for nothing"),
        pytest.param("", "resources: {requests: {RES: 0}, limits: {RES: 1}}", ["0"], id="which a limit does not mend"),
        pytest.param("", "resources: {requests: {RES: lots}}", ["app"], id="no quantity"),
        pytest.param("resources: {requests: {RES: 2}}", "", [], id="of the whole pod"),
        pytest.param("resources: {limits: {RES: 2}}", "", [], id="a limit of the whole pod"),
        pytest.param("ephemeralContainers: [{name: debug, image: b}]", "resources: {limits: {RES: 1}}", [], id="ephemeral"),
        pytest.param("initContainers: [{name: setup, image: b}]", "resources: {limits: {RES: 1}}", ["setup"], id="init"),
    ],
)
def test_requests(policy: str, resource: str, spec: str, container: str, texts: list[str]) -> None:
    assert texts_of(policy, pod(spec.replace("RES", resource), container=container.replace("RES", resource))) == texts


def test_a_request_that_a_tool_fills_in_is_open() -> None:
    assert open_questions("missing-memory-request", pod(container="resources: {requests: {memory: '{{ memory }}'}}"))


@pytest.mark.parametrize(
    ("container", "texts"),
    [
        pytest.param("resources: {limits: {ephemeral-storage: 1Gi}}", [], id="a limit"),
        pytest.param("resources: {requests: {ephemeral-storage: 1Gi}}", ["app"], id="a request is none"),
        pytest.param("resources: {limits: {memory: 1Gi}}", ["app"], id="nor is memory"),
    ],
)
def test_ephemeral_storage(container: str, texts: list[str]) -> None:
    assert texts_of("missing-ephemeral-storage-limit", pod(container=container)) == texts
