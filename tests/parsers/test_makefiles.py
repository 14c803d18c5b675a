"""Makefiles: which commands are found, what make's variables are worth, and where each part was written."""

from __future__ import annotations

import pytest

from lintainer.model import Unknown
from tests.parsers.front_ends import MAKEFILE

parse, containers, only = MAKEFILE.parse, MAKEFILE.containers, MAKEFILE.only


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("a:\n\tdocker run --privileged x\n", "--privileged", id="recipe"),
        pytest.param("a:\n\t@-docker run --privileged x\n", "--privileged", id="prefixes of make"),
        pytest.param("a:\n\tdocker run \\\n\t  --privileged \\\n\t  x\n", "--privileged", id="continuations"),
        pytest.param("a:\n\tdocker run \\\n  --privileged x\n", "--privileged", id="a continuation without a tab"),
        pytest.param("a:\r\n\tdocker run \\\r\n\t--privileged x\r\n", "--privileged", id="CRLF"),
        pytest.param("a: b ; docker run --privileged x\n", "--privileged", id="behind a semicolon"),
        pytest.param("# 漢字\na:\n\tdocker run --name é1 --privileged x", "--privileged", id="non-ASCII, no last line break"),
        pytest.param("a:\n\n# c\n\tdocker run --privileged x\n", "--privileged", id="blank lines and comments in a recipe"),
        pytest.param("ifdef A\na:\n\tdocker run --privileged x\nendif\n", "--privileged", id="in a conditional"),
        pytest.param("define R\ndocker run --privileged x\nendef\n", "--privileged", id="canned recipe"),
        pytest.param(".RECIPEPREFIX = >\na:\n>docker run --privileged x\n", "--privileged", id="another recipe prefix"),
        pytest.param("D = docker\na:\n\t$(D) run --privileged x\n", "--privileged", id="the client in a variable"),
        pytest.param("O = --privileged\na:\n\tdocker run ${O} x\n", "--privileged", id="a variable: where it is set"),
        pytest.param("O := --rm --privileged # c\na:\n\tdocker run $(O) x\n", "--privileged", id="one of a variable's words"),
        pytest.param("O ?= --privileged\nP = --rm $(O)\na:\n\tdocker run $(P) x\n", "--privileged", id="nested"),
        pytest.param("R = docker run --rm \\\n  --privileged\na:\n\t$(R) x\n", "--privileged", id="a variable of two lines"),
        pytest.param("P = privileged\na:\n\tdocker run --$(P) x\n", "--$(P)", id="a part of a word: where it is used"),
        pytest.param("a:\n\tfor i in 1 2; do docker run --privileged $$i; done\n", "--privileged", id="loop of the shell"),
        pytest.param("a:\n\tbash -c 'docker run --privileged x'\n", "--privileged", id="sh -c"),
        pytest.param("define R\n@docker run $(O) x\nendef\nO = --privileged\na:\n\t$(R)\n", "--privileged", id="canned, used"),
        pytest.param(
            "define R\n\ttrue\n\t-docker run \\\n\t--privileged x\nendef\na:\n\t$(R)\n", "--privileged", id="in lines"
        ),
        pytest.param("R = docker run $(1) x\na:\n\t$(call R,--privileged)\n", "--privileged", id="call"),
        pytest.param(
            "define R\ndocker run $(2) $(1)\nendef\na:\n\t@$(call R,x,--privileged)\n", "--privileged", id="call of define"
        ),
        pytest.param("a:\n\t$(foreach o,--privileged,docker run $(o) x;)\n", "--privileged", id="foreach"),
        pytest.param(
            "a:\n\t$(foreach o,$(L),docker run --privileged $(o) x;)\n", "--privileged", id="foreach of an unknown list"
        ),
        pytest.param("a:\n\tdocker run $(strip  --privileged ) x\n", "--privileged", id="strip"),
        pytest.param("a:\n\tdocker run $(addprefix --,privileged) x\n", "$(addprefix --,privileged)", id="addprefix"),
        pytest.param("a:\n\tdocker run $(if y,--privileged) x\n", "--privileged", id="if"),
        pytest.param(".ONESHELL:\na:\n\tO=--privileged\n\t@docker run $$O x\n", "--privileged", id="one shell"),
        pytest.param("export O = --privileged\na:\n\tdocker run $$O x\n", "--privileged", id="exported"),
        pytest.param("O = --privileged\nexport O\na:\n\tdocker run $$O x\n", "--privileged", id="exported behind it"),
        pytest.param("export\nO = --privileged\na:\n\tdocker run $$O x\n", "--privileged", id="all exported"),
        pytest.param("I := $(shell docker run --privileged x)\n", "--privileged", id="shell"),
        pytest.param(
            "define T\n$(1):\n\tdocker run --privileged $$(I)\nendef\n$(eval $(call T,a))\n", "--privileged", id="eval"
        ),
    ],
)
def test_a_privileged_container_is_found_at_its_place(text: str, place: str) -> None:
    MAKEFILE.finds_privileged(text, place)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# docker run x\na:\n\ttrue\n", id="comment"),
        pytest.param("a:\n\t# docker run x\n", id="comment in a recipe"),
        pytest.param("a:\n\techo docker run x\n", id="argument of another command"),
        pytest.param("R = docker run x\na:\n\ttrue\n", id="a variable that nothing uses"),
        pytest.param("a:\n\tdocker build .\n", id="another subcommand"),
        pytest.param("docker: run x\n", id="a target called docker"),
        pytest.param("a:\n\tdocker run $(\n", id="a reference that is not closed starts nothing known"),
    ],
)
def test_no_command(text: str) -> None:
    assert [one.image for one in containers(text) if one.image and isinstance(one.image.repository, str)] == []


@pytest.mark.parametrize(
    ("text", "image"),
    [
        pytest.param("I = a:1\nx:\n\tdocker run $(I)\n", "a:1", id="set once"),
        pytest.param("I = a:$(T)\nT = 1\nx:\n\tdocker run $(I)\n", "a:1", id="recursive"),
        pytest.param("x:\n\tI=a:1; docker run $$I\n", "a:1", id="a variable of the shell"),
        pytest.param("x:\n\tdocker run $(I)\n", None, id="not set"),
        pytest.param("I = a\nI = b\nx:\n\tdocker run $(I)\n", None, id="set twice"),
        pytest.param("I = a\nI += b\nx:\n\tdocker run $(I)\n", None, id="added to"),
        pytest.param("ifdef A\nI = a\nendif\nx:\n\tdocker run $(I)\n", None, id="set in a conditional"),
        pytest.param("I = a\nx: I = b\nx:\n\tdocker run $(I)\n", None, id="set for a target"),
        pytest.param("I != echo a\nx:\n\tdocker run $(I)\n", None, id="a command's output"),
        pytest.param("I = $(shell echo a)\nx:\n\tdocker run $(I)\n", None, id="a function"),
        pytest.param("I = $(I)\nx:\n\tdocker run $(I)\n", None, id="itself"),
        pytest.param("I = a\n$(eval I := b)\nx:\n\tdocker run $(I)\n", None, id="set by eval"),
        pytest.param(
            "A_I = a\ndefine T\n$(1)_I := b\nendef\n$(eval $(call T,A))\nx:\n\tdocker run $(A_I)\n", None, id="by its part"
        ),
        pytest.param(
            "B_J = a\ndefine T\n$(1)_I := b\nendef\n$(eval $(call T,A))\nx:\n\tdocker run $(B_J):1\n", "a:1", id="another"
        ),
        pytest.param("x:\n\tdocker run $(call I,a)\n", None, id="a call of nothing"),
        pytest.param("I = $(1):$(2)\nx:\n\tdocker run $(call I,a,1)\n", "a:1", id="call"),
        pytest.param("I = $(firstword a b)\nx:\n\tdocker run $(I)\n", None, id="another function"),
        pytest.param("I = $(if $(C),a,b)\nx:\n\tdocker run $(I)\n", None, id="a condition that is not known"),
        pytest.param("export I = a:1\nx:\n\tdocker run $$I\n", "a:1", id="in the environment"),
        pytest.param("I ?= a\ninclude b.mk\nx:\n\tdocker run $(I)\n", None, id="a default that an included file may precede"),
        pytest.param("x:\n\tI=a\n\tdocker run $$I\n", None, id="a shell variable of another line"),
        pytest.param("x:\n\tdocker run $@\n", None, id="automatic"),
    ],
)
def test_images_in_variables(text: str, image: str | None) -> None:
    found = only(text).image
    assert found is not None
    if image is None:
        assert isinstance(found.repository, Unknown)
    else:
        assert f"{found.repository}:{found.tag}" == image


@pytest.mark.parametrize(
    "folder", ["$(PWD)", "${PWD}", "$(CURDIR)", "$(shell pwd)", "`pwd`", "$$(pwd)", "$$PWD", '"$(PWD)"', "$(PWD)/."]
)
def test_the_working_directory_is_mounted(folder: str) -> None:
    found = only(f"a:\n\tdocker run -v {folder}:/src x:1\n")
    (mount,) = found.mounts
    assert (mount.base, mount.target) == ("project", "/src")
    assert mount.at("target").text == "/src"
    assert mount.at("source").text == folder.strip('"')


def test_an_unknown_option_may_be_anything() -> None:
    found = only("a:\n\tdocker run $(OPTS) x:1\n")
    assert "*" in found.incomplete


def test_a_place_behind_a_variable_is_exact() -> None:
    found = only("F = --rm\na:\n\tdocker run $(F) --cap-add SYS_ADMIN x\n")
    assert found.cap_add[0].origin.location.text == "SYS_ADMIN"


def test_remarks_cover_the_whole_command() -> None:
    text = "a:\n\t# lintainer: ignore[privileged] because\n\tdocker run \\\n\t  --privileged x\n"
    MAKEFILE.covers(text, "--privileged x")


def test_values_that_grow_without_bound_stay_unknown() -> None:
    lines = [f"A{n} = $(A{n + 1})$(A{n + 1})" for n in range(18)] + ["A18 = xxxx", "a:", "\tdocker run $(A0)"]
    image = only("\n".join(lines)).image
    assert image is not None
    assert isinstance(image.repository, Unknown)


@pytest.mark.parametrize("name", ["Makefile", "makefile", "GNUmakefile", "Makefile.dev", "docker.mk", "sub/x.MK"])
def test_names(name: str) -> None:
    assert len(parse("a:\n\tdocker run x\n", name).workloads) == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("V = 1\nI = a:$(V)\nx:\n\tdocker run $(I)\n", id="before it"),
        pytest.param("I = a:$(V)\nV = 1\nx:\n\tdocker run $(I)\n", id="behind it"),
    ],
)
def test_what_several_variables_made_is_placed_where_it_is_used(text: str) -> None:
    image = only(text).image
    assert image is not None
    assert (image.repository, image.tag, image.at().text) == ("a", "1", "$(I)")


def test_a_loop_starts_a_container_for_each_of_its_words() -> None:
    found = containers("a:\n\t$(foreach n,db web,docker run --name $(n) $(n):1;)\n")
    assert [(one.name, one.image.repository if one.image else None) for one in found] == [("db", "db"), ("web", "web")]


def test_lines_of_a_define_are_read_where_it_is_used_and_once() -> None:
    text = "define R\n@echo\n@docker run --name $(1) x\nendef\na:\n\t$(call R,b)\nc:\n\t$(call R,d)\n"
    assert [one.name for one in containers(text)] == ["b", "d"]


def test_lines_of_a_rule_share_no_shell() -> None:
    image = only("a:\n\tI=x\n\tdocker run $$I\n").image
    assert image is not None
    assert isinstance(image.repository, Unknown)


def test_what_is_included_is_noted() -> None:
    parsed = parse("include a.mk b/*.mk # c\n-include .env\nsinclude d\na:\n\tdocker run x\n")
    assert [one.reason for one in parsed.skipped] == [
        "Makefile:1: `include a.mk b/*.mk` is not followed",
        "Makefile:2: `-include .env` is not followed",
        "Makefile:3: `sinclude d` is not followed",
    ]
    assert [project.complete for project in parsed.projects] == [False]


def test_recipes_for_another_program_are_noted() -> None:
    parsed = parse("SHELL := /usr/bin/python3\na:\n\tdocker run x\n")
    assert (parsed.workloads, [one.reason for one in parsed.skipped]) == ((), ["Makefile:1: recipes for the shell python3"])
    assert len(parse("SHELL := /usr/bin/env bash\na:\n\tdocker run x\n").workloads) == 1
    assert len(parse("SHELL = /bin/bash -e\na:\n\tdocker run x\n").workloads) == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("".join(f"A{n} = $(A{n + 1})$(A{n + 1})\n" for n in range(30)), id="values that are empty, and double"),
        pytest.param("".join(f"A{n} = $(call A{n + 1},$(1)$(1))\n" for n in range(30)), id="arguments that double"),
        pytest.param("A0 = $(foreach a,1 2 3 4 5 6 7 8 9,$(A1))\n" + "A1 = $(foreach b,1 2 3 4 5 6 7 8 9,$(A0))\n", id="loops"),
        pytest.param("A0 = " + "$(strip " * 2000 + ")" * 2000 + "\n", id="functions in functions"),
        pytest.param("A0 = " + "$(" * 2000 + "\n", id="references in references"),
        pytest.param("define A0\n" * 50 + "docker run x\n", id="a define without end"),
    ],
)
def test_hostile_text_is_read(text: str) -> None:
    assert containers(f"x:\n\tdocker run --privileged $(A0) y\n{text}")[0].privileged is True
