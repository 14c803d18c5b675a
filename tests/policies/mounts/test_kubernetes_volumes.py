"""Volumes of a pod."""

from __future__ import annotations

import pytest

from tests.policies.manifests import open_questions, pod, said, texts_of

MOUNT = "volumeMounts: [{name: v, mountPath: /v}]"


def volume(source: str) -> str:
    return f"volumes: [{{name: v, {source}}}]"


@pytest.mark.parametrize(
    ("source", "container", "texts"),
    [
        pytest.param("hostPath: {path: /srv}", MOUNT, ["/srv"], id="mounted"),
        pytest.param("hostPath: {path: /srv}", "", ["/srv"], id="not mounted"),
        pytest.param("hostPath: {path: ''}", "", ["''"], id="empty"),
        pytest.param("hostPath: {}", "", ["hostPath"], id="without a path"),
        pytest.param("hostPath: null", "", [], id="null"),
        pytest.param("emptyDir: {}", MOUNT, [], id="another type"),
    ],
)
def test_host_paths(source: str, container: str, texts: list[str]) -> None:
    assert texts_of("host-path", pod(volume(source), container=container)) == texts


def test_a_path_that_is_known_in_part_is_a_path_of_the_node() -> None:
    (found,) = said("host-path", pod(volume("hostPath: {path: '/srv/${NAME}'}")))
    assert found.message == "has `/srv/${NAME}` of the node as the volume `v`"


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        pytest.param("gitRepo: {repository: 'https://git.example.com/a'}", ["gitRepo"], id="gitRepo"),
        pytest.param("flexVolume: {driver: a/b}", ["flexVolume"], id="flexVolume"),
        pytest.param("csi: {driver: a}", [], id="csi"),
        pytest.param("hostPath: {path: /}", [], id="hostPath has policies of its own"),
    ],
)
def test_unsafe_types(source: str, texts: list[str]) -> None:
    assert texts_of("unsafe-volume-type", pod(volume(source))) == texts


@pytest.mark.parametrize(
    ("source", "container", "texts"),
    [
        pytest.param("emptyDir: {}", MOUNT, ["emptyDir"], id="no limit"),
        pytest.param("emptyDir: {sizeLimit: 1Gi}", MOUNT, [], id="a limit of the volume"),
        pytest.param("emptyDir: {sizeLimit: 0}", MOUNT, ["emptyDir"], id="0 is no limit"),
        pytest.param("emptyDir: {}", f"{MOUNT}, resources: {{limits: {{ephemeral-storage: 1Gi}}}}", [], id="of the container"),
        pytest.param("emptyDir: {}", f"{MOUNT}, resources: {{limits: {{memory: 1Gi}}}}", ["emptyDir"], id="memory is not disk"),
        pytest.param(
            "emptyDir: {medium: Memory}",
            f"{MOUNT}, resources: {{limits: {{ephemeral-storage: 1Gi}}}}",
            ["emptyDir"],
            id="disk is not memory",
        ),
        pytest.param(
            "emptyDir: {medium: Memory}",
            f"{MOUNT}, resources: {{limits: {{ephemeral-storage: 1Gi, memory: 1Gi}}}}",
            [],
            id="both",
        ),
        pytest.param("emptyDir: {}", "", [], id="nobody mounts it"),
        pytest.param("", MOUNT, ["v"], id="a volume without a source is one"),
    ],
)
def test_empty_dirs(source: str, container: str, texts: list[str]) -> None:
    found = texts_of(
        "unlimited-empty-dir", pod(f"volumes: [{{name: v{', ' + source if source else ''}}}]", container=container)
    )
    assert found == texts


def test_a_size_that_a_tool_fills_in_is_open() -> None:
    assert open_questions("unlimited-empty-dir", pod(volume("emptyDir: {sizeLimit: '${SIZE}'}"), container=MOUNT))
