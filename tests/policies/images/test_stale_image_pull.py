"""When a node asks the registry."""

from __future__ import annotations

import pytest

from tests.policies.manifests import open_questions, texts_of

DIGEST = "sha256:" + "0" * 64


def running(image: str, policy: str = "") -> str:
    more = f", imagePullPolicy: {policy}" if policy else ""
    return (
        f"apiVersion: v1\nkind: Pod\nmetadata: {{name: web}}\nspec: {{containers: [{{name: app, image: '{image}'{more}}}]}}\n"
    )


@pytest.mark.parametrize(
    ("image", "policy", "texts"),
    [
        pytest.param("nginx", "", [], id="no tag: Always by default"),
        pytest.param("nginx:latest", "", [], id="latest: so is this"),
        pytest.param("localhost:5000/nginx", "", [], id="a port is no tag"),
        pytest.param("nginx:1.27", "", ["1.27"], id="a tag: IfNotPresent by default"),
        pytest.param("nginx:1.27", "Always", [], id="Always"),
        pytest.param("nginx", "IfNotPresent", ["IfNotPresent"], id="IfNotPresent, whatever the tag"),
        pytest.param("nginx:1.27", "Never", ["Never"], id="Never"),
        pytest.param(f"nginx@{DIGEST}", "", [], id="a digest"),
        pytest.param(f"nginx:1.27@{DIGEST}", "Never", [], id="a tag and a digest"),
    ],
)
def test_pull_policies(image: str, policy: str, texts: list[str]) -> None:
    assert texts_of("stale-image-pull", running(image, policy)) == texts


def test_an_unknown_tag_is_open() -> None:
    assert open_questions("stale-image-pull", running("nginx:${TAG}"))
