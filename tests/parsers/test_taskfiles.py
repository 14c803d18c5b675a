"""Taskfiles: which commands are found, what templates are worth, and where each part was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from lintainer.model import Unknown
from tests.parsers.front_ends import TASKFILE

parse, containers, only = TASKFILE.parse, TASKFILE.containers, TASKFILE.only
HEAD = "version: '3'\n"
TASK = f"{HEAD}tasks:\n  a:\n    "


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{TASK}cmds:\n      - docker run --privileged x\n", id="text"),
        pytest.param(f"{TASK}cmds:\n      - cmd: docker run --privileged x\n        silent: true\n", id="cmd"),
        pytest.param(f"{TASK}cmd: docker run --privileged x\n", id="one command"),
        pytest.param(f"{TASK}cmd:\n      cmd: docker run --privileged x\n", id="one command as a mapping"),
        pytest.param(f"{HEAD}tasks:\n  a: docker run --privileged x\n", id="a task that is a text"),
        pytest.param(f"{HEAD}tasks:\n  a:\n    - docker run --privileged x\n", id="a task that is a list"),
        pytest.param(f"{TASK}cmds:\n    - defer: docker run --privileged x\n", id="defer"),
        pytest.param(f"{TASK}cmds:\n    - defer: {{cmd: docker run --privileged x}}\n", id="defer as a mapping"),
        pytest.param(
            f"{TASK}cmds:\n    - for: [b]\n      cmd: docker run --privileged {{{{.ITEM}}}}\n", id="for"
        ),
        pytest.param(f"{TASK}cmds:\n    - |\n      cd b\n      docker run \\\n        --privileged x\n", id="block"),
        pytest.param(f"{TASK}cmds:\n    - >-\n      docker run\n      --privileged x\n", id="folded"),
        pytest.param(f"{TASK}cmds:\r\n    - |\r\n      docker run \\\r\n        --privileged x\r\n", id="CRLF"),
        pytest.param(f'{TASK}cmds: ["echo \\"é\\"; docker run --privileged x"]\n', id="escapes"),
        pytest.param(f"{TASK}preconditions:\n    - docker run --privileged x\n", id="precondition"),
        pytest.param(f"{TASK}preconditions:\n    - sh: docker run --privileged x\n      msg: no\n", id="sh and msg"),
        pytest.param(f"{TASK}status: [docker run --privileged x]\n", id="status"),
        pytest.param(f"{TASK}if: docker run --privileged x\n", id="if"),
        pytest.param(f"{TASK}vars: {{I: {{sh: docker run --privileged x}}}}\n", id="sh of a task's variable"),
        pytest.param(f"{HEAD}vars:\n  I:\n    sh: docker run --privileged x\ntasks: {{a: echo}}\n", id="sh"),
        pytest.param(f"{HEAD}env:\n  I:\n    sh: docker run --privileged x\ntasks: {{a: echo}}\n", id="sh of env"),
        pytest.param(
            f"{HEAD}vars: {{O: --privileged}}\ntasks: {{a: 'docker run {{{{.O}}}} x'}}\n", id="variable"
        ),
        pytest.param(f"{TASK}vars: {{O: --privileged}}\n    cmd: docker run {{{{.O}}}} x\n", id="a task's"),
        pytest.param(f"{TASK}cmd: docker run {{{{.O | default \"--privileged\"}}}} x\n", id="default"),
        pytest.param(f"{TASK}cmd: docker run {{{{default `--privileged` .O}}}} x\n", id="default before"),
        pytest.param(f"{TASK}env: {{O: --privileged}}\n    cmd: docker run $O x\n", id="environment"),
        pytest.param(f"{HEAD}env: {{O: --privileged}}\ntasks: {{a: 'docker run ${{O}} x'}}\n", id="env"),
        pytest.param(f"{TASK}cmd: docker run -e A='{{{{`{{{{.Names}}}}`}}}}' --privileged x\n", id="quoted braces"),
        pytest.param(f"{TASK}cmd: |\n      {{{{if .B}}}}\n      docker run --privileged x\n      {{{{end}}}}\n", id="in an if"),
    ],
)  # fmt: skip
def test_a_privileged_container_is_found_at_its_place(text: str) -> None:
    TASKFILE.finds_privileged(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{TASK}cmd: echo docker run x\n", id="argument of another command"),
        pytest.param(f"{TASK}cmd: docker build .\n", id="another subcommand"),
        pytest.param(f"{TASK}desc: docker run x\n    summary: docker run x\n", id="description"),
        pytest.param(f"{TASK}sources: [docker run x]\n", id="sources"),
        pytest.param(f"{TASK}cmds:\n    - task: docker run x\n", id="a task's name"),
        pytest.param(f"{HEAD}vars: {{R: docker run x}}\ntasks: {{a: echo}}\n", id="a variable that nothing uses"),
        pytest.param(f"{TASK}cmd: |\n      # docker run x\n", id="comment"),
        pytest.param(f"{HEAD}tasks: [docker run x]\nvars: docker\nenv: [x]\nincludes: y\n", id="shapes that do not fit"),
        pytest.param(f"{HEAD}tasks:\n  a:\n  b: {{cmds: }}\n", id="nothing written"),
    ],
)
def test_no_command(text: str) -> None:
    assert containers(text) == []


@pytest.mark.parametrize(
    ("variables", "image", "wanted"),
    [
        pytest.param("{I: 'a:1'}", "{{.I}}", "a:1", id="set"),
        pytest.param("{I: 'a:{{.V}}', V: 1}", "{{.I}}", None, id="set behind it"),
        pytest.param("{V: 1, I: 'a:{{.V}}'}", "{{.I}}", "a:1", id="number"),
        pytest.param("{V: '', I: \"a:{{.V | default `1`}}\"}", "{{.I}}", "a:1", id="default of an empty value"),
        pytest.param('{V: 1, I: "a:{{.V | default `2`}}"}', "{{.I}}", "a:1", id="default of a value"),
        pytest.param("{I: '{{.I | default \"a:1\"}}'}", "{{.I}}", "a:1", id="itself with a default"),
        pytest.param("{I: '{{.I}}'}", "{{.I}}", None, id="itself"),
        pytest.param("{}", "{{.I}}", None, id="not set"),
        pytest.param("{I: ':'}", "a {{- .I -}} 1", "a:1", id="without the blanks around it"),
        pytest.param("{I: {sh: echo}}", "{{.I}}", None, id="a command's output"),
        pytest.param("{I: {ref: .J}}", "{{.I}}", None, id="reference"),
        pytest.param("{I: [a]}", "{{.I}}", None, id="list"),
        pytest.param("{I: a}", "{{.I | upper}}", None, id="a function"),
        pytest.param("{I: a}", "a:{{if .I}}1{{else}}2{{end}}", None, id="if"),
        pytest.param("{I: a}", '{{"a:1"}}', "a:1", id="a literal"),
        pytest.param("{I: a}", "a:1{{/* docker's }} */}}", "a:1", id="a comment"),
        pytest.param("{I: a}", "{{.I", None, id="braces that are not closed"),
        pytest.param("{I: a}", "{{.CLI_ARGS}}", None, id="arguments of the command line"),
    ],
)
def test_images_in_templates(variables: str, image: str, wanted: str | None) -> None:
    for text in (
        f"{HEAD}vars: {variables}\ntasks:\n  a: |\n    docker run {image}\n",
        f"{TASK}vars: {variables}\n    cmds:\n      - |\n        docker run {image}\n",
    ):
        found = only(text).image
        assert found is not None
        if wanted is None:
            shown = [found.repository, found.tag]
            assert any(isinstance(one, Unknown) for one in shown) or "{{" in str(shown)
        else:
            assert f"{found.repository}:{found.tag}" == wanted


def test_a_task_sees_its_own_variable_before_that_of_the_file() -> None:
    text = f"{HEAD}vars: {{I: a}}\ntasks:\n  a: {{vars: {{I: 'b:{{{{.I}}}}'}}, cmd: 'docker run {{{{.I}}}}'}}\n"
    image = only(text).image
    assert image is not None
    assert (image.repository, image.tag) == ("b", "a")


def test_a_part_of_a_word_is_placed_where_it_is_used() -> None:
    TASKFILE.finds_privileged(f"{HEAD}vars: {{P: privileged}}\ntasks: {{a: 'docker run --{{{{.P}}}} x'}}\n", "--{{.P}}")


@pytest.mark.parametrize(
    "call",
    ["cmds: [{task: a, vars: {I: y}}]", "deps: [{task: a, vars: {I: y}}]", "cmds: [{defer: {task: s, vars: {I: y}}}]"],
)
def test_what_another_task_hands_over_is_unknown(call: str) -> None:
    text = f"{HEAD}vars: {{I: x}}\ntasks:\n  a: {{aliases: [s], cmd: 'docker run {{{{.I}}}}'}}\n  b: {{{call}}}\n"
    image = only(text).image
    assert image is not None
    assert isinstance(image.repository, Unknown)


def test_what_a_loop_sets_is_unknown() -> None:
    text = f"{HEAD}vars: {{I: x, ITEM: y}}\n" + TASK.removeprefix(HEAD)
    for loop, name in (("[a, b]", "ITEM"), ("{var: L, as: I}", "I")):
        image = only(f"{text}cmds: [{{for: {loop}, cmd: 'docker run {{{{.{name}}}}}'}}]\n").image
        assert image is not None
        assert isinstance(image.repository, Unknown)


def test_options_that_are_not_known_may_be_anything() -> None:
    for options in ("{{.CLI_ARGS}}", "{{if .P}}--privileged{{end}}", "{{range .L}}-v {{.}} {{end}}"):
        found = only(f"{TASK}cmd: docker run {options} x:1\n")
        assert "*" in found.incomplete
        assert found.privileged is None


@pytest.mark.parametrize("folder", ["{{.TASKFILE_DIR}}", "{{.ROOT_DIR}}", "{{.USER_WORKING_DIR}}", "$PWD", "$(pwd)"])
def test_the_working_directory_is_mounted(folder: str) -> None:
    (mount,) = only(f'{TASK}cmd: docker run -v "{folder}/x:/src" y\n').mounts
    assert (mount.base, mount.source, mount.target) == ("project", "x", "/src")
    assert mount.at("source").text == f"{folder}/x"


def test_commands_share_no_variables() -> None:
    image = only(f"{TASK}cmds: ['I=a', 'docker run $I']\n").image
    assert image is not None
    assert isinstance(image.repository, Unknown)


def test_what_is_included_is_noted() -> None:
    parsed = parse(f"{HEAD}includes:\n  docs: ./docs\n  ci: {{taskfile: ci.yml}}\ntasks: {{a: docker run x}}\n")
    assert [one.reason for one in parsed.skipped] == [
        "Taskfile.yml:3: `includes: docs` is not followed",
        "Taskfile.yml:4: `includes: ci` is not followed",
    ]
    assert [project.complete for project in parsed.projects] == [False]


def test_a_task_in_another_folder_names_files_there(tmp_path: Path) -> None:
    (tmp_path / "a.env").write_text("A=b\n")
    name, command = str(tmp_path / "Taskfile.yml"), "cmd: docker run --env-file a.env x\n"
    assert [one.name for one in only(f"{TASK}{command}", name).env] == ["A"]
    assert only(f"{TASK}dir: sub\n    {command}", name).env == ()


def test_remarks_of_yaml_and_of_the_shell() -> None:
    TASKFILE.covers(f"{TASK}# lintainer: ignore[privileged] b\n    cmd: docker run --privileged x\n", "--privileged x")
    block = "cmd: |\n      # lintainer: ignore[privileged] b\n      docker run \\\n        --privileged x\n"
    TASKFILE.covers(f"{TASK}{block}", "--privileged x")


def test_values_that_grow_without_bound_stay_unknown() -> None:
    names = "".join(f"  A{n + 1}: '{{{{.A{n}}}}}{{{{.A{n}}}}}'\n" for n in range(60))
    image = only(f"{HEAD}vars:\n  A0: xxxx\n{names}tasks: {{a: 'docker run {{{{.A60}}}}'}}\n").image
    assert image is not None
    assert isinstance(image.repository, Unknown)


def test_braces_without_end_are_read_in_bounded_time() -> None:
    text = f"{TASK}cmd: |\n      docker run --privileged x\n" + "      " + "{{/**/" * 3000 + '{{"' * 3000 + "{{`" * 3000 + "\n"
    assert [one.privileged for one in containers(text)] == [True]


@pytest.mark.parametrize(
    "name",
    ["Taskfile.yml", "taskfile.yaml", "Taskfile.dist.yml", "sub/Taskfile-docker.yml", "taskfiles/Taskfile_linux.yml"],
)
def test_names(name: str) -> None:
    assert len(parse("tasks: {a: docker run x}\n", name).workloads) == 1


def test_a_file_with_a_version_and_tasks() -> None:
    assert TASKFILE.claims(f"{TASK}cmds: [docker run x]\n", "docker.yml")
    assert not TASKFILE.claims("- hosts: all\n  tasks:\n    - cmd: docker run x\n", "playbook.yml")


def test_bad_yaml_is_a_problem() -> None:
    (problem,) = parse(f'{TASK}cmd: "docker run x\n').problems
    assert problem.kind == "syntax"
