"""Dev containers: the container that `devcontainer.json` describes, its variables, and the commands beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lintainer.files import Files
from lintainer.model import Container, Unknown
from lintainer.parsers import Context
from lintainer.parsers.devcontainer.parser import DevcontainerParser
from lintainer.source import Source
from tests.parsers.front_ends import DEVCONTAINER

parse, containers, only = DEVCONTAINER.parse, DEVCONTAINER.containers, DEVCONTAINER.only


def written(**keys: Any) -> str:
    return json.dumps({"image": "x:1", **keys}, indent=2, ensure_ascii=False)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param('{"image": "x", "privileged": true}', "true", id="key"),
        pytest.param('{"image": "x", "privileged": true,}', "true", id="a comma behind the last entry"),
        pytest.param('// a "b\n{"image": "x", /* c, */ "privileged": true // d\n}', "true", id="comments"),
        pytest.param('/* not closed\n*/{"image": "http://x", "privileged": true}', "true", id="slashes in a string"),
        pytest.param('{\r\n\t"image": "é漢",\r\n\t"privileged": true\r\n}\r\n', "true", id="tabs, CRLF, non-ASCII"),
        pytest.param('{"runArgs": ["--privileged"], "image": "x"}', '"--privileged"', id="runArgs"),
        pytest.param('{"runArgs": ["--rm", "--privileged=true"], "image": "x"}', '"--privileged=true"', id="with a value"),
        pytest.param('{"build": {"dockerfile": "D"}, "privileged": true}', "true", id="build"),
        pytest.param('{"dockerFile": "D", "privileged": true}', "true", id="dockerFile"),
        pytest.param('{"dockerComposeFile": "c.yml", "service": "a", "privileged": true}', "true", id="Compose"),
        pytest.param('{"image": "x", "privileged": "false"}', '"false"', id="any text is true"),
    ],
)
def test_a_privileged_container_is_found_at_its_place(text: str, place: str) -> None:
    DEVCONTAINER.finds_privileged(text, place)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"image": "x", "privileged": false}', id="false"),
        pytest.param('{"image": "x", "privileged": ""}', id="empty"),
        pytest.param('{"image": "x", // "privileged": true\n}', id="comment"),
        pytest.param('{"image": "x", "customizations": {"privileged": true}}', id="below another key"),
        pytest.param('{"dockerComposeFile": "c.yml", "runArgs": ["--privileged"], "init": true}', id="runArgs beside Compose"),
    ],
)
def test_not_privileged(text: str) -> None:
    assert only(text).privileged is None


@pytest.mark.parametrize(
    ("keys", "field", "value", "place"),
    [
        pytest.param({"init": True}, "init", True, "true", id="init"),
        pytest.param({"containerUser": "0"}, "user", 0, '"0"', id="containerUser"),
        pytest.param({"runArgs": ["-u", "a"], "containerUser": "b"}, "user", "a", '"a"', id="runArgs come behind"),
        pytest.param({"runArgs": ["--net=host"]}, "network_mode", "host", '"--net=host"', id="network"),
        pytest.param(
            {"securityOpt": ["no-new-privileges"]}, "no_new_privileges", True, '"no-new-privileges"', id="securityOpt"
        ),
    ],
)
def test_keys(keys: dict[str, Any], field: str, value: object, place: str) -> None:
    found = only(written(**keys))
    assert getattr(found, field) == value
    assert found.at(field).text == place


def test_capabilities_and_profiles() -> None:
    found = only(written(capAdd=["SYS_ADMIN", "CAP_BPF"], securityOpt=["seccomp=unconfined", "apparmor=unconfined"]))
    assert [(one.name, one.at().text) for one in found.cap_add] == [("SYS_ADMIN", '"SYS_ADMIN"'), ("BPF", '"CAP_BPF"')]
    assert found.seccomp is not None
    assert found.apparmor is not None
    assert (found.seccomp.at().text, found.apparmor.at().text) == ("unconfined", "unconfined")


@pytest.mark.parametrize(
    ("mount", "wanted", "place"),
    [
        pytest.param("type=bind,source=/etc,target=/e,readonly", ("bind", "/etc", "/e", True), "/etc", id="text"),
        pytest.param({"type": "bind", "source": "/etc", "target": "/e"}, ("bind", "/etc", "/e", None), "/etc", id="object"),
        pytest.param({"target": "/e", "type": "volume", "source": "v"}, ("volume", "v", "/e", None), "v", id="volume"),
        pytest.param({"type": "tmpfs", "target": "/e"}, ("tmpfs", None, "/e", None), None, id="tmpfs"),
        pytest.param("src=${localWorkspaceFolder}/a,dst=/e,type=bind", ("bind", "a", "/e", None), None, id="project"),
        pytest.param("src=${localEnv:HOME},dst=/e,type=bind", ("bind", ".", "/e", None), "${localEnv:HOME}", id="home"),
    ],
)
def test_mounts(mount: object, wanted: tuple[object, ...], place: str | None) -> None:
    (found,) = only(written(mounts=[mount])).mounts
    assert (found.type, found.source, found.target, found.read_only or None) == wanted
    if place is not None:
        assert found.at("source").text == place


def test_the_mount_of_the_project() -> None:
    text = written(workspaceMount="source=${localWorkspaceFolder},target=${containerWorkspaceFolder}/a,type=bind")
    (found,) = only(text).mounts
    assert found.base == "project"
    assert isinstance(found.target, Unknown)
    (found,) = only(text.replace('"workspaceMount"', '"workspaceFolder": "/w", "workspaceMount"')).mounts
    assert found.target == "/w/a"
    assert only(written(workspaceMount="")).mounts == ()


def test_a_port_that_is_a_number_is_published_to_the_machine_itself() -> None:
    found = only(written(appPort=[3000, "4000:80"])).ports
    assert [(one.host_ip, one.host_port, one.container_port) for one in found] == [("127.0.0.1", 3000, 3000), (None, 4000, 80)]
    assert [one.at().text for one in found] == ["3000", '"4000:80"']
    assert len(only(written(appPort=3000)).ports) == 1
    assert only(written(forwardPorts=[3000])).ports == ()


@pytest.mark.parametrize(
    ("image", "tag"),
    [
        pytest.param("x:${localEnv:TAG}", None, id="environment"),
        pytest.param("x:${env:TAG}", None, id="its older name"),
        pytest.param("x:${localEnv:TAG:1.2}", "1.2", id="default"),
        pytest.param("x:${localEnv:TAG:1:2}", "1", id="what follows the default is dropped"),
        pytest.param("x:${devcontainerId}", None, id="made by the tool"),
        pytest.param("x:${templateOption:tag}", None, id="of a template"),
        pytest.param("x:${localEnv}", None, id="without a name"),
    ],
)
def test_variables(image: str, tag: str | None) -> None:
    found = only(written(image=image)).image
    assert found is not None
    assert isinstance(found.tag, Unknown) if tag is None else found.tag == tag


@pytest.mark.parametrize(
    ("folder", "base"),
    [
        pytest.param("${localEnv:HOME}/.ssh", "home", id="home"),
        pytest.param("${localEnv:HOME}${localEnv:USERPROFILE}/.ssh", "home", id="home on any system"),
        pytest.param("${localEnv:USERPROFILE}${localEnv:HOME}/.ssh", "home", id="the other way round"),
        pytest.param("${localHomeFolder}/.ssh", "home", id="home by its own name"),
        pytest.param("${localWorkspaceFolder}/.ssh", "project", id="project"),
        pytest.param("${localEnv:OTHER}/.ssh", "unknown", id="unknown"),
    ],
)
def test_folders(folder: str, base: str) -> None:
    (found,) = only(written(runArgs=["-v", f"{folder}:/x"])).mounts
    assert (found.base, found.target) == (base, "/x")
    assert found.at("source").text == folder


def test_the_environment() -> None:
    found = only(written(containerEnv={"A": "b c", "S": "${localEnv:S}"})).env
    assert [(one.name, one.value) for one in found] == [("A", "b c"), ("S", Unknown())]
    assert [one.at("value").text for one in found] == ["b c", "${localEnv:S}"]


def test_features_may_add_to_the_container() -> None:
    found = only(written(features={"ghcr.io/devcontainers/features/docker-in-docker:2": {}}))
    assert {"privileged", "cap_add", "mounts", "security_opt"} <= found.incomplete
    assert "image" not in found.incomplete
    assert only(written(features={})).incomplete == frozenset()


def test_the_user_of_tools_is_one_of_commands_in_the_container() -> None:
    own, tools = containers(written(remoteUser="root"))
    assert (own.role, own.user, tools.role, tools.user) == ("main", None, "exec", "root")
    assert tools.at("user").text == '"root"'
    assert len(containers(written(remoteUser="dev", containerUser="dev"))) == 1


def test_a_service_of_compose_is_completed() -> None:
    parsed = parse('{"dockerComposeFile": ["a.yml", "b.yml"], "service": "web", "capAdd": ["BPF"]}')
    (found,) = [container for workload in parsed.workloads for container in workload.containers]
    assert (found.name, found.image, found.is_complete("memory")) == ("web", None, False)
    assert [one.reason.split("`")[1] for one in parsed.skipped] == ["a.yml", "b.yml"]
    assert containers('{"dockerComposeFile": "a.yml", "service": "web", "runArgs": ["--privileged"]}') == []


@pytest.mark.parametrize(
    ("command", "images"),
    [
        pytest.param("docker run a && docker run b", ["a", "b"], id="text is for a shell"),
        pytest.param(["docker", "run", "a", "&&", "b"], ["a"], id="a list is not"),
        pytest.param(["sh", "-c", "docker run a"], ["a"], id="unless it asks for one"),
        pytest.param({"one": "docker run a", "two": ["docker", "run", "b"]}, ["a", "b"], id="several"),
        pytest.param("docker run ${localEnv:I:a}", ["a"], id="variables come first"),
        pytest.param("docker ps", [], id="another subcommand"),
        pytest.param([], [], id="empty"),
    ],
)
def test_commands(command: object, images: list[str]) -> None:
    found = containers(json.dumps({"initializeCommand": command}))
    assert [one.image.repository for one in found if one.image] == images


def test_remarks() -> None:
    text = '{\n  "image": "x",\n  // lintainer: ignore[privileged] a reason\n  "privileged": true\n}'
    (remark,) = parse(text).remarks
    assert text[slice(*remark.span)] == "// lintainer: ignore[privileged] a reason"
    assert text[slice(*remark.scope)].endswith('"privileged": true')
    (remark,) = parse('{"image": "x", "privileged": true /* lintainer: ignore[privileged] b */}').remarks
    assert '{"image": "x", "privileged": true /* lintainer: ignore[privileged] b */}'[slice(*remark.span)].endswith("] b")
    assert parse('{"image": "x // lintainer: ignore[privileged] c"}').remarks == ()


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"image": ', "// only a comment", '{"image": [1]}', '{"mounts": {"a": 1}, "image": "x"}']
)
def test_broken_files_are_read_without_a_crash(text: str) -> None:
    source = Source("devcontainer.json", text)
    parsed = DevcontainerParser().parse(source, Context(files=Files(), path="devcontainer.json"))
    assert source.text == text
    assert all(one.kind == "syntax" for one in parsed.problems)
    assert bool(parsed.problems) is (text in ("[]", "{", '{"image": '))


@pytest.mark.parametrize(
    ("name", "claimed"),
    [
        ("devcontainer.json", True),
        (".devcontainer.json", True),
        (".devcontainer/devcontainer.json", True),
        ("a/.devcontainer/python/devcontainer.json", True),
        ("devcontainer-feature.json", False),
        ("a.json", False),
    ],
)
def test_names(name: str, claimed: bool) -> None:
    assert DEVCONTAINER.claims('{"image": "x", "customizations": {"kind": "services"}}', name) is claimed


@pytest.mark.parametrize("name", [".devcontainer/devcontainer.json", ".devcontainer.json", ".devcontainer/a/devcontainer.json"])
def test_files_are_named_from_the_folder_of_the_project(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dev.env").write_text("A=1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def env(found: Container) -> list[str]:
        return [one.name for one in found.env if isinstance(one.name, str)]

    assert env(only(written(runArgs=["--env-file", "dev.env"]), name)) == ["A"]
    assert env(only(written(runArgs=["--env-file", "dev.env"]), f"sub/{name}")) == []
