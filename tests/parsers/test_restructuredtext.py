"""reStructuredText: which of its blocks hold commands, and where each was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from lintainer.model import Unknown
from lintainer.parsers.registry import PARSERS
from lintainer.run import gather
from lintainer.settings import Settings
from tests.parsers.front_ends import RST

containers, only = RST.containers, RST.only
RUN = "docker run --privileged x"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f".. code-block:: bash\n\n   {RUN}\n", id="code-block"),
        pytest.param(f".. code-block:: console\n\n   $ {RUN}\n   docker run y\n", id="transcript"),
        pytest.param(f".. code-block:: console\n\n   # {RUN}\n", id="prompt of root"),
        pytest.param(f".. code:: sh\n\n  {RUN}\n", id="code"),
        pytest.param(f".. sourcecode:: shell\n\n\t{RUN}\n", id="sourcecode, indented by a tab"),
        pytest.param(f".. code-block::\n\n   {RUN}\n", id="no language"),
        pytest.param(f".. py:code-block:: sh\n\n   {RUN}\n", id="a domain"),
        pytest.param(f".. CODE-BLOCK:: BASH\n\n   {RUN}\n", id="in capitals"),
        pytest.param(f".. code-block:: bash\n   :caption: a\n   :linenos:\n\n   {RUN}\n", id="options"),
        pytest.param(f".. code-block:: bash\n   {RUN}\n", id="no empty line"),
        pytest.param(f".. prompt:: bash $\n\n   {RUN}\n", id="prompt"),
        pytest.param(f".. prompt:: bash $ auto\n\n   $ {RUN}\n   docker run y\n", id="prompt with output"),
        pytest.param(".. parsed-literal::\n\n   docker run **--privileged** *x*\n", id="parsed-literal"),
        pytest.param(f".. code-tab:: bash\n\n   {RUN}\n", id="code-tab"),
        pytest.param(f"Run::\n\n  {RUN}\n", id="literal block"),
        pytest.param(f"Run ::\n\n  {RUN}\n", id="literal block, the colons by themselves"),
        pytest.param(f"::\n\n\n  {RUN}\n", id="literal block behind nothing"),
        pytest.param(f"Run::\n\n$ {RUN}\n", id="quoted literal block"),
        pytest.param(f"- Run::\n\n    {RUN}\n", id="in a list"),
        pytest.param(f"a. Run::\n\n       {RUN}\n", id="in a numbered list"),
        pytest.param(f".. note::\n\n   Run::\n\n     {RUN}\n", id="in a note"),
        pytest.param(f".. note:: Run::\n\n     {RUN}\n", id="in a note's first line"),
        pytest.param(f".. tabs::\n   .. tab:: a\n      .. code-block:: sh\n\n         {RUN}\n", id="nested"),
        pytest.param(f"..\n\n  Run::\n\n    {RUN}\n", id="behind an empty comment"),
        pytest.param(f".. _target:\n\n.. code-block:: sh\n\n   {RUN}\n", id="behind a target"),
        pytest.param(".. code-block:: bash\n\n   docker run \\\n     --privileged \\\n     x\n\nEnd\n", id="continuations"),
        pytest.param(
            ".. parsed-literal::\n\n   docker run \\\\\n     --privileged x\n", id="continuations in a parsed-literal"
        ),
        pytest.param(".. code-block:: powershell\n\n   docker run `\n     --privileged x\n", id="PowerShell"),
        pytest.param(f"Title\r\n=====\r\n\r\n.. code-block:: sh\r\n\r\n   {RUN}\r\n", id="CRLF"),
        pytest.param(f"é 漢字::\n\n  # é\n  {RUN}", id="non-ASCII, no last line break"),
    ],
)
def test_a_privileged_container_is_found_at_its_place(text: str) -> None:
    RST.finds_privileged(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{RUN}\n", id="prose"),
        pytest.param(f"``{RUN}``\n", id="inline"),
        pytest.param(f"Quoted:\n\n  {RUN}\n", id="block quote"),
        pytest.param(f".. note:: {RUN}\n", id="note"),
        pytest.param(f".. code-block:: python\n\n   run('{RUN}')\n   {RUN}\n", id="another language"),
        pytest.param(f".. comment\n   ::\n\n     {RUN}\n", id="comment"),
        pytest.param(f"..\n   Run::\n\n     {RUN}\n", id="comment with its text below"),
        pytest.param(f"Run::\n{RUN}\n", id="no empty line behind the colons"),
        pytest.param(f"Run::\n\n{RUN}\n", id="no indentation"),
        pytest.param(f".. code-block:: sh\n\n   true\n\n{RUN}\n", id="behind a block"),
        pytest.param(f".. code-block:: sh\n\n{RUN}\n", id="an empty block"),
        pytest.param(f".. code-block:: sh\n\n   # {RUN}\n", id="comment of the shell"),
        pytest.param(f".. code-block:: console\n\n   $ ls\n   {RUN}\n", id="output"),
        pytest.param("", id="empty"),
        pytest.param("docker ..\n::", id="nothing behind the colons"),
    ],
)
def test_no_command(text: str) -> None:
    assert containers(text + "\n.. docker\n") == []


def test_substitutions_are_unknown() -> None:
    found = only(".. parsed-literal::\n\n   docker run -v |data|:/x:ro --name a\\*b y:|release|\n")
    (mount,) = found.mounts
    assert isinstance(mount.source, Unknown)
    assert (mount.at("source").text, mount.target, found.name) == ("|data|", "/x", "a*b")
    assert found.image is not None
    assert (found.image.repository, isinstance(found.image.tag, Unknown)) == ("y", True)


def test_marks_are_no_text_and_places_are_exact() -> None:
    found = only(".. parsed-literal::\n\n   docker run -v */a/b*:/c **--pid host** -e 'A=x\\|y' *z*:1\n")
    assert [(one.source, one.target, one.at("target").text) for one in found.mounts] == [("/a/b", "/c", "/c")]
    assert (found.pid_mode, found.at("pid_mode").text) == ("host", "--pid host")
    assert [one.value for one in found.env] == ["x|y"]
    assert found.image is not None
    assert (found.image.repository, found.image.tag) == ("z", "1")


def test_outside_of_a_parsed_literal_marks_are_text() -> None:
    found = only("::\n\n  docker run -e A=**b** -e 'C=|d|' x\n")
    assert [one.value for one in found.env] == ["**b**", "|d|"]


def test_yaml_is_read_by_the_front_ends_for_it() -> None:
    text = ".. code-block:: yaml\n\n   services:\n     web: {image: x, privileged: true}\n\nAnd::\n\n  "
    pod = "apiVersion: v1\n  kind: Pod\n  metadata: {name: p}\n  spec: {hostPID: true, containers: [{name: c, image: y}]}"
    found = containers(text + pod)
    assert [(one.syntax, one.name) for one in found] == [("compose", "web"), ("kubernetes", "c")]
    assert (found[0].at("privileged").text, found[0].at("privileged").region.line) == ("true", 4)
    assert (found[1].at("pid_mode").text, found[1].at("pid_mode").region.line) == ("true", 11)


def test_remarks() -> None:
    RST.covers(f"Run::\n\n  # lintainer: ignore[privileged] shown on purpose\n  {RUN}\n", "--privileged x")


@pytest.mark.parametrize(
    ("path", "docs", "read"),
    [
        pytest.param("a.rst", False, 1, id="named"),
        pytest.param(".", False, 0, id="in a folder"),
        pytest.param(".", True, 1, id="in a folder, with --docs"),
    ],
)
def test_documents_are_read_when_asked_for(
    path: str, docs: bool, read: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.rst").write_text(f"::\n\n  {RUN}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = gather([path], Settings(docs=docs, allow_empty=True), PARSERS, None, None)
    assert len(found.inputs) == read
