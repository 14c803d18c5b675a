"""Which files are Compose files, and which make one project."""

from __future__ import annotations

from pathlib import Path

import pytest

from lintainer.files import Files
from lintainer.parsers import Context
from lintainer.parsers.compose.discovery import find_project, project_files
from lintainer.parsers.compose.environment import Variables
from lintainer.parsers.compose.parser import ComposeParser
from lintainer.parsers.registry import parser_for
from lintainer.source import Source
from tests.parsers.compose.reading import read


@pytest.mark.parametrize(
    ("name", "text", "claimed"),
    [
        pytest.param("compose.yaml", "services: {web: {image: x}}", True, id="by name"),
        pytest.param("docker-compose.prod.yml", "x-a: 1\n", True, id="an overlay by name"),
        pytest.param("compose.override.yaml", "networks: {n: }", True, id="an override without services"),
        pytest.param("stack.yml", "version: '3'\nservices:\n  web:\n    image: x\n", True, id="by content"),
        pytest.param("stack.yml", "services:  # ours\n\n  # a comment\n  web: {image: x}\n", True, id="comments between"),
        pytest.param("stack.yml", "services:\r\n  web:\r\n    image: x\r\n", True, id="CRLF"),
        pytest.param("stack.json", '{"services": {"web": {"image": "x"}}}', True, id="JSON"),
        pytest.param("all.yml", "include:\n  - a.yaml\n", True, id="only includes"),
        pytest.param(".gitlab-ci.yml", "services:\n  - docker:dind\n", False, id="a list of services"),
        pytest.param("ci.yml", "on: push\njobs:\n  a:\n    services:\n      db: {image: x}\n", False, id="a workflow"),
        pytest.param("svc.yaml", "apiVersion: v1\nkind: Service\n", False, id="a manifest"),
        pytest.param("x.yaml", "kind: List\nservices:\n  a: b\n", False, id="a manifest with services"),
        pytest.param("values.yaml", "image: x\n", False, id="values"),
        pytest.param(
            "compose-spec.json",
            '{"$schema": "https://json-schema.org/draft-07/schema", "properties": {"services": {}}}',
            False,
            id="a schema of Compose files",
        ),
        pytest.param(
            "compose.yaml", "# $schema: https://json-schema.org/x\nservices: {web: {image: x}}", True, id="a comment names one"
        ),
    ],
)
def test_claims(name: str, text: str, claimed: bool) -> None:
    assert ComposeParser().claims(Source(name, text), Context(files=Files(), path=name)) is claimed


def test_the_registry_finds_it() -> None:
    source = Source("compose.yaml", "services: {web: {image: x}}")
    parser = parser_for(source, Context(files=Files(), path="compose.yaml"))
    assert parser is not None
    assert parser.syntax == "compose"


@pytest.mark.parametrize(
    ("present", "chosen"),
    [
        pytest.param(["docker-compose.yml", "compose.yaml"], ["compose.yaml"], id="the newer name first"),
        pytest.param(["docker-compose.yaml", "docker-compose.yml"], ["docker-compose.yml"], id="yml before yaml of the older"),
        pytest.param(["compose.yaml", "compose.yml"], ["compose.yaml"], id="yaml before yml of the newer"),
        pytest.param(
            ["compose.yaml", "docker-compose.override.yml"], ["compose.yaml", "docker-compose.override.yml"], id="any override"
        ),
        pytest.param(
            ["compose.yml", "compose.override.yaml", "compose.override.yml"],
            ["compose.yml", "compose.override.yml"],
            id="yml first",
        ),
        pytest.param(["compose.override.yml"], [], id="an override alone"),
    ],
)
def test_discovery(tmp_path: Path, present: list[str], chosen: list[str]) -> None:
    for name in present:
        (tmp_path / name).write_text("services: {}\n")
    found = project_files(Files(), str(tmp_path), Variables({}, open_world=True))
    assert [Path(path).name for path in found] == chosen


def test_discovery_walks_up(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services: {}\n")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert find_project(Files(), str(below), Variables({}, open_world=True)) == [str(tmp_path / "compose.yaml")]


def test_compose_file_names_the_files(tmp_path: Path) -> None:
    variables = Variables({"COMPOSE_FILE": "a.yaml,b.yaml", "COMPOSE_PATH_SEPARATOR": ","}, open_world=True)
    assert [Path(path).name for path in project_files(Files(), str(tmp_path), variables)] == ["a.yaml", "b.yaml"]


def test_a_folder_means_the_project_and_a_named_file_itself() -> None:
    override = "services: {web: {privileged: true}}"
    main = "services: {web: {image: x}}"
    of_folder = read(main, named=False, compose__override__yaml=override)
    by_name = read(main, compose__override__yaml=override)
    assert of_folder.workloads[0].containers[0].privileged is True
    assert by_name.workloads[0].containers[0].privileged is None


def test_the_override_of_a_folder_is_read_once() -> None:
    parsed = read("services: {web: {}}", name="compose.override.yaml", named=False, compose__yaml="services: {web: {image: x}}")
    assert parsed.workloads == ()
    assert [skip.reason for skip in parsed.skipped] == ["read as a part of compose.yaml"]


def test_the_env_file_of_the_project_and_those_that_are_named() -> None:
    text = "services: {web: {image: 'x:${TAG}'}}"
    files = Files({"compose.yaml": text, ".env": "TAG=1", "other.env": "TAG=2"})
    tags = []
    for env_files in ((), ("other.env",)):
        context = Context(files=files, path="compose.yaml", env_files=env_files)
        (workload,) = ComposeParser().parse(files.read("compose.yaml"), context).workloads
        image = workload.containers[0].image
        assert image is not None
        tags.append(image.tag)
    assert tags == ["1", "2"]


def test_a_broken_env_file_is_a_problem() -> None:
    files = Files({"compose.yaml": "services: {web: {image: x}}", ".env": "A='open\n"})
    parsed = ComposeParser().parse(files.read("compose.yaml"), Context(files=files, path="compose.yaml"))
    (problem,) = parsed.problems
    assert (problem.kind, problem.message) == ("read", ".env: line 1: a quoted value does not end")


def test_the_environment_counts_only_where_it_is_let_in() -> None:
    text = "services: {web: {image: x, privileged: '${P}', environment: [A]}}"
    shut, let_in = read(text), read(text, env={"P": "true", "A": "1"})
    assert repr(shut.workloads[0].containers[0].privileged).startswith("Unknown")
    assert shut.workloads[0].containers[0].env[0].value is None
    assert let_in.workloads[0].containers[0].privileged is True
    assert let_in.workloads[0].containers[0].env[0].value == "1"


def test_show_reads_a_variable_without_value_as_empty() -> None:
    text = "services: {web: {image: x, hostname: 'a${B}c'}}"
    assert read(text, show=True).workloads[0].containers[0].hostname == "ac"
    unknown = read(text).workloads[0].containers[0].hostname
    assert (unknown.prefix, unknown.suffix, unknown.written) == ("a", "c", "a${B}c")  # type: ignore[union-attr]


def test_a_file_of_the_first_version_is_a_flat_map_of_services() -> None:
    parsed = read(
        """
        web: {image: x, net: host, privileged: true, links: [db], log_driver: none}
        db: {build: ., dockerfile: D}
    """,
        name="docker-compose.yml",
    )
    web, db = (workload.containers[0] for workload in parsed.workloads[:2])
    assert (web.name, web.network_mode, web.privileged, db.name) == ("web", "host", True, "db")
    assert web.log_config is not None
    assert web.log_config.type == "none"
    assert "first version" in parsed.projects[0].notes[0].reason  # type: ignore[attr-defined]


def test_profiles_are_marked() -> None:
    assert read("services: {web: {image: x, profiles: [debug]}}").workloads[0].containers[0].profiles == ("debug",)


def test_resources_of_the_project() -> None:
    (project,) = read("""
        services: {web: {image: x}}
        networks: {n: {driver: bridge}}
        volumes: {v: {driver_opts: {type: none, o: bind, device: /}}}
    """).projects
    assert [(one.kind, one.name, one.at().text) for one in project.resources] == [("network", "n", "n"), ("volume", "v", "v")]
    assert project.resources[1].at("driver_opts.device").text == "/"
    assert project.complete
