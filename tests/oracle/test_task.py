"""Taskfiles, read by lintainer and by go-task itself: the same text for the shell, wherever lintainer says that it is known."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lintainer.parsers._yaml import Scalar, deref, documents
from lintainer.parsers.mappings import value
from lintainer.parsers.taskfile.scopes import Scope
from lintainer.parsers.taskfile.templates import woven
from lintainer.source import Source
from tests.clients import require
from tests.oracle.texts import known

NAMES = ("A", "B", "C")
_TEXTS = st.sampled_from(["x", "y:1", "--rm", "", " ", "a b", "/srv", "é"])
_ACTIONS = st.one_of(
    st.sampled_from(NAMES).map("{{{{.{}}}}}".format),
    st.sampled_from(NAMES).map("{{{{ .{} }}}}".format),
    st.tuples(st.sampled_from(NAMES), _TEXTS).map(lambda pair: f'{{{{.{pair[0]} | default "{pair[1]}"}}}}'),
    st.tuples(st.sampled_from(NAMES), _TEXTS).map(lambda pair: f"{{{{default `{pair[1]}` .{pair[0]}}}}}"),
    st.sampled_from(NAMES).map(lambda name: f"{{{{if .{name}}}}}yes{{{{else}}}}no{{{{end}}}}"),
    st.sampled_from(NAMES).map(lambda name: f"{{{{- .{name} -}}}}"),
    st.sampled_from(["{{`{{.Names}}`}}", '{{"{{"}}', "{{/* }} */}}", "{{.A | print}}", "{{ 1 }}"]),
)
_TEMPLATES = st.lists(st.one_of(_TEXTS, _ACTIONS), max_size=4).map("".join)
_VARIABLES = st.dictionaries(st.sampled_from(NAMES), _TEMPLATES, max_size=3)


def taskfile(outer: dict[str, str], inner: dict[str, str], command: str) -> str:
    def quoted(text: str) -> str:
        return "'" + text.replace("'", "''") + "'"

    def mapping(variables: dict[str, str]) -> str:
        return "{" + ", ".join(f"{name}: {quoted(text)}" for name, text in variables.items()) + "}"

    return (
        f"version: '3'\nvars: {mapping(outer)}\ntasks:\n  t:\n    vars: {mapping(inner)}\n"
        f"    cmds:\n      - {quoted(f'echo <{command}>')}\n"
    )


def asked(text: str, folder: Path) -> str:
    (folder / "Taskfile.yml").write_text(text)
    command = [require("task"), "--taskfile", str(folder / "Taskfile.yml"), "--dry", "t"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, env={"PATH": "/usr/bin:/bin", "HOME": "/root"})
    assert done.returncode == 0, done.stderr
    return done.stderr.removesuffix("\n").removeprefix("task: [t] ")


def read(text: str) -> str:
    (document,) = documents(Source("Taskfile.yml", text))
    task = value(document.root, "tasks", "t")
    scope = Scope(value(task, "vars"), Scope(value(document.root, "vars")))
    commands = value(task, "cmds")
    assert commands is not None
    scalar = deref(deref(commands).items[0])  # type: ignore[operator,index]
    assert isinstance(scalar, Scalar)
    fragment = scalar.fragment()
    assert fragment is not None
    return woven(fragment, scope.lookup, scope.allowance).text


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_VARIABLES, _VARIABLES, _TEMPLATES)
def test_a_template_has_the_same_value(tmp_path: Path, outer: dict[str, str], inner: dict[str, str], command: str) -> None:
    text = taskfile(outer, inner, command)
    assert known(read(text)).fullmatch(asked(text, tmp_path)), text


@pytest.mark.parametrize(
    ("outer", "inner", "command", "wanted"),
    [
        pytest.param({"A": "x"}, {}, "{{.A}}", "x", id="the file's"),
        pytest.param({"A": "x"}, {"A": "y{{.A}}"}, "{{.A}}", "yx", id="the task's over the file's"),
        pytest.param({}, {"A": '{{.A | default "z"}}'}, "{{.A}}", "z", id="default of itself"),
        pytest.param({"A": ""}, {}, "{{.A | default `d`}}", "d", id="default of an empty value"),
        pytest.param({"A": "x"}, {}, " {{- .A -}} ", "x", id="blanks"),
        pytest.param({}, {}, "{{`{{.Names}}`}}", "{{.Names}}", id="quoted"),
    ],
)
def test_what_lintainer_knows(outer: dict[str, str], inner: dict[str, str], command: str, wanted: str, tmp_path: Path) -> None:
    text = taskfile(outer, inner, command)
    assert read(text) == asked(text, tmp_path) == f"echo <{wanted}>"
