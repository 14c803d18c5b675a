"""Entry points as the standard library reads them."""

from __future__ import annotations

import importlib.metadata
import os.path
from pathlib import Path

import pytest

from lintainer.entry_points import EntryPoint, entry_points


def distribution(folder: Path, name: str, text: str) -> None:
    described = folder / f"{name}.dist-info"
    described.mkdir(parents=True)
    (described / "entry_points.txt").write_text(text)
    (described / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name.partition('-')[0]}\nVersion: 1\n")


def theirs(group: str, path: list[str]) -> list[tuple[str, str]]:
    """What importlib.metadata says: of a distribution that is there twice, the first counts."""
    found: dict[str, importlib.metadata.Distribution] = {}
    for one in importlib.metadata.distributions(path=path):
        found.setdefault(one.metadata["Name"].lower().replace("-", "_").replace(".", "_"), one)
    return sorted((entry.name, entry.value) for one in found.values() for entry in one.entry_points if entry.group == group)


def test_all_groups_of_this_environment_are_read_as_the_standard_library_reads_them() -> None:
    groups = importlib.metadata.entry_points().groups
    assert {"console_scripts", "pytest11"} <= groups
    for group in groups:
        expected = sorted((entry.name, entry.value) for entry in importlib.metadata.entry_points(group=group))
        assert [tuple(entry) for entry in entry_points(group)] == expected


TEXT = """
# a comment
[console_scripts]
acme = acme.cli:main

[lintainer]
b = acme.b
# another
a=acme.a:plugin
c = acme.c : inner.plugin [extra]
no separator

[lintainer.other]
d = acme.d
"""


@pytest.mark.parametrize("group", ["lintainer", "console_scripts", "lintainer.other", "nothing"])
def test_a_file_is_read_by_groups(tmp_path: Path, group: str) -> None:
    distribution(tmp_path, "acme-1.0", TEXT.replace("no separator\n", ""))
    found = entry_points(group, [str(tmp_path)])
    assert [tuple(entry) for entry in found] == theirs(group, [str(tmp_path)])
    assert bool(found) == (group != "nothing")


def test_what_is_no_entry_is_passed_over(tmp_path: Path) -> None:
    distribution(tmp_path, "acme-1.0", TEXT)
    assert [entry.name for entry in entry_points("lintainer", [str(tmp_path)])] == ["a", "b", "c"]


def test_of_a_distribution_in_two_folders_the_first_counts(tmp_path: Path) -> None:
    distribution(tmp_path / "first", "Acme.Tool-2.0", "[lintainer]\na = new\n")
    distribution(tmp_path / "second", "acme_tool-1.0", "[lintainer]\na = old\n")
    distribution(tmp_path / "second", "other-1.0", "[lintainer]\nb = other\n")
    path = [str(tmp_path / "first"), str(tmp_path / "gone"), str(tmp_path / "second")]
    assert entry_points("lintainer", path) == [("a", "new"), ("b", "other")]
    assert theirs("lintainer", path) == [("a", "new"), ("b", "other")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("os.path", os.path, id="module"),
        pytest.param("os.path:join", os.path.join, id="attribute"),
        pytest.param("os : path.join [extra]", os.path.join, id="attribute of an attribute, with extras"),
    ],
)
def test_what_is_named_is_loaded(value: str, expected: object) -> None:
    assert EntryPoint("a", value).load() is expected
    assert importlib.metadata.EntryPoint("a", value, "g").load() is expected
