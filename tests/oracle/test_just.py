"""Justfiles, read by lintainer and by just itself: the same text for the shell, wherever lintainer says that it is known."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lintainer.parsers.justfile.items import Recipe, read_items
from lintainer.parsers.justfile.recipes import Recipes
from lintainer.parsers.words import HOLE
from lintainer.source import Source
from tests.clients import require
from tests.oracle.texts import known
from tests.parsers.front_ends import Fixture, fixtures

FIXTURES = [one for one in fixtures() if one.front_end.syntax == "justfile"]


def just(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [require("just"), "--justfile", str(folder / "justfile"), *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, env={"PATH": "/usr/bin:/bin", "HOME": "/root"})


def arguments(recipe: Recipe, text: str) -> list[str]:
    """Return an argument for each parameter that must have one."""
    header = text[: recipe.body[0].start].rpartition("\n")[0].rpartition("\n")[2] if recipe.body else ""
    return ["given" for one in recipe.parameters if one.default is None and f"*{one.name}" not in header]


@pytest.mark.parametrize("fixture", [pytest.param(one, id=one.label) for one in FIXTURES])
def test_the_shell_gets_the_same_text(fixture: Fixture, tmp_path: Path) -> None:
    # Just refuses a file whose imports are missing.
    text = re.sub(r"^(?=import|mod)", "# ", fixture.text, flags=re.MULTILINE)
    (tmp_path / "justfile").write_text(text)
    source = Source("justfile", text)
    items = read_items(source)
    recipes, compared = Recipes(source, items), 0
    for recipe in items.recipes:
        texts = [shown for one in recipes.texts(recipe) if (shown := one.fragment.text.removesuffix("\n"))]
        if not texts or any("[windows]" in text[slice(*line)] for line in recipe.attributes):
            continue
        done = just("--dry-run", "--no-deps", recipe.name, *arguments(recipe, text), folder=tmp_path)
        assert done.returncode == 0, done.stderr
        assert known("\n".join(texts)).fullmatch(done.stderr.rstrip("\n")), (
            recipe.name,
            texts,
            done.stderr,
        )
        compared += 1
    assert compared


_STRINGS = st.one_of(
    st.text("ab {}/$#", max_size=5).map(lambda text: f"'{text}'"),
    st.lists(st.sampled_from(["a", " ", '\\"', "\\\\", "\\n", "\\u{e9}", "{{", "#"]), max_size=4).map(
        lambda p: f'"{"".join(p)}"'
    ),
    st.sampled_from(["'''\n  a\n    b\n  '''", '"""\n\tx\\n\n\ty\n"""', "'''a'''", "f'{{v}}-{{ v + v }}'", "x'plain'"]),
)
_EXPRESSIONS = st.recursive(
    st.one_of(_STRINGS, st.sampled_from(["v", "w"])),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from([" + ", "+", " / "]), inner).map("".join),
        inner.map(lambda one: f"({one})"),
        inner.map(lambda one: f"quote({one})"),
        st.tuples(inner, st.sampled_from(["==", "!="]), inner, inner, inner).map(
            lambda p: f"(if {p[0]} {p[1]} {p[2]} {{ {p[3]} }} else {{ {p[4]} }})"
        ),
    ),
    max_leaves=6,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_EXPRESSIONS)
def test_an_expression_has_the_same_value(tmp_path: Path, expression: str) -> None:
    text = f"v := 'val'\nw := v + \"\\t\"\nr := {expression}\n\na:\n  {{{{r}}}}\n"
    (tmp_path / "justfile").write_text(text)
    done = just("--evaluate", "r", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    source = Source("justfile", text)
    items = read_items(source)
    (line,) = Recipes(source, items).texts(items.recipes[0])
    assert known(line.fragment.text).fullmatch(done.stdout)
    assert HOLE not in line.fragment.text
