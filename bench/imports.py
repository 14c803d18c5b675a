"""What the modules of a small run cost to import, and classes to define: whole processes over `python -c pass`, medians."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

MODULES = (
    "re argparse json hashlib dataclasses enum typing pluggy msgspec pathspec jsonschema _ruamel_yaml tree_sitter_bash "
    "sarif_om importlib.metadata lintainer.model lintainer.policy lintainer_policies lintainer.cli"
).split()
FIFTY = """
source = "from __future__ import annotations\\nclass C(Base):\\n a: int\\n b: str | None\\n c: tuple[str, ...] = ()\\n"
for number in range(50):
    exec(source)
"""
# What a small run does, and the dearer way that it goes round.
WAYS = {
    "_ruamel_yaml, leanly": "lintainer.OWN_PROCESS = True; import lintainer.parsers._yaml.clib",
    "_ruamel_yaml, as usual": "import lintainer.parsers._yaml.clib",
    "SHA-256 of ours": "import lintainer.digest",
    "SHA-256 of hashlib": "import hashlib",
    "entry points of ours": "from lintainer.entry_points import entry_points; entry_points('lintainer')",
    "importlib's entry points": "from importlib.metadata import entry_points; entry_points(group='lintainer')",
    "hints of ours": "import lintainer.hints",
    "hints of typing": "import typing",
    "50 named tuples of ours": f"from lintainer.tuples import NamedTuple as Base{FIFTY}",
    "50 typing.NamedTuple": f"from typing import NamedTuple as Base{FIFTY}",
    "50 records": f"from lintainer.model.record import Record as Base{FIFTY}",
}


def seconds(code: str) -> float:
    """Return the wall time of one interpreter that runs `code`."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    return time.perf_counter() - began


def main() -> None:
    """Print added milliseconds."""
    codes = {
        "python -c pass": "pass",
        **{name: f"import {name}" for name in MODULES},
        **{name: f"import lintainer; {code}" for name, code in WAYS.items()},
    }
    rows: dict[str, list[float]] = {name: [] for name in codes}
    missing: set[str] = set()
    for _ in range(11):
        for name, code in codes.items():
            if name not in missing:
                try:
                    rows[name].append(seconds(code))
                except subprocess.CalledProcessError:
                    missing.add(name)
    base = statistics.median(rows["python -c pass"])
    for name, row in rows.items():
        shown = "is not installed" if name in missing else f"{(statistics.median(row) - base) * 1000:+7.1f} ms"
        print(f"{name:24s} {shown if row is not rows['python -c pass'] else f'{base * 1000:7.1f} ms'}")


if __name__ == "__main__":
    main()
