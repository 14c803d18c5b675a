"""Justfiles: which commands are found, what expressions are worth, and where each part was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from lintainer.model import Unknown
from lintainer.model.notes import UnresolvedVariable
from tests.parsers.front_ends import JUSTFILE

parse, containers, only = JUSTFILE.parse, JUSTFILE.containers, JUSTFILE.only


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("a:\n  docker run --privileged x\n", "--privileged", id="recipe"),
        pytest.param("a:\n\tdocker run --privileged x", "--privileged", id="tab, no last line break"),
        pytest.param("a:\r\n  docker run \\\r\n    --privileged x\r\n", "--privileged", id="CRLF"),
        pytest.param("@a b='c' $d=\"e:\" +f: (g b) && h # i\n  docker run --privileged x\n", "--privileged", id="header"),
        pytest.param("a:\n  @-docker run --privileged x\n", "--privileged", id="prefixes"),
        pytest.param("a:\n  -@docker run --privileged x\n", "--privileged", id="prefixes in the other order"),
        pytest.param("a:\n  docker run \\\n    --privileged \\\n  x\n", "--privileged", id="continuations"),
        pytest.param("a:\n  docker run --priv\\\n  ileged x\n", "--priv\\\n  ileged", id="continuation in a word"),
        pytest.param("a:\n\n  # c\n\n  docker run --privileged x\n", "--privileged", id="blank lines and comments"),
        pytest.param("# 漢字\na:\n  docker run --name é1 --privileged x\n", "--privileged", id="non-ASCII"),
        pytest.param("[private]\n[group('a')]\na:\n  docker run --privileged x\n", "--privileged", id="attributes"),
        pytest.param("o := '--privileged'\na:\n  docker run {{o}} x\n", "--privileged", id="where a variable is set"),
        pytest.param("a:\n  docker run {{ '--rm ' + p }} x\np := \"--privileged\"\n", "--privileged", id="set behind it"),
        pytest.param("a o='--privileged':\n  docker run {{o}} x\n", "--privileged", id="default of a parameter"),
        pytest.param("export O := '--privileged'\na:\n  docker run $O x\n", "--privileged", id="exported variable"),
        pytest.param("set export\nO := '--privileged'\na:\n  docker run $O x\n", "--privileged", id="set export"),
        pytest.param("a $O='--privileged':\n  docker run $O x\n", "--privileged", id="exported parameter"),
        pytest.param("p := 'privileged'\na:\n  docker run --{{p}} x\n", "--{{p}}", id="a part of a word: where it is used"),
        pytest.param("a:\n  #!/usr/bin/env bash\n  o=--privileged\n  docker run $o x\n", "--privileged", id="shebang"),
        pytest.param("a:\n  #!/bin/sh -e\n  if b; then\n    docker run --privileged x\n  fi\n", "--privileged", id="if"),
        pytest.param("[script]\na:\n  o=--privileged\n  docker run $o x\n", "--privileged", id="script"),
        pytest.param("[script('bash', '-e')]\na:\n  docker run \\\n    --privileged x\n", "--privileged", id="script of bash"),
        pytest.param("set shell := ['zsh', '-cu']\na:\n  docker run --privileged x\n", "--privileged", id="set shell"),
        pytest.param("i := `docker run --privileged x`\n", "--privileged", id="backticks"),
        pytest.param("a:\n  echo {{ trim(`docker run --privileged x`) }}\n", "--privileged", id="backticks in a line"),
        pytest.param("i := ```\n  docker run \\\n    --privileged x\n```\n", "--privileged", id="backticks of several lines"),
        pytest.param("i := shell('docker run --privileged $1', 'x')\n", "--privileged", id="shell()"),
        pytest.param("a:\n  docker run -e A='{{{{' --privileged x\n", "--privileged", id="escaped braces before it"),
        pytest.param("a:\n  docker run -e A={{\"}}\"}} --privileged x\n", "--privileged", id="braces in a string"),
        pytest.param("x := (\n  'a' +\n  'b'\n)\na:\n  docker run --privileged {{x}}\n", "--privileged", id="brackets"),
        pytest.param("x := '''\n  a:\n    b\n'''\na:\n  docker run --privileged y\n", "--privileged", id="string over lines"),
    ],
)  # fmt: skip
def test_a_privileged_container_is_found_at_its_place(text: str, place: str) -> None:
    JUSTFILE.finds_privileged(text, place)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# docker run x\na:\n  true\n", id="comment"),
        pytest.param("a:\n  # docker run x\n", id="comment in a recipe"),
        pytest.param("a:\n  echo docker run x\n", id="argument of another command"),
        pytest.param("r := 'docker run x'\na:\n  true\n", id="a variable that nothing uses"),
        pytest.param("a:\n  docker build .\n", id="another subcommand"),
        pytest.param("docker: run x\n", id="a recipe called docker"),
        pytest.param("a:\n  #!/usr/bin/env python3\n  docker run x\n", id="a script of Python"),
        pytest.param("set shell := ['nu', '-c']\na:\n  docker run x\n", id="a shell of another language"),
        pytest.param("set windows-shell := ['pwsh', '-c']\n[windows]\na:\n  docker run x\n", id="on Windows"),
    ],
)
def test_no_command(text: str) -> None:
    assert containers(text) == []


@pytest.mark.parametrize(
    ("expression", "image"),
    [
        pytest.param("'a:1'", "a:1", id="raw string"),
        pytest.param('"a\\u{3a}1"', "a:1", id="escape"),
        pytest.param('"\\"a:1\\""', "a:1", id="escaped quote"),
        pytest.param("'a' + ':' + '1'", "a:1", id="sum"),
        pytest.param("'r' / 'a:1'", "r/a:1", id="path"),
        pytest.param("('r' / 'a') + ':1'", "r/a:1", id="brackets"),
        pytest.param("if '1' == '1' { 'a:1' } else { 'b:1' }", "a:1", id="if"),
        pytest.param("if v != '1' { 'a:1' } else if v == '1' { 'b:1' } else { 'c:1' }", "b:1", id="else if"),
        pytest.param("if arch() == 'x' { 'a:1' } else { 'b:1' }", None, id="condition that is not known"),
        pytest.param("'' || 'a:1'", "a:1", id="or"),
        pytest.param("'x' && 'a:1'", "a:1", id="and"),
        pytest.param("env('I', 'a:1')", "a:1", id="default of the environment"),
        pytest.param("env_var_or_default('I', 'a:' + v)", "a:1", id="its old name"),
        pytest.param("env('I')", None, id="the environment"),
        pytest.param("quote('a:1')", "a:1", id="quote"),
        pytest.param("f'a:{{v}}'", "a:1", id="format string"),
        pytest.param("x'a:1'", "a:1", id="shell-expanded string without variables"),
        pytest.param("x'a:$V'", None, id="shell-expanded string"),
        pytest.param("`cat image`", None, id="output of a command"),
        pytest.param("replace('a', 'b', 'c')", None, id="a function that is not understood"),
        pytest.param("w", None, id="not set"),
        pytest.param("twice", None, id="set twice"),
        pytest.param("circle", None, id="itself"),
        pytest.param("'a:1", None, id="a string that does not end"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_images_in_expressions(expression: str, image: str | None) -> None:
    head = "v := '1'\ntwice := 'a'\ntwice := 'b'\ncircle := circle\n"
    for text in (f"{head}a:\n  docker run {{{{ {expression} }}}}\n", f"{head}i := {expression}\na:\n  docker run {{{{i}}}}\n"):
        found = only(text).image
        assert found is not None
        if image is None:
            assert isinstance(found.repository, Unknown) or isinstance(found.tag, Unknown)
        else:
            assert f"{found.repository}:{found.tag}" == image


def test_a_parameter_that_the_file_itself_fills_is_unknown() -> None:
    text = "a i='x:1':\n  docker run {{i}}\nb: (a 'y:1')\n"
    image = only(text).image
    assert image is not None
    assert isinstance(image.repository, Unknown)
    assert image.at().text == "{{i}}"
    (note,) = [note for note in only(text.replace("{{i}}", "--pid {{i}} x")).notes if isinstance(note, UnresolvedVariable)]
    assert (note.variable, note.field, note.location.text) == ("i", "pid_mode", "{{i}}")


@pytest.mark.parametrize("parameter", ["o", "*o", "+o"])
def test_a_parameter_without_a_default_may_be_anything(parameter: str) -> None:
    assert "*" in only(f"a {parameter}:\n  docker run {{{{o}}}} x:1\n").incomplete


def test_a_parameter_hides_a_variable_of_its_name() -> None:
    image = only("i := 'a'\na i:\n  docker run {{i}}\n").image
    assert image is not None
    assert isinstance(image.repository, Unknown)


def test_lines_of_a_recipe_share_no_variables_and_those_of_a_script_do() -> None:
    body = "  I=a:1\n  docker run $I\n"
    line, script = only(f"a:\n{body}").image, only(f"[script]\na:\n{body}").image
    assert line is not None
    assert script is not None
    assert isinstance(line.repository, Unknown)
    assert script.tag == "1"


@pytest.mark.parametrize(
    "folder",
    ["{{justfile_directory()}}", "{{ justfile_dir() }}", "{{invocation_directory()}}", "$(pwd)", "`pwd`", "$PWD", "{{`pwd`}}"],
)
def test_the_working_directory_is_mounted(folder: str) -> None:
    (mount,) = only(f"a:\n  docker run -v {folder}/x:/src y\n").mounts
    assert (mount.base, mount.source, mount.target) == ("project", "x", "/src")
    assert mount.at("source").text == f"{folder}/x"


def test_what_a_justfile_draws_in_is_noted() -> None:
    parsed = parse("import 'a.just'\nimport? 'b.just' # c\nmod d\nmod? e 'f'\nx:\n  docker run y\n")
    assert [one.reason for one in parsed.skipped] == [
        "justfile:1: `import 'a.just'` is not followed",
        "justfile:2: `import? 'b.just'` is not followed",
        "justfile:3: `mod d` is not followed",
        "justfile:4: `mod? e 'f'` is not followed",
    ]
    assert [project.complete for project in parsed.projects] == [False]


def test_a_recipe_that_no_shell_reads_is_noted() -> None:
    parsed = parse("a:\n  #!/usr/bin/env -S uv run --script\n  docker run x\nb:\n  #!/usr/bin/env python3\n  print(1)\n")
    assert [one.reason for one in parsed.skipped] == ["justfile:2: a recipe for the program uv"]


@pytest.mark.parametrize("attribute", ["[no-cd]", "[working-directory: 'x']", "[private, no-cd]"])
def test_a_recipe_that_runs_elsewhere_names_files_there(attribute: str, tmp_path: Path) -> None:
    (tmp_path / "a.env").write_text("A=b\n")
    name, text = str(tmp_path / "justfile"), "a:\n  docker run --env-file a.env x\n"
    assert [one.name for one in only(text, name).env] == ["A"]
    assert only(f"{attribute}\n{text}", name).env == ()


def test_remarks_of_a_justfile_and_of_its_recipes() -> None:
    JUSTFILE.covers("a:\n  # lintainer: ignore[privileged] b\n  docker run \\\n    --privileged x\n", "--privileged x")
    JUSTFILE.covers("a:\n  docker run --privileged x # lintainer: ignore[privileged] b\n", "] b")
    JUSTFILE.covers("# lintainer: ignore[privileged] b\ni := `docker run --privileged x`\n", "--privileged x`")
    JUSTFILE.covers("a:\n  #!/bin/sh\n  # lintainer: ignore[privileged] b\n  docker run --privileged x\n", "--privileged x")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("".join(f"a{n} := a{n + 1} + a{n + 1}\n" for n in range(60)) + "a60 := 'xx'\n", id="values that double"),
        pytest.param("".join(f"a{n} := a{n + 1}\n" for n in range(3000)), id="a long chain"),
        pytest.param("a0 := " + "(" * 3000 + "'x'" + ")" * 3000 + "\n", id="brackets in brackets"),
        pytest.param("a0 := " + "if '' == '' { 'x' } else " * 3000 + "{ 'y' }\n", id="else if without end"),
        pytest.param("a0 := " + "'x' + " * 20000 + "'y'\n", id="a long sum"),
        pytest.param("a0 := 'x\n" * 3000, id="strings that do not end"),
    ],
)
def test_hostile_text_is_read(text: str) -> None:
    found = containers(f"{text}\na:\n  docker run --privileged {{{{a0}}}}\n")
    assert [one.privileged for one in found] == [True] or text.startswith("a0 := 'x\n")


@pytest.mark.parametrize("name", ["justfile", "Justfile", ".justfile", "JUSTFILE", "ci.just", "sub/docker.just"])
def test_names(name: str) -> None:
    assert len(parse("a:\n  docker run x\n", name).workloads) == 1


def test_a_script_for_just() -> None:
    assert JUSTFILE.claims("#!/usr/bin/env -S just --justfile\na:\n  docker run x\n", "deploy")
