"""What the modules of a small run cost to import, whole processes over `python -c pass`, medians."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

MODULES = (
    "re argparse json dataclasses enum typing pluggy msgspec pathspec jsonschema _ruamel_yaml tree_sitter_bash sarif_om "
    "importlib.metadata lintainer.model lintainer.policy lintainer_policies lintainer.cli"
).split()


def seconds(code: str) -> float:
    """Return the wall time of one interpreter that runs `code`."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    return time.perf_counter() - began


def main() -> None:
    """Print added milliseconds."""
    rows: dict[str, list[float]] = {name: [] for name in ("pass", *MODULES)}
    for _ in range(11):
        for name, row in rows.items():
            row.append(seconds("pass" if name == "pass" else f"import {name}"))
    base = statistics.median(rows["pass"])
    print(f"{'python -c pass':24s} {base * 1000:7.1f} ms")
    for name in MODULES:
        print(f"{name:24s} {(statistics.median(rows[name]) - base) * 1000:+7.1f} ms")


if __name__ == "__main__":
    main()
