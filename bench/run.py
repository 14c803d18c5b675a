"""Measure lintainer against its peers, whole processes, interleaved; print medians and ratios.

python bench/run.py [--compose DIR …] [--kubernetes DIR …] [--profile NAME] [--plugin] [--runs N]
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from peers import install

HERE = Path(__file__).resolve().parent
OWN = HERE / ".own"
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


def own(profile: str, *, plugin: bool) -> list[str]:
    """Return lintainer's command: this tree, installed as its users have it and as the peers are, compiled; JSON as theirs."""
    shutil.rmtree(OWN, ignore_errors=True)
    venv.create(OWN, with_pip=True)
    wanted = [str(HERE.parent), *([str(HERE.parent / "tests" / "example_plugin")] if plugin else [])]
    subprocess.run([OWN / "bin" / "pip", "install", "-q", *wanted], check=True)
    # pip leaves this out where the environment forbids Python to write bytecode.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([OWN / "bin" / "python", "-m", "compileall", "-q", OWN / "lib"], check=False, env=environment)
    return [str(OWN / "bin" / "lintainer"), "check", "--profile", profile, "--format", "json", "--exit-zero"]


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


def starts(command: list[str], programs: Path, folder: Path, runs: int) -> None:
    """Measure what one small input takes."""
    (folder / "compose.yaml").write_text(SMALL)
    (folder / "pod.yaml").write_text(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    image: nginx:1.27\n"
    )
    (folder / "request.json").write_text(REQUEST)
    compose_lint = [str(programs / "compose-lint"), "check", "--format", "json", "compose.yaml"]
    rows = interleaved(
        {
            "python -c pass": lambda: measured([str(OWN / "bin" / "python"), "-c", "pass"], folder),
            "lintainer": lambda: measured([*command, "compose.yaml"], folder),
            "compose-lint": lambda: measured(compose_lint, folder),
        },
        runs,
    )
    report("start-up: one small Compose file", rows, {"compose-lint": (0.6, None)})
    rows = interleaved(
        {
            "lintainer": lambda: measured([*command, "pod.yaml"], folder),
            "trivy": lambda: measured(trivy(programs, "pod.yaml"), folder),
        },
        runs,
    )
    report("start-up: one small manifest", rows, {"trivy": (0.1, None)})
    rows = interleaved(
        {
            "lintainer": lambda: measured([*command, "--create-request", "-"], folder, "request.json"),
            "the same container in Compose": lambda: measured([*command, "compose.yaml"], folder),
        },
        runs,
    )
    report("start-up: the gate, one create request", rows, {"the same container in Compose": (1, None)})


def over_compose(command: list[str], programs: Path, files: list[str], folder: Path, runs: int) -> None:
    """Measure what many Compose files take."""
    compose_lint = [str(programs / "compose-lint"), "check", "--format", "json", *files]
    rows = interleaved(
        {
            "lintainer": lambda: measured([*command, *files], folder),
            "compose-lint": lambda: measured(compose_lint, folder),
        },
        runs,
    )
    report(f"throughput: {len(files)} Compose files", rows, {"compose-lint": (0.5, None)})


def over_manifests(command: list[str], programs: Path, tree: str, folder: Path, runs: int) -> None:
    """Measure what a tree of manifests takes."""
    rows = interleaved(
        {
            "lintainer": lambda: measured([*command, tree], folder),
            "trivy": lambda: measured(trivy(programs, tree), folder),
            "floor": lambda: measured([str(OWN / "bin" / "python"), str(HERE / "floor.py"), tree], folder),
        },
        runs,
    )
    report(f"throughput: manifests of {tree}", rows, {"trivy": (0.1, 0.1), "floor": (4, None)})


def main() -> None:
    """Measure what the options ask for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--compose", nargs="*", type=Path, default=[], help="folders with Compose files")
    options.add_argument("--kubernetes", nargs="*", type=Path, default=[], help="folders with manifests")
    options.add_argument("--runs", type=int, default=9)
    options.add_argument("--profile", default="default", help="lintainer's profile (default: default)")
    options.add_argument("--plugin", action="store_true", help="with a third-party plugin installed: tests/example_plugin")
    given = options.parse_args()
    programs, command = install("compose-lint", "trivy"), own(given.profile, plugin=given.plugin)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        starts(command, programs, folder, given.runs)
        files = compose_files([path.resolve() for path in given.compose])
        if files:
            over_compose(command, programs, files, folder, given.runs)
        for path in given.kubernetes:
            over_manifests(command, programs, str(path.resolve()), folder, max(3, given.runs // 3))


if __name__ == "__main__":
    main()
