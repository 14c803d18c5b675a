"""`docker compose` on a command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from lintainer.files import Files
from lintainer.parsers import Context, Parsed
from lintainer.parsers.compose.command import options, parse_compose


def parse(line: str) -> Parsed:
    return parse_compose(line.split(), Context(files=Files()))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.yaml").write_text("services: {web: {image: 'x:${TAG:-none}', cap_add: [A]}}\n")
    (tmp_path / "b.yaml").write_text("services: {web: {privileged: true, cap_add: [B]}}\n")
    (tmp_path / "compose.yaml").write_text("services: {found: {image: y}}\n")
    (tmp_path / "compose.override.yaml").write_text("services: {found: {privileged: true}}\n")
    (tmp_path / "t.env").write_text("TAG=given\n")
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("docker compose -f a -f b up -f c", {"file": ["a", "b"]}),
        (
            "docker-compose --file=a --env-file e -p n --profile x run web",
            {"file": ["a"], "env_file": ["e"], "name": ["n"], "profile": ["x"]},
        ),
        ("podman compose -fa --compatibility up", {"file": ["a"]}),
        ("docker compose up", {}),
    ],
)
def test_global_options(line: str, expected: dict[str, list[str]]) -> None:
    assert options(line.split()) == expected


def test_several_files_in_order(project: Path) -> None:
    (workload,) = parse("docker compose -f a.yaml -f b.yaml --env-file t.env up").workloads
    container = workload.containers[0]
    assert container.privileged is True
    assert [one.name for one in container.cap_add] == ["A", "B"]
    assert container.image is not None
    assert container.image.tag == "given"
    assert container.at("privileged").source.name == "b.yaml"


def test_without_files_they_are_found(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "below")
    (workload,) = parse("docker compose up").workloads
    assert (workload.name, workload.containers[0].privileged) == ("found", True)


def test_nothing_to_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (problem,) = parse("docker-compose -f missing.yaml up").problems
    assert (problem.kind, problem.message) == ("read", "missing.yaml: no such file or directory")
