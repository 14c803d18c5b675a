"""What the other commands of a file say of a container: that its image is built there, that it is never started."""

from __future__ import annotations

import pytest

from tests.parsers.front_ends import DOCKER_RUN, GITHUB, JUSTFILE, MAKEFILE, MARKDOWN, FrontEnd


def built(front_end: FrontEnd, text: str) -> list[bool]:
    return [container.image.built for container in front_end.containers(text) if container.image is not None]


@pytest.mark.parametrize(
    "build",
    [
        pytest.param("docker build -t app .", id="short option"),
        pytest.param("docker build . --tag=app:latest", id="long option, with the tag that is meant"),
        pytest.param("docker build -qtapp .", id="glued in a cluster"),
        pytest.param("docker buildx build --load -t other -t app .", id="buildx, the second of two names"),
        pytest.param("sudo podman --log-level debug image build --tag app .", id="podman with options of its own"),
    ],
)
def test_an_image_that_a_command_builds_is_marked(build: str) -> None:
    assert built(DOCKER_RUN, f"{build}\ndocker run app") == [True]
    assert built(DOCKER_RUN, f"docker run app:latest\n{build}") == [True]


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("docker build -t app:1 .\ndocker run app", id="another tag"),
        pytest.param("docker build .\ndocker run app", id="no name"),
        pytest.param("docker build -t app .\ndocker push app\ndocker run app", id="pushed"),
        pytest.param("docker build --push -t app .\ndocker run app", id="pushed as it is built"),
        pytest.param("docker build -t app .\ndocker pull -q app\ndocker run app", id="pulled"),
        pytest.param("docker compose build app\ndocker run app", id="a service of that name"),
    ],
)
def test_an_image_that_a_registry_may_give_is_not(script: str) -> None:
    assert built(DOCKER_RUN, script) == [False]


def test_a_name_with_a_variable_is_the_same_where_it_is_written_the_same() -> None:
    assert built(DOCKER_RUN, 'docker build -t "$IMAGE:latest" .\ndocker run $IMAGE:latest\ndocker run $OTHER:latest') == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("front_end", "text"),
    [
        pytest.param(
            MAKEFILE, "IMAGE := app\nbuild:\n\tdocker build -t $(IMAGE) .\nrun: build\n\tdocker run $(IMAGE)\n", id="makefile"
        ),
        pytest.param(
            JUSTFILE,
            "image := 'app'\nbuild:\n  docker build -t {{image}} .\nrun: build\n  docker run {{image}}\n",
            id="justfile",
        ),
        pytest.param(MARKDOWN, "```sh\ndocker build -t app .\n```\n\nThen\n\n```sh\ndocker run app\n```\n", id="another block"),
        pytest.param(
            GITHUB,
            "on: push\njobs:\n  a:\n    steps:\n      - run: docker build -t app .\n      - run: docker run app\n",
            id="another step",
        ),
    ],
)
def test_in_every_file_that_holds_commands(front_end: FrontEnd, text: str) -> None:
    assert built(front_end, text) == [True]


@pytest.mark.parametrize(
    ("script", "started"),
    [
        pytest.param("docker create --name a x\ndocker cp a:/f .\ndocker rm a", False, id="created and copied from"),
        pytest.param("docker container create --name=a x && docker container cp a:/f .", False, id="in the long form"),
        pytest.param("docker create --name a x\ndocker cp f a:/f\ndocker start a", True, id="started later"),
        pytest.param("docker create --name a x", True, id="who starts it is not known"),
        pytest.param("docker create --name a x\ndocker cp b:/f .", True, id="another is copied from"),
        pytest.param("docker run -d --name a x\ndocker cp a:/f .", True, id="run"),
    ],
)
def test_what_a_container_lacks_that_is_only_copied_from_says_nothing(script: str, started: bool) -> None:
    assert DOCKER_RUN.only(script).is_complete("memory") is started
