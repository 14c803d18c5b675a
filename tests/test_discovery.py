"""From named paths to files."""

from __future__ import annotations

from pathlib import Path

import pytest

from lintainer.discovery import Filter, Found, PathMatcher, discover


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("a.yaml", "sub/b.yml", "sub/c.txt", "node_modules/d.yaml", ".git/e.yaml", "sub/.hidden/f.yaml", "gen/g.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*paths: str, exclude: tuple[str, ...] = (), root: str | None = None, **chosen: bool) -> Found:
    return discover(paths, Filter(lambda path: path.endswith((".yaml", ".yml")), (PathMatcher(exclude, root),), **chosen))


def names(found: Found) -> list[str]:
    return [candidate.path for candidate in found.candidates]


def test_folders_are_walked_in_order_without_dependencies_and_version_control(tree: Path) -> None:
    assert names(run(".")) == ["a.yaml", "gen/g.yaml", "sub/b.yml", "sub/.hidden/f.yaml"]


def test_a_named_file_is_always_read(tree: Path) -> None:
    found = run("sub/c.txt")
    assert found.candidates == [("sub/c.txt", True)]
    assert not found.folders
    assert run("sub").folders


def test_gitignore_files_count_nested_ones_and_negations_too(tree: Path) -> None:
    (tree / ".gitignore").write_text("gen/\n*.yml\n# a comment\n")
    (tree / "sub" / ".gitignore").write_text("!b.yml\n.hidden\n")
    assert names(run(".")) == ["a.yaml", "sub/b.yml"]
    assert names(run("sub")) == ["sub/b.yml"]
    assert names(run(".", respect_gitignore=False))[1] == "gen/g.yaml"


def test_excludes_use_the_syntax_of_gitignore(tree: Path) -> None:
    assert names(run(".", exclude=("sub/",))) == ["a.yaml", "gen/g.yaml"]
    assert names(run("a.yaml", exclude=("*.yaml",))) == ["a.yaml"]
    found = run("a.yaml", exclude=("*.yaml",), force_exclude=True)
    assert names(found) == []
    assert [skipped.reason for skipped in found.skipped] == ["excluded"]


def test_excludes_of_a_config_start_from_its_folder(tree: Path) -> None:
    assert names(run(".", exclude=("/b.yml",), root=str(tree / "sub"))) == ["a.yaml", "gen/g.yaml", "sub/.hidden/f.yaml"]


def test_force_exclude_heeds_gitignore_for_named_files(tree: Path) -> None:
    (tree / ".gitignore").write_text("gen/*\n")
    assert names(run("gen/g.yaml", "a.yaml", force_exclude=True)) == ["a.yaml"]


def test_symbolic_links_are_followed_once(tree: Path) -> None:
    (tree / "sub" / "up").symlink_to("..")
    (tree / "link.yaml").symlink_to("a.yaml")
    (tree / "gone.yaml").symlink_to("nowhere")
    found = run(".")
    assert sorted(names(found)) == ["a.yaml", "gen/g.yaml", "sub/.hidden/f.yaml", "sub/b.yml"]
    assert [(skipped.name, skipped.reason) for skipped in found.skipped] == [("gone.yaml", "a symbolic link to nothing")]


def test_what_is_missing_or_closed_is_a_problem(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("gen"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = run(".", "missing.yaml")
    assert [(problem.name, problem.message) for problem in found.problems] == [
        ("gen", "permission denied"),
        ("missing.yaml", "no such file or directory"),
    ]
    assert "a.yaml" in names(found)


def test_a_path_that_cannot_be_looked_up_says_why(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    real = os.lstat

    def lstat(path: str) -> object:
        if path == "closed/a.yaml":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "lstat", lstat)
    found = run("closed/a.yaml", "a.yaml/b.yaml", "")
    assert [(problem.name, problem.message) for problem in found.problems] == [
        ("closed/a.yaml", "permission denied"),
        ("a.yaml/b.yaml", "not a directory"),
        ("''", "no such file or directory"),
    ]
