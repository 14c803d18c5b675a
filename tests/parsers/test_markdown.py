"""Markdown: which of its fences hold commands, and where each was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from lintainer.files import Files
from lintainer.model import Unknown
from lintainer.parsers import Context
from lintainer.parsers.registry import PARSERS, parser_for
from lintainer.run import gather
from lintainer.settings import Settings
from lintainer.source import Source
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
        pytest.param("```powershell\ndocker run `\n  --privileged x\n```\n", id="PowerShell"),
        pytest.param("```bat\ndocker run ^\n  --privileged x\n```\n", id="cmd"),
        pytest.param("```\ndocker run `\n  --privileged `\n  x\n```\n", id="PowerShell by its continuation"),
        pytest.param("```\ndocker run ^\n  --privileged x\n```\n", id="cmd by its continuation"),
        pytest.param("```\nPS C:\\Users> docker run --privileged x\nhello\n```\n", id="prompt of PowerShell"),
        pytest.param("```\nC:\\>docker run --privileged x\nhello\n```\n", id="prompt of cmd"),
        pytest.param("```text\n> docker run --privileged x\nhello\n```\n", id="prompt of no shell in particular"),
        pytest.param("```\nroot@1a2b:/# docker run --privileged x\nhello\n```\n", id="prompt in a container"),
        pytest.param("```\n\u276f docker run --privileged x\nhello\n```\n", id="prompt with an arrow"),
        pytest.param("Run:\n\n    docker run \\\n      --privileged x\n\nDone\n", id="indented code"),
        pytest.param("\tdocker run --privileged x\n", id="code indented by a tab"),
        pytest.param("> Run:\n>\n>     docker run --privileged x\n", id="indented code in a quote"),
        pytest.param("- a\n\n      docker run --privileged x\n", id="indented code in a list"),
        pytest.param("-\t```sh\n\tdocker run --privileged x\n\t```\n", id="tabs in a list"),
        pytest.param("    ```sh\n    docker run --privileged x\n    ```\n", id="a fence indented too far"),
        pytest.param("```{code-block} sh\ndocker run --privileged x\n```\n", id="a directive of MyST"),
        pytest.param("```bash:run.sh\ndocker run --privileged x\n```\n", id="a file's name behind the language"),
        pytest.param("<!-- a -->\n```sh\ndocker run --privileged x\n```\n", id="behind an HTML comment"),
        pytest.param("```sh\ndocker run [OPTIONS] --privileged x [ARG...]\n```\n", id="optional words"),
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
        pytest.param("```powershell\n# docker run x\n```\n", id="comment in PowerShell"),
        pytest.param("```bat\nREM docker run x\n:: docker run x\n```\n", id="comments in cmd"),
        pytest.param("<!--\n```sh\ndocker run x\n```\n-->\n", id="HTML comment"),
        pytest.param("{/*\n```sh\ndocker run x\n```\n*/}\n", id="comment in MDX"),
        pytest.param("a paragraph\n    docker run x\n", id="indented line of a paragraph"),
        pytest.param("1. item\n\n    docker run x\n", id="paragraph of a list"),
        pytest.param("```\nPS> ls\ndocker run x\n```\n", id="output in PowerShell"),
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


@pytest.mark.parametrize("written", ["[OPTIONS]", "...", "…", "[--option value]", "[ARG...]", "<options>"])
def test_a_placeholder_by_itself_may_be_options(written: str) -> None:
    assert "*" in only(f"```sh\ndocker run {written} x\n```\n").incomplete


@pytest.mark.parametrize("written", ["{{ version }}", "<version>", "{{version}}"])
def test_a_placeholder_in_a_word(written: str) -> None:
    found = only(f"```sh\ndocker run --privileged x:{written}\n```\n").image
    assert found is not None
    assert (found.repository, isinstance(found.tag, Unknown)) == ("x", True)


@pytest.mark.parametrize("written", ["'{{.Name}}'", "'[\"a\"]'", "a[1]", "'...'", "./..."])
def test_no_placeholder(written: str) -> None:
    found = only(f"```sh\ndocker run -l x={written} y\n```\n")
    assert [label.value for label in found.labels] == [written.strip("'")]


@pytest.mark.parametrize(
    ("language", "written", "base", "source", "place"),
    [
        ("powershell", "${PWD}:/x", "project", ".", "${PWD}"),
        ("powershell", "$pwd\\a:/x", "project", "a", "$pwd\\a"),
        ("powershell", "$(Get-Location):/x", "project", ".", "$(Get-Location)"),
        ("powershell", "$env:USERPROFILE/a:/x", "home", "a", "$env:USERPROFILE/a"),
        ("powershell", "$env:DATA:/x", "unknown", None, "$env:DATA"),
        ("cmd", "%cd%:/x", "project", ".", "%cd%"),
        ("cmd", "%USERPROFILE%/a:/x", "home", "a", "%USERPROFILE%/a"),
        ("cmd", '"%DATA%":/x', "unknown", None, "%DATA%"),
    ],
)
def test_folders_in_windows(language: str, written: str, base: str, source: str | None, place: str) -> None:
    (mount,) = only(f"```{language}\ndocker run -v {written} y\n```\n").mounts
    assert (mount.base, mount.target) == (base, "/x")
    assert source is None or mount.source == source
    assert mount.at("source").text.strip('"') == place


@pytest.mark.parametrize(
    ("language", "written", "value"),
    [
        ("powershell", r"A=C:\a\b", r"C:\a\b"),
        ("powershell", r'"A=C:\a b"', r"C:\a b"),
        ("powershell", r"'A=C:\a b'", r"C:\a b"),
        ("powershell", '"A=`"b`""', '"b"'),
        ("powershell", "A=`$b", "$b"),
        ("cmd", r"A=C:\a\b", r"C:\a\b"),
        ("cmd", "A='b'", "'b'"),
        ("cmd", "A=$b#c", "$b#c"),
        ("cmd", "A=b^&c", "b&c"),
        ("cmd", '"A=b^c"', "b^c"),
        ("cmd", "A=50%%", "50%"),
    ],
)
def test_values_in_windows(language: str, written: str, value: str) -> None:
    text = f"```{language}\ndocker run -e {written} y\n```\n"
    (variable,) = only(text).env
    assert variable.value == value
    assert text[slice(*variable.at().span)] == written


def test_yaml_is_read_by_the_front_ends_for_it() -> None:
    compose = "services:\n  web:\n    image: x:1\n    privileged: true\n"
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {hostPID: true, containers: [{name: c, image: y}]}\n"
    quoted = "".join(f"> {line}\n" for line in pod.splitlines())
    parsed = parse(f"# é\n```yaml\n{compose}```\n> ```yml\n{quoted}> ```\n", "a.md")
    found = [(one.syntax, one.name, one.containers[0].name) for one in parsed.workloads]
    assert found == [("compose", "web", "web"), ("kubernetes", "p", "c")]
    first, second = (one.containers[0] for one in parsed.workloads)
    assert (first.at("privileged").text, first.at("privileged").region.line) == ("true", 6)
    assert (second.at("pid_mode").text, second.at("pid_mode").region.column) == ("true", 19)
    assert [(one.kind, one.complete) for one in parsed.projects] == [
        ("commands", True),
        ("compose", False),
        ("manifests", False),
    ]


def test_what_follows_an_example_in_yaml_keeps_its_place() -> None:
    fence = "```yaml\nservices:\n  a: {image: x}\n```\n"
    parsed = parse(f"{fence}text\n{fence}```sh\ndocker run y\n```\n")
    assert [one.at().region.line for one in parsed.workloads] == [11, 3, 8]


@pytest.mark.parametrize("language", ["ini", "systemd", ""])
def test_units_are_read_by_the_front_end_for_them(language: str) -> None:
    unit = "[Unit]\nDescription=x\n[Service]\nEnvironment=I=a:1\nExecStart=/usr/bin/docker run \\\n  --privileged ${I}\n"
    found = only(f"1. Save\n\n   ```{language}\n{''.join(f'   {line}' + chr(10) for line in unit.splitlines())}   ```\n")
    assert (found.syntax, found.image and found.image.tag) == ("systemd", "1")
    assert (found.at("privileged").text, found.at("privileged").region.line) == ("--privileged", 9)


def test_parts_of_a_project_are_no_errors() -> None:
    parsed = parse("```yaml\nservices:\n  web:\n    env_file: a.env\n    extends: {file: b.yml, service: c}\n```\n")
    assert parsed.problems == ()
    assert [
        one.reason for workload in parsed.workloads for one in workload.containers[0].notes if hasattr(one, "refused")
    ] == []


def test_yaml_that_cannot_be_read_is_skipped() -> None:
    parsed = parse("```yaml\nservices:\n  a: [\n```\n")
    assert (parsed.problems, parsed.workloads) == ((), ())
    assert [one.reason.rpartition(": ")[0][:11] for one in parsed.skipped] == ["README.md:4"]


def test_several_fences_share_no_variables() -> None:
    found = containers("```sh\nI=a:1\n```\n\n```sh\ndocker run $I\n```\n")
    assert [isinstance(one.image.repository, Unknown) for one in found if one.image] == [True]


def test_remarks() -> None:
    text = "```sh\n# lintainer: ignore[privileged] shown on purpose\ndocker run \\\n  --privileged x\n```\n"
    MARKDOWN.covers(text, "--privileged x")


def test_a_document_is_nothing_else() -> None:
    text = "services:\n  web:\n    image: x\n"
    assert MARKDOWN.claims(text, "a.md")
    assert parser_for(Source("a.md", "kind: a\nspec: b\n"), Context(files=Files(), path="a.md")) is None


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
