"""Images: tags that move, digests, registries."""

from __future__ import annotations

import pytest

from lintainer_policies.images._registries import is_within, retired
from lintainer_policies.images._tags import is_moving
from tests.policies.asking import found_in


@pytest.mark.parametrize(
    "tag",
    "latest stable edge main master nightly lts alpine stable-slim fpm-alpine latest-amd64 latest-cpu dind LATEST dev".split(),
)
def test_a_channel_or_a_variant_moves(tag: str) -> None:
    assert is_moving(tag)


@pytest.mark.parametrize("tag", "1.27 v1 bookworm 22.04 jammy 17-alpine 2025-10-01 sha-0f04e4f stable-20250101 r3".split())
def test_a_version_does_not(tag: str) -> None:
    assert not is_moving(tag)


DIGEST = "sha256:0f04e4f646a3f14bf31d8bc8d885b6c951fdcf42589d06845f64d18aec6a3c4d"


@pytest.mark.parametrize(
    ("image", "found"),
    [
        ("nginx", [("unpinned-image", "nginx")]),
        ("nginx:latest", [("unpinned-image", "latest")]),
        ("registry.example.com:5000/app", [("unpinned-image", "registry.example.com:5000/app")]),
        ("nginx:1.27", [("missing-image-digest", "nginx:1.27")]),
        (f"nginx@{DIGEST}", []),
        (f"nginx:latest@{DIGEST}", []),
        (DIGEST, []),
        ("localhost/app", []),
        ("localhost:5000/app:1", [("missing-image-digest", "localhost:5000/app:1")]),
    ],
)
def test_one_finding_for_one_image(image: str, found: list[tuple[str, str]]) -> None:
    assert found_in(f'services:\n  a:\n    image: {image}\n', "unpinned-image", "missing-image-digest") == found  # fmt: skip


def test_an_image_that_the_project_builds_is_not_pulled() -> None:
    text = "services:\n  app: {image: app, build: .}\n  worker: {image: app}\n  other: {image: apps}\n"
    assert found_in(text, "unpinned-image", "missing-image-digest") == [("unpinned-image", "apps")]


def test_a_tag_with_a_default_is_the_default() -> None:
    assert found_in('services:\n  a: {image: "nginx:${TAG:-latest}"}\n', "unpinned-image") == [
        ("unpinned-image", '"nginx:${TAG:-latest}"')
    ]


@pytest.mark.parametrize(
    ("name", "prefix", "within"),
    [
        ("docker.io/library/nginx", "docker.io", True),
        ("docker.io/library/nginx", "docker.io/library", True),
        ("docker.io/acme/nginx", "docker.io/library", False),
        ("registry.example.com/app", "registry.example.co", False),
        ("registry.example.com/apps/web", "registry.example.com/app", False),
        ("registry.example.com:5000/app", "registry.example.com", True),
        ("registry.example.com:5000/app", "registry.example.com:443", False),
        ("a.example.com/app", "*.example.com", True),
        ("example.com/app", "*.example.com", False),
        ("a.example.com/x/app", "*.example.com/x", True),
    ],
)
def test_an_image_lies_in_a_registry_or_a_folder_of_it(name: str, prefix: str, within: bool) -> None:
    assert is_within(name, prefix) is within


def test_registries_that_are_gone() -> None:
    found = retired("k8s.gcr.io/pause")
    assert found is not None
    assert found.successor == "registry.k8s.io"
    assert retired("gcr.io/google_containers/pause") is not None
    assert retired("acme-docker.bintray.io/x") is not None
    assert retired("gcr.io/other/pause") is None
    assert retired("registry.k8s.io/pause") is None


def test_what_bitnami_still_serves_is_left_alone() -> None:
    assert found_in("services:\n  a: {image: bitnami/redis}\n", "retired-registry") == []
    assert len(found_in("services:\n  a: {image: 'bitnami/redis:7.2'}\n", "retired-registry")) == 1
