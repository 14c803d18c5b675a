"""Which charts and kustomizations of a run are rendered first, and what takes their place among its inputs."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from lintainer.files import Files, Unreadable, display_path
from lintainer.parsers import Problem, Skipped
from lintainer.parsers.kubernetes.detect import KUSTOMIZATIONS
from lintainer.parsers.kubernetes.kustomize import kustomization
from lintainer.parsers.kubernetes.rendering import Rendered, render_chart, render_kustomization
from lintainer.source import Source
from lintainer.tuples import NamedTuple


class Renders(NamedTuple):
    """What was rendered: sources, and the folders whose manifests they stand for."""

    sources: list[Source]
    problems: list[Problem]
    skipped: list[Skipped]
    folders: set[str]

    def cover(self, path: str | None) -> bool:
        """Tell whether the file at `path` is part of what was rendered."""
        if path is None or not self.folders:
            return False
        here = os.path.dirname(os.path.abspath(path))
        return any(here == folder or here.startswith(folder + os.sep) for folder in self.folders)


def render(
    paths: Sequence[str],
    files: Files,
    *,
    helm: bool,
    kustomize: bool,
    values: Sequence[str],
    allow_skipped: bool,
    excluded: Callable[[str], bool],
) -> Renders:
    """Render the charts and the kustomizations among the files `paths` that were found.

    A chart inside another one is rendered with it, and a kustomization that another one takes in, with that one.
    """
    done = Renders([], [], [], set())
    if helm:
        charts = {_folder(path) for path in paths if os.path.basename(path) == "Chart.yaml"}
        for chart in sorted(charts):
            if not any(_inside(chart, other) for other in charts if other != chart):
                _take(done, chart, render_chart(_shown(chart), values), {chart}, allow_skipped, excluded)
    if kustomize:
        named = {_folder(path): path for path in paths if os.path.basename(path).lower() in KUSTOMIZATIONS}
        taken = {folder: _taken(path, folder, files) for folder, path in named.items()}
        inner = {path for found in taken.values() for path in found}
        for folder, path in sorted(named.items()):
            if folder in inner or _is_component(path, files) or any(_inside(folder, chart) for chart in done.folders):
                continue
            covered = _reached(folder, taken)
            result = render_kustomization(_shown(folder), os.path.basename(path))
            _take(done, folder, result, covered, allow_skipped, excluded)
    return done


def _folder(path: str) -> str:
    return os.path.dirname(os.path.abspath(path))


def _shown(folder: str) -> str:
    return os.path.relpath(folder)


def _inside(path: str, folder: str) -> bool:
    return path.startswith(folder + os.sep)


def _taken(path: str, folder: str, files: Files) -> frozenset[str]:
    try:
        return kustomization(files.read(path), folder).resources
    except Unreadable:
        return frozenset()


def _is_component(path: str, files: Files) -> bool:
    try:
        return "kind: Component" in files.read(path).text
    except Unreadable:
        return True


def _reached(folder: str, taken: dict[str, frozenset[str]]) -> set[str]:
    """Return the folder with those of the bases that it takes in, and theirs."""
    found = {folder}
    waiting = [folder]
    while waiting:
        for path in taken.get(waiting.pop(), ()):
            if path in taken and path not in found:
                found.add(path)
                waiting.append(path)
    return found


def _take(
    done: Renders, folder: str, result: Rendered, covered: set[str], allow_skipped: bool, excluded: Callable[[str], bool]
) -> None:
    name = display_path(folder)
    if result.error is None:
        done.sources.extend(source for source in result.sources if not excluded(source.name))
        done.folders.update(covered)
    elif allow_skipped:
        done.skipped.append(Skipped(name, result.error))
    else:
        hint = " (--allow-skipped lets this pass)" if result.missing else ""
        done.problems.append(Problem("read", result.error + hint, name))
