"""The commands that lintainer generates of units, and those of podman's own generator: the same, or both refuse.

What is brought to one form before the two are compared is listed in `quadlet_generator`.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lintainer.files import Files
from lintainer.model.notes import InvalidValue
from lintainer.parsers.quadlet.commands import pod_of, run_of
from lintainer.parsers.quadlet.units import Unit, Units
from tests.oracle.quadlet_generator import Answer, generated, generator

FIXTURES = Path(__file__).parents[1] / "parsers" / "quadlet_units"


def ours(path: Path) -> tuple[Unit, list[str]]:
    files = Files()
    units = Units(files, str(path.parent))
    unit = units.given(path.name, files.read(str(path)))
    assert unit.head is not None
    command = (run_of if path.suffix == ".container" else pod_of)(unit, units, unit.head)
    return unit, [one.text for one in (*command.general, *command.words)]


def disagreement(path: Path, answer: Answer) -> str | None:
    """Return in what the two differ over a unit, None where they agree."""
    unit, words = ours(path)
    theirs = answer.words(unit.service.name, "ExecStart" if path.suffix == ".container" else "ExecStartPre")
    refused = [note.reason for note in unit.notes if not isinstance(note, InvalidValue) or note.refused]
    refused += [reason for part in unit.parts for _, reason in part.broken]
    if theirs is None or refused:
        return None if theirs is None and refused else f"{path.name}: refused by {'it' if theirs is None else 'us'}: {refused}"
    a, b = answer.form(words), answer.form(theirs)
    if a == b:
        return None
    return f"{path.name}: ours {[x for x in a if x not in b]}, theirs {[x for x in b if x not in a]}: {path.read_text()!r}"


def test_the_units_of_the_fixtures(tmp_path: Path) -> None:
    program = generator()
    shutil.copytree(FIXTURES, tmp_path / "units")
    answer = Answer(program, tmp_path / "units")
    units = sorted([*(tmp_path / "units").glob("*.container"), *(tmp_path / "units").glob("*.pod")])
    judged = [path for path in units if not answer.refuses_a_key_of_later_versions(path.name)]
    assert len(judged) > 20
    # What names a pod with a key of later versions is refused with it.
    assert [found for path in judged if (found := disagreement(path, answer)) is not None] == []


def compared(count: int, seed: int, folder: Path) -> None:
    program = generator()
    for name, text in generated(seed, count).items():
        (folder / name).write_text(text)
    answer = Answer(program, folder)
    found = [one for path in sorted(folder.iterdir()) if (one := disagreement(path, answer)) is not None]
    assert found == []


def test_generated_units(tmp_path: Path) -> None:
    compared(200, 1, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 12))
def test_more_generated_units(tmp_path: Path, seed: int) -> None:
    compared(500, seed, tmp_path)
