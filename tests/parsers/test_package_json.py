"""package.json: which scripts are read, what npm's variables are worth, and where each part was written in the JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lintainer.model import Unknown
from tests.parsers.front_ends import PACKAGE_JSON

containers, only = PACKAGE_JSON.containers, PACKAGE_JSON.only


def package(script: str, **others: object) -> str:
    return json.dumps({"name": "shop", "version": "1.2.3", **others, "scripts": {"up": script}}, indent=2, ensure_ascii=False)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(package("docker run --privileged x"), id="script"),
        pytest.param('{"scripts":{"a":"docker run --privileged x"}}', id="on one line"),
        pytest.param('{\r\n\t"scripts" : {\r\n\t"a" : "docker run --privileged x" } }', id="tabs, CRLF"),
        pytest.param(package('docker run -e "A=b c" --privileged x'), id="double quotes before it"),
        pytest.param(package("docker run -e A='b \\' --privileged x"), id="a backslash before it"),
        pytest.param(package("docker run -e A=é漢😀 --privileged x"), id="non-ASCII before it"),
        pytest.param('{"scripts": {"a": "docker run -e A=\\u00e9\\ud83d\\ude00 --privileged x"}}', id="escapes"),
        pytest.param('{"scripts": {"a": "docker run \\\\\\n  --privileged x"}}', id="a line break as an escape"),
        pytest.param(package("npm run build && docker run --privileged x | tee log"), id="list and pipe"),
        pytest.param(package('sh -c "docker run --privileged x"'), id="sh -c"),
        pytest.param(package("sh -c \"docker run -e 'A=b c' --privileged x\""), id="quotes in quotes"),
        pytest.param(package("cross-env A=b C=d docker run --privileged x"), id="cross-env"),
        pytest.param(package('concurrently -n a,b "npm start" "docker run --privileged x"'), id="concurrently"),
        pytest.param(package("dotenv -e .env -- docker run --privileged x"), id="dotenv"),
        pytest.param(package("O=--privileged; docker run $O x"), id="variable"),
        pytest.param(
            package("docker run $npm_package_config_opts x", config={"opts": "--privileged"}), id="config"
        ),
        pytest.param('{"scripts": {"a": "true"}, "scripts": {"a": "docker run --privileged x"}}', id="twice"),
        pytest.param('{"x": {"scripts": {}}, "scripts": {"a": "docker run --privileged x"}}', id="at the top alone"),
    ],
)  # fmt: skip
def test_a_privileged_container_is_found_at_its_place(text: str) -> None:
    PACKAGE_JSON.finds_privileged(text)


def test_a_place_holds_the_escapes_of_json() -> None:
    PACKAGE_JSON.finds_privileged(package('docker run "--privileged" x'), '\\"--privileged\\"')
    PACKAGE_JSON.finds_privileged('{"scripts": {"a": "docker run --priv\\u0069leged x"}}', "--priv\\u0069leged")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(package("echo docker run x"), id="argument of another command"),
        pytest.param(package("npm run docker:run"), id="another script"),
        pytest.param(package("docker build . && npm run x"), id="another subcommand"),
        pytest.param('{"scripts": {"a": ["docker run x"], "b": {"c": "docker run x"}, "d": null}}', id="no string"),
        pytest.param('{"scripts": {}, "docker run": "docker run x"}', id="another key"),
        pytest.param('["scripts", {"scripts": {"a": "docker run x"}}]', id="a list"),
        pytest.param('{"scripts": {"a": "docker run x', id="a string that does not end"),
    ],
)
def test_no_command(text: str) -> None:
    assert containers(text) == []


@pytest.mark.parametrize(
    ("image", "wanted"),
    [
        pytest.param("$npm_package_name:$npm_package_version", "shop:1.2.3", id="name and version"),
        pytest.param("a:${npm_package_config_db_tag}", "a:16", id="config in config"),
        pytest.param("a:$npm_package_config_no_", "a:8", id="number, and a name with a sign"),
        pytest.param("$npm_package_description", None, id="another key"),
        pytest.param("$npm_config_image", None, id="npm's own configuration"),
        pytest.param("$IMAGE", None, id="the environment"),
        pytest.param("$(cat image)", None, id="a command's output"),
    ],
)
def test_images_in_variables(image: str, wanted: str | None) -> None:
    config = {"db": {"tag": "16"}, "no-": 8, "db_tag": "16"}
    found = only(package(f"docker run {image}", description="x:1", config=config)).image
    assert found is not None
    if wanted is None:
        assert isinstance(found.repository, Unknown)
    else:
        assert f"{found.repository}:{found.tag}" == wanted


def test_a_place_in_quotes_is_exact() -> None:
    found = only(package('docker run -v "/etc:/host etc" -e "A=\\"b\\"" --cap-add=SYS_ADMIN x'))
    assert found.mounts[0].at("source").text == "/etc"
    assert found.mounts[0].at("target").text == "/host etc"
    assert found.cap_add[0].at().text == "SYS_ADMIN"
    assert [(one.name, one.value) for one in found.env] == [("A", '"b"')]


def test_scripts_share_no_variables() -> None:
    image = only('{"scripts": {"a": "I=x", "b": "docker run $I"}}').image
    assert image is not None
    assert isinstance(image.repository, Unknown)


def test_scripts_run_in_the_folder_of_the_package(tmp_path: Path) -> None:
    (tmp_path / "a.env").write_text("A=b\n")
    assert [one.name for one in only(package("docker run --env-file a.env x"), str(tmp_path / "package.json")).env] == ["A"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("package-lock.json", package("docker run x"), id="another name"),
        pytest.param("package.json", '{"name": "docker-run", "dependencies": {"docker": "1"}}', id="without scripts"),
        pytest.param("package.json", '{"description": "docker run", "scripts": {"a": "tsc"}}', id="a client before them"),
        pytest.param("package.json", package("docker build ."), id="a client that starts nothing"),
    ],
)
def test_what_is_left_alone(name: str, text: str) -> None:
    assert not PACKAGE_JSON.claims(text, name)


@pytest.mark.parametrize("text", ['{"a":' * 5000, '{"scripts": {"docker run": ' + "[" * 5000, '"\\' * 5000, "}" * 5000])
def test_hostile_text_is_read(text: str) -> None:
    assert containers('{"scripts": {"a": "docker run x"}, "b": ' + text) or text.startswith('"')
