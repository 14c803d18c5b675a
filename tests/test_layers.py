"""Who may import whom: source ← model ← policy ← plugins, engine ← cli; and each heavy library in one place."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = (ROOT / "lintainer", ROOT / "policies" / "lintainer_policies")

# Each layer may import from itself and from those before it.
LAYERS = (
    (
        "lintainer.atomic",
        "lintainer.digest",
        "lintainer.entry_points",
        "lintainer.hints",
        "lintainer.messages",
        "lintainer.patterns",
        "lintainer.source",
        "lintainer.tuples",
    ),
    ("lintainer.files",),
    ("lintainer.model", "lintainer.schemas"),
    ("lintainer.parsers", "lintainer.policy", "lintainer.request"),
    (
        "lintainer.hooks",
        "lintainer.plugins",
        "lintainer.finding",
        "lintainer.fingerprint",
        "lintainer.pages",
        "lintainer.excerpt",
    ),
    (
        "lintainer.asking",
        "lintainer.collecting",
        "lintainer.engine",
        "lintainer.rules",
        "lintainer.suppress",
        "lintainer.settings",
        "lintainer.discovery",
        "lintainer.baseline",
        "lintainer.changed_lines",
        "lintainer.config",
        "lintainer.config_search",
        "lintainer.config_schema",
        "lintainer.custom",
        "lintainer.fixes",
        "lintainer.options",
        "lintainer.rendered",
    ),
    ("lintainer.run", "lintainer.reporters"),
    ("lintainer.cli",),
)
# A library, and the only modules that may import it.
SOLE_IMPORTERS = {
    "typing": ("lintainer.hints", "lintainer.tuples", "lintainer.custom.vocabulary"),
    "pluggy": ("lintainer.plugins", "lintainer.hooks"),
    "ruamel": ("lintainer.parsers._yaml.clib", "lintainer.parsers._yaml.events"),
    "_ruamel_yaml": ("lintainer.parsers._yaml.clib",),
    "celpy": ("lintainer.custom.expression",),
    "lark": ("lintainer.custom.expression",),
    "sarif_om": ("lintainer.reporters.sarif",),
    "tree_sitter": ("lintainer.parsers._shell",),
    "tree_sitter_bash": ("lintainer.parsers._shell",),
}


def modules() -> Iterator[tuple[str, Path]]:
    for package in PACKAGES:
        for path in sorted(package.rglob("*.py")):
            parts = path.relative_to(package.parent).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Every module that a file imports anywhere, what only type checkers read excepted."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found: list[str] = []
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            found.extend(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.append(node.module)
    return tuple(found)


def layer_of(module: str) -> int | None:
    for number, names in enumerate(LAYERS):
        if any(module == name or module.startswith(name + ".") for name in names):
            return number
    return None


ALL = [pytest.param(name, path, id=name) for name, path in modules()]


@pytest.mark.parametrize(("name", "path"), ALL)
def test_imports_go_one_way(name: str, path: Path) -> None:
    own = layer_of(name)
    if name in ("lintainer", "lintainer.__main__") or name.startswith("lintainer_policies"):
        return
    assert own is not None, f"{name} belongs to no layer: add it to LAYERS"
    for imported in imports(path):
        other = layer_of(imported)
        if other is not None and (name, imported) not in (("lintainer.plugins", "lintainer.parsers.registry"),):
            assert other <= own, f"{name} imports {imported}, which lies above it"


@pytest.mark.parametrize(("name", "path"), ALL)
def test_policies_see_the_model_only(name: str, path: Path) -> None:
    if not name.startswith("lintainer_policies"):
        return
    allowed = (
        "lintainer.hints",
        "lintainer.model",
        "lintainer.policy",
        "lintainer.source",
        "lintainer.messages",
        "lintainer.patterns",
        "lintainer.tuples",
        "lintainer_policies",
    )
    for imported in imports(path):
        if imported.startswith("lintainer"):
            assert imported.startswith(allowed), f"{name} imports {imported}"


@pytest.mark.parametrize(("name", "path"), ALL)
def test_parsers_import_source_and_model_only(name: str, path: Path) -> None:
    if not name.startswith("lintainer.parsers"):
        return
    for imported in imports(path):
        assert not imported.startswith(("lintainer.policy", "lintainer_policies", "lintainer.engine")), (
            f"{name} imports {imported}"
        )


@pytest.mark.parametrize("library", SOLE_IMPORTERS)
def test_a_library_has_one_room(library: str) -> None:
    found = {name for name, path in modules() for imported in imports(path) if imported.split(".")[0] == library}
    assert all(name.startswith(SOLE_IMPORTERS[library]) for name in found), found


@pytest.mark.parametrize(("name", "path"), ALL)
def test_rooms_are_small_and_named(name: str, path: Path) -> None:
    assert not {"utils", "helpers", "common", "misc"} & set(name.replace("_", ".").split("."))
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 450, (
        f"{name} grew too large: give its parts names of their own"
    )


def test_a_small_run_imports_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services:\n  web:\n    image: nginx:1.27\n")
    heavy = (
        "typing dataclasses inspect pluggy pathspec jsonschema sarif_om tree_sitter_bash logging subprocess importlib.metadata"
    )
    code = (
        "import sys, lintainer\nlintainer.OWN_PROCESS = True\n"
        "from lintainer.cli import main\nmain(['check', 'compose.yaml', '--quiet'])\n"
        f"print(sorted(set({heavy!r}.split()) & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, env=environment)
    assert done.stdout.splitlines()[-1:] == ["[]"], done.stdout + done.stderr
