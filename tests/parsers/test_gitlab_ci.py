"""GitLab CI: the commands of scripts, images and services."""

from __future__ import annotations

import pytest

from lintainer.model import Unknown
from tests.parsers.front_ends import GITLAB

parse, containers, only = GITLAB.parse, GITLAB.containers, GITLAB.only


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a:\n  script: docker run --privileged x\n", id="one line"),
        pytest.param("a:\n  script:\n    - docker run --privileged x\n", id="list"),
        pytest.param("a:\n  script:\n    - |\n      docker run \\\n        --privileged x\n", id="block"),
        pytest.param("a:\n  script:\n    - >\n      docker run\n      --privileged x\n", id="folded"),
        pytest.param("a:\n  script:\n    - - echo\n      - docker run --privileged x\n", id="list in a list"),
        pytest.param("a:\n  before_script: [docker run --privileged x]\n  script: echo\n", id="before_script"),
        pytest.param("a:\n  after_script: [docker run --privileged x]\n  script: echo\n", id="after_script"),
        pytest.param("before_script:\n  - docker run --privileged x\n", id="for all jobs"),
        pytest.param("default:\n  before_script:\n  - docker run --privileged x\n", id="default"),
        pytest.param(".t: &t\n  script: [echo]\na:\n  <<: *t\n  script: ['docker run --privileged x']\n", id="merge key"),
        pytest.param("a:\n  script:\n    - O=--privileged\n    - docker run $O x\n", id="a variable of another line"),
        pytest.param("a:\n  script: docker run -e A=$[[ inputs.a ]] --privileged x\n", id="an input before it"),
        pytest.param("spec: {inputs: {a: {}}}\n---\na:\n  script: docker run --privileged x\n", id="second document"),
    ],
)
def test_a_privileged_container_is_found_at_its_place(text: str) -> None:
    GITLAB.finds_privileged(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a:\n  script: echo docker run x\n", id="argument of another command"),
        pytest.param("a:\n  script: ['docker build .']\n", id="another subcommand"),
        pytest.param("variables:\n  script: docker run x\n", id="no job"),
        pytest.param("a:\n  script: !reference [b, script]\n", id="a reference"),
        pytest.param("a: [script]\nb: docker\nscript:\n", id="shapes that do not fit"),
    ],
)
def test_no_command(text: str) -> None:
    assert containers(text) == []


@pytest.mark.parametrize("image", ["$CI_REGISTRY_IMAGE", "${IMAGE}:1", "$[[ inputs.image ]]", "a:$CI_COMMIT_SHA"])
def test_variables_of_gitlab_are_unknown(image: str) -> None:
    for text in (f"a:\n  script: docker run {image}\n", f"a:\n  image: {image}\n  script: echo\n"):
        found = only(text).image
        assert found is not None
        assert isinstance(found.tag, Unknown) or isinstance(found.repository, Unknown)


def test_of_images_and_services_only_the_image_is_known() -> None:
    found = containers(
        "image: ruby:3\na:\n  services:\n    - postgres:16\n    - name: redis:7\n      alias: q\n  script: echo\n"
    )
    assert [one.at("image").text for one in found] == ["ruby:3", "postgres:16", "redis:7"]
    assert [one.name for one in found] == ["default", "a/services", "a/services"]
    assert all({"privileged", "memory", "mounts"} <= one.incomplete for one in found)
    assert all("image" not in one.incomplete for one in found)


@pytest.mark.parametrize("name", [".gitlab-ci.yml", "x/docker.gitlab-ci.yml", ".gitlab/ci/a.yml", "p/.gitlab-ci/a.yaml"])
def test_names(name: str) -> None:
    assert len(parse("a:\n  script: docker run x\n", name).workloads) == 1


def test_a_file_with_stages_and_scripts() -> None:
    assert len(parse("stages: [a]\na:\n  script: docker run x\n", "ci.yml").workloads) == 1


def test_remarks() -> None:
    text = "a:\n  script:\n    # lintainer: ignore[privileged] b\n    - docker run --privileged x\n"
    GITLAB.covers(text, "--privileged x")
