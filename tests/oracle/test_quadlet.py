"""podman's own test units, read by lintainer: every comment that says what quadlet makes of one holds.

The units are not part of this project: LINTAINER_CORPUS names a folder that holds them in `quadlet/`. Which comments say
nothing of the model, and why, is listed in `quadlet_asserts`.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lintainer.model import Container
from lintainer.model.notes import InvalidValue
from tests.oracle.quadlet_asserts import (
    FAILS_ALONE,
    IMAGE,
    OTHER_FORMS,
    OTHER_OPTIONS,
    Comment,
    changes,
    comments_of,
    found_in,
    lacking,
    read_unit,
)

# Fields that say what a container is declared to be, rather than where it stands.
ASIDE = "name role platform os syntax dialect pod within notes rest origin incomplete image security_opt user_written".split()
DECLARED = [field for field in Container.fields() if field not in ASIDE]
FOLDER = Path(os.environ.get("LINTAINER_CORPUS", "")) / "quadlet"
UNITS = sorted(FOLDER.glob("*.container")) if "LINTAINER_CORPUS" in os.environ else []

if not UNITS:
    pytest.skip("LINTAINER_CORPUS names no folder with quadlet/*.container", allow_module_level=True)

CASES = [
    pytest.param(path, comment, id=f"{path.name}:{comment.line}")
    for path in UNITS
    for comment in comments_of(path.read_text())
    if comment.form not in (*OTHER_FORMS, "assert-failed")
]
FAILING = [path for path in UNITS if any(one.form == "assert-failed" for one in comments_of(path.read_text()))]


@pytest.mark.parametrize(("path", "comment"), CASES)
def test_the_command_and_the_model_are_as_the_comment_says(path: Path, comment: Comment) -> None:
    read = read_unit(path)
    words = found_in(comment, read)
    assert (words is None) is comment.negated
    if words is None:
        return
    container, option = read.container, words[0].partition("=")[0]
    if comment.form == "assert-podman-global-args":
        assert option in OTHER_OPTIONS
        assert container.is_complete("mounts") is (option != "--module")
    elif comment.form == "assert-podman-final-args" and option != "--rootfs":
        assert container.image is not None
        assert [container.image.written, *(word.value for word in container.cmd or ())] == words
    elif option == "--name":
        prefix, _, instance = path.stem.partition("@")
        assert container.name == words[1].replace("%N", path.stem).replace("%p", prefix).replace("%i", instance or "%i")
    else:
        # What is listed as none of the model's concern changes nothing in it; everything else does, and the container has it.
        found = changes(words if option == "--rootfs" else [*words, IMAGE], read.unit)
        assert bool(found) is (option not in OTHER_OPTIONS), found
        assert lacking(found, container) == []


@pytest.mark.parametrize("path", [pytest.param(path, id=path.name) for path in FAILING])
def test_what_quadlet_refuses_is_said(path: Path) -> None:
    read = read_unit(path)
    refused = [note.reason for note in read.container.notes if isinstance(note, InvalidValue) and note.refused]
    assert bool(refused) is (path.name not in FAILS_ALONE)


@pytest.mark.parametrize("path", [pytest.param(path, id=path.name) for path in UNITS])
def test_every_unit_is_read(path: Path) -> None:
    read = read_unit(path)
    assert read.parsed.problems == ()
    assert read.container.platform == "podman"


# What a unit starts, checked by hand: the container, its image, the fields that are declared, and whether quadlet refuses it.
STARTED = [row.split("\t") for row in Path(__file__).with_name("quadlet_started.tsv").read_text().splitlines()]


@pytest.mark.parametrize("row", [pytest.param(row, id=row[0]) for row in STARTED])
def test_a_unit_starts_what_was_checked_by_hand(row: list[str]) -> None:
    unit, name, image, fields, refused = row
    container = read_unit(FOLDER / unit).container
    declared = [field for field in DECLARED if getattr(container, field) not in (None, ())]
    assert [container.name, container.image.written if container.image is not None else "-"] == [name, image]
    assert (" ".join(declared) or "-") == fields
    assert any(isinstance(note, InvalidValue) and note.refused for note in container.notes) is (refused == "refused")


def test_no_unit_is_left_out_of_the_list() -> None:
    assert {path.name for path in UNITS} <= {row[0] for row in STARTED}
