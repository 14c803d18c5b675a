"""Markdown: which of its fences hold commands, and where each was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from lintainer.model import Unknown
from lintainer.parsers.registry import PARSERS
from lintainer.run import gather
from lintainer.settings import Settings
from tests.parsers.front_ends import MARKDOWN

parse, containers, only = MARKDOWN.parse, MARKDOWN.containers, MARKDOWN.only


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("```sh\ndocker run --privileged x\n```\n", id="sh"),
        pytest.param("```\ndocker run --privileged x\n```\n", id="no language"),
        pytest.param("~~~ bash\ndocker run --privileged x\n~~~\n", id="tildes"),
        pytest.param("````bash\n```\ndocker run --privileged x\n````\n", id="longer fence"),
        pytest.param("```{.bash .numberLines}\ndocker run --privileged x\n```\n", id="attributes"),
        pytest.param("```bash title=a\ndocker run --privileged x\n```\n", id="words behind the language"),
        pytest.param("```sh\ndocker run \\\n  --privileged \\\n  x\n```\n", id="continuations"),
        pytest.param("```sh\r\ndocker run \\\r\n  --privileged x\r\n```\r\n", id="CRLF"),
        pytest.param("```sh\ndocker run --privileged x", id="not closed"),
        pytest.param("1. Run\n\n   ```sh\n   docker run \\\n     --privileged x\n   ```\n", id="in a list"),
        pytest.param("- ```sh\n  docker run --privileged x\n  ```\n", id="behind a list's mark"),
        pytest.param("> ```sh\n> docker run \\\n>   --privileged x\n> ```\n", id="in a quote"),
        pytest.param("```console\n$ docker run --privileged x\nhello\n```\n", id="prompt"),
        pytest.param("```console\n$ docker run \\\n> --privileged x\nhello\n```\n", id="prompt of a continuation"),
        pytest.param("```console\n$ docker run \\\n    --privileged x\ndocker run y\n```\n", id="output is no command"),
        pytest.param("```console\n# docker run --privileged x\n```\n", id="prompt of root"),
        pytest.param("```sh\nme@host:~/a$ docker run --privileged x\n```\n", id="prompt with user and host"),
        pytest.param("```sh\ndocker run -v <your folder>:/x --privileged x\n```\n", id="placeholder before it"),
        pytest.param("# é 漢字\n\n```sh\n# é\ndocker run --privileged x\n```\n", id="non-ASCII before it"),
    ],
)
def test_a_privileged_container_is_found_at_its_place(text: str) -> None:
    MARKDOWN.finds_privileged(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("docker run x\n", id="prose"),
        pytest.param("`docker run x`\n", id="code in a line"),
        pytest.param("``` docker run x ```\n", id="code in a line with three marks"),
        pytest.param("```yaml\nrun: docker run x\n```\n", id="YAML"),
        pytest.param("```powershell\ndocker run `\n  x\n```\n", id="PowerShell"),
        pytest.param("```sh\n# docker run x\n```\n", id="comment"),
        pytest.param("```console\n$ ls\ndocker run x\n```\n", id="output"),
        pytest.param("```sh\ntrue\n```\ndocker run x\n", id="behind a fence"),
        pytest.param("> ```sh\n> true\ndocker run x\n", id="behind a quote"),
    ],
)
def test_no_command(text: str) -> None:
    assert containers(text) == []


def test_a_placeholder_is_unknown() -> None:
    found = only("```sh\ndocker run -v <path>:/data:ro <image>\n```\n")
    (mount,) = found.mounts
    assert isinstance(mount.source, Unknown)
    assert mount.at("source").text == "<path>"
    assert mount.target == "/data"
    assert found.image is not None
    assert isinstance(found.image.tag, Unknown)


def test_several_fences_share_no_variables() -> None:
    found = containers("```sh\nI=a:1\n```\n\n```sh\ndocker run $I\n```\n")
    assert [isinstance(one.image.repository, Unknown) for one in found if one.image] == [True]


def test_remarks() -> None:
    text = "```sh\n# lintainer: ignore[privileged] shown on purpose\ndocker run \\\n  --privileged x\n```\n"
    MARKDOWN.covers(text, "--privileged x")


@pytest.mark.parametrize(
    ("path", "docs", "read"),
    [
        pytest.param("README.md", False, 1, id="named"),
        pytest.param(".", False, 0, id="in a folder"),
        pytest.param(".", True, 1, id="in a folder, with --docs"),
    ],
)
def test_documents_are_read_when_asked_for(
    path: str, docs: bool, read: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "README.md").write_text("```sh\ndocker run --privileged x\n```\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = gather([path], Settings(docs=docs, allow_empty=True), PARSERS, None, None)
    assert len(found.inputs) == read
