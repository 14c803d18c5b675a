"""Programs that some tests need: skipped by name where one is missing, except in CI, where missing is a failure."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest


def require(program: str) -> str:
    """Return the path of `program`, from the PATH or beside this Python."""
    found = shutil.which(program) or shutil.which(program, path=str(Path(sys.executable).parent))
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"{program} is needed in CI and is not installed")
        pytest.skip(f"{program} is not installed")
    return found


def require_module(name: str) -> None:
    """Skip, or fail in CI, where the module `name` cannot be imported."""
    from importlib.util import find_spec

    if find_spec(name) is None:
        if os.environ.get("CI"):
            pytest.fail(f"the module {name} is needed in CI and is not installed")
        pytest.skip(f"the module {name} is not installed")
