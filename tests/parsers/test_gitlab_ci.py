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
        pytest.param("a:\n  script: !reference [b, script]\n", id="a reference to nothing"),
        pytest.param("a:\n  script: [!reference [a, script], !reference [a]]\n", id="a reference to itself"),
        pytest.param("a: {extends: b}\nb: {extends: [a, c], script: x}\n", id="jobs that extend each other"),
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


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("variables: {O: --privileged}\na:\n  script: docker run $O x\n", id="of all jobs"),
        pytest.param("a:\n  variables: {O: --privileged}\n  script: docker run ${O} x\n", id="of the job"),
        pytest.param(
            "variables: {O: --rm}\na:\n  variables: {O: --privileged}\n  script: docker run $O x\n", id="the job's wins"
        ),
        pytest.param(
            "variables:\n  O: {value: --privileged, description: b}\na:\n  script: docker run $O x\n", id="with a description"
        ),
        pytest.param("variables: {O: $P, P: --privileged}\na:\n  script: docker run $O x\n", id="of another"),
        pytest.param(".b: {variables: {O: --privileged}}\na: {extends: .b, script: docker run $O x}\n", id="extended"),
        pytest.param(".b: {script: docker run --privileged x}\na: {extends: [.b]}\n", id="a script that is extended, once"),
        pytest.param(
            ".c: {variables: {O: --privileged}}\n.b: {extends: .c}\na: {extends: .b, script: docker run $O x}\n", id="twice"
        ),
        pytest.param(".b: {x: [docker run --privileged x]}\na: {script: [!reference [.b, x]]}\n", id="reference"),
        pytest.param(
            ".b: {x: [!reference [.c, y]]}\n.c: {y: docker run --privileged x}\na: {script: !reference [.b, x]}\n",
            id="references",
        ),
        pytest.param(
            ".b: {v: {O: --privileged}}\na: {variables: !reference [.b, v], script: docker run $O x}\n", id="to variables"
        ),
        pytest.param("a:\n  hooks: {pre_get_sources_script: [docker run --privileged x]}\n", id="hook"),
    ],
)
def test_what_the_file_sets_is_placed_where_it_is_set(text: str) -> None:
    GITLAB.finds_privileged(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("variables: {I: $CI_REGISTRY}\na:\n  script: docker run $I\n", id="of GitLab's"),
        pytest.param("variables: {I: '$[[ inputs.i ]]'}\na:\n  script: docker run $I\n", id="input"),
        pytest.param("variables: {I: $I}\na:\n  script: docker run $I\n", id="itself"),
        pytest.param("variables: {I: a}\na:\n  rules: [{variables: {I: b}}]\n  script: docker run $I\n", id="set by a rule"),
        pytest.param(
            "variables: {I: a}\nworkflow: {rules: [{variables: {I: b}}]}\na: {script: docker run $I}\n", id="of the workflow"
        ),
        pytest.param("variables: {I: a}\na:\n  parallel: {matrix: [{I: [b, c]}]}\n  script: docker run $I\n", id="by a matrix"),
        pytest.param("variables: {I: a}\na: {inherit: {variables: false}, script: docker run $I}\n", id="not inherited"),
    ],
)
def test_what_the_file_does_not_decide_is_unknown(text: str) -> None:
    image = only(text).image
    assert image is not None
    assert isinstance(image.repository, Unknown)


def test_variables_are_known_in_images() -> None:
    text = "variables: {V: '16', I: 'postgres:$V'}\na:\n  image: $I\n  services: ['$CI_X/redis:${V}']\n  script: x\n"
    job, service = containers(text)
    assert job.image is not None
    assert service.image is not None
    assert (job.image.repository, job.image.tag, service.image.tag) == ("postgres", "16", "16")
    assert isinstance(service.image.repository, Unknown)


def test_a_value_that_is_not_expanded() -> None:
    image = only("variables: {I: {value: 'a$B', expand: false}, B: c}\na:\n  image: x$I\n  script: x\n").image
    assert image is not None
    assert "$B" in f"{image.repository}" or isinstance(image.repository, Unknown)


def test_what_images_and_services_say_of_their_process() -> None:
    text = (
        "a:\n  image: {name: x, entrypoint: [''], docker: {user: '0', platform: linux/arm64}}\n"
        "  services: [{name: y, entrypoint: [/a, b], command: [c, d], variables: {P: q}}]\n  script: x\n"
    )
    job, service = containers(text)
    assert job.user == 0
    assert job.at("user").text.strip("'") == "0"
    assert [one.value for one in service.entrypoint or ()] == ["/a"]
    assert [one.value for one in service.cmd or ()] == ["b", "c", "d"]
    assert [(one.name, one.value) for one in service.env] == [("P", "q")]


def test_the_folder_of_the_project_has_a_variable() -> None:
    (mount,) = only("a:\n  script: docker run -v $CI_PROJECT_DIR/x:/src y\n").mounts
    assert (mount.base, mount.source) == ("project", "x")


def test_what_a_pipeline_draws_in_is_noted() -> None:
    text = (
        "include:\n  - local: /a.yml\n  - {project: p/q, file: b.yml}\n  - https://c/d.yml\n"
        "e:\n  trigger: {include: f.yml}\ng:\n  script: [!reference [.h, script]]\n  after_script: [!reference [.h, x]]\n"
    )
    parsed = parse(text)
    assert [one.reason for one in parsed.skipped] == [
        ".gitlab-ci.yml:2: `include: /a.yml` is not followed",
        ".gitlab-ci.yml:3: `include: p/q` is not followed",
        ".gitlab-ci.yml:4: `include: https://c/d.yml` is not followed",
        ".gitlab-ci.yml:6: `trigger of e` is not followed",
        ".gitlab-ci.yml:8: `!reference [.h, script]` is not followed",
        ".gitlab-ci.yml:9: `!reference [.h, x]` is not followed",
    ]
    assert [project.complete for project in parsed.projects] == [False]
    assert [one.reason for one in parse("include: a.yml\nb: {script: docker run x}\n").skipped] == [
        ".gitlab-ci.yml:1: `include: a.yml` is not followed"
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("variables: {" + ", ".join(f"A{n}: '$A{n + 1}$A{n + 1}'" for n in range(40)) + ", A40: x}\n", id="values"),
        pytest.param("".join(f".a{n}: {{extends: .a{n + 1}}}\n" for n in range(40)), id="extends"),
        pytest.param("".join(f".a{n}: {{script: [!reference [.a{n + 1}, script]]}}\n" for n in range(40)), id="references"),
    ],
)
def test_what_has_no_end_is_read_in_bounded_time(text: str) -> None:
    found = only(f"{text}b:\n  extends: .a0\n  script: [docker run --privileged $A0]\n")
    assert found.privileged is True
