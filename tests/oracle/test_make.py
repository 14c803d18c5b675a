"""Makefiles, read by lintainer and by make itself: the same text for the shell, wherever lintainer says that it is known."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from lintainer.parsers.makefile.expansion import Expander
from lintainer.parsers.makefile.lines import read_lines
from lintainer.parsers.words import HOLE
from lintainer.source import Source
from tests.clients import require
from tests.oracle.texts import known

DEFINE = "define R\n@echo $(1)\n-docker run \\\n  $(2) $(I)\nendef\nI = img:$(V)\nV = 1\n"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        pytest.param("a:\n\t@docker run x\n\t-@ docker run y\n", True, id="prefixes"),
        pytest.param("a:\n\tdocker run \\\n\t  -v a:b \\\n    x\n", True, id="continuations"),
        pytest.param("I := x\nJ = $(I):$(V)\nV ?= 1\na:\n\tdocker run $(J) $$HOME $${X}\n", True, id="variables"),
        pytest.param("L = a \\\n  b\na:\n\techo '$(L)'\n", True, id="a variable of two lines"),
        pytest.param(f"{DEFINE}a:\n\t$(call R,x y,--rm)\n\t$(call R,,)\n", True, id="call of a define"),
        pytest.param(f"{DEFINE}a:\n\t$(call R,$(O),$(P))\n", False, id="arguments that are not set"),
        pytest.param("f = docker run --name $(1) $(or $(2),x)\na:\n\t$(call f,b)\n", False, id="call and a function"),
        pytest.param("L = a b  c\na:\n\t$(foreach i,$(L) d,docker run $(i);)\n", True, id="foreach"),
        pytest.param("a:\n\t$(foreach i,a b,$(foreach j,1 2,docker run $(i):$(j);))\n", True, id="foreach in foreach"),
        pytest.param("a:\n\tdocker run $(addprefix -v ,$(addsuffix :/x,a b)) x\n", True, id="addprefix and addsuffix"),
        pytest.param("a:\n\tdocker run $(if  $(strip  ),--rm,-it) $(if x,y) $(if ,z)x\n", True, id="if"),
        pytest.param("a:\n\tdocker run $(strip   a  b ) $(info no)$(eval X := y)x\n", True, id="strip, info, eval"),
        pytest.param("a:\n\tdocker run $(firstword a b) $@ $(shell echo c) x\n", False, id="what is not understood"),
        pytest.param(".ONESHELL:\na:\n\t@I=x\n\t-docker run $$I\n", True, id="one shell"),
        pytest.param("a: ; docker run x\n", True, id="behind a semicolon"),
        pytest.param(".RECIPEPREFIX = >\na:\n> docker run x\n", True, id="another prefix"),
    ],
)
def test_the_shell_gets_the_same_text(text: str, whole: bool, tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_text(text)
    command = [require("make"), "--no-print-directory", "-n", "a"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env={"PATH": "/usr/bin:/bin"})
    assert done.returncode == 0, done.stderr
    source = Source("Makefile", text)
    lines = read_lines(source)
    (recipe,) = lines.recipes
    made = "\n".join(fragment.text.rstrip() for fragment in Expander(source, lines).recipe(recipe) if fragment.text.strip())
    theirs = "\n".join(line.rstrip() for line in done.stdout.removeprefix("no\n").splitlines())
    # What make does not know is empty, and then the blanks before it end a line.
    assert known(re.sub(f" {HOLE}$", HOLE, made, flags=re.MULTILINE)).fullmatch(theirs), (made, theirs)
    assert (made == theirs) is whole
