"""Charts and kustomizations, rendered by the tools that the user has: helm, helm-python-sdk, kubectl, kustomize.

Imported only where rendering is asked for. What a tool fetches by itself (the remote base of a kustomization) is its own doing.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence

from lintainer.files import Files, Unreadable, display_path
from lintainer.hints import Any
from lintainer.messages import shorten
from lintainer.parsers._yaml import documents
from lintainer.parsers.kubernetes.objects import plain_values
from lintainer.parsers.kubernetes.templates import SOURCE
from lintainer.source import Source
from lintainer.tuples import NamedTuple

# Charts with loops over large values take a while; one that takes longer than this many seconds hangs.
_PATIENCE = 120
# What stands before the reason: `Error: `, and the marks of klog.
_PREAMBLE = re.compile(r'^(?:[EWIF]\d{4} [^\]]*\] )?(?:"command failed" err=)?(?:[Ee]rror: )?')


class Rendered(NamedTuple):
    """What came out: one source for each template, named by its path. `error` says in one line why nothing did.

    `missing`: no tool is there that could do it.
    """

    sources: tuple[Source, ...] = ()
    error: str | None = None
    missing: bool = False


def render_kustomization(folder: str, name: str = "kustomization.yaml") -> Rendered:
    """Build the kustomization in `folder` with kustomize or kubectl; the source has the path of its file `name`."""
    if shutil.which("kustomize") is not None:
        command = ["kustomize", "build", folder]
    elif shutil.which("kubectl") is not None:
        command = ["kubectl", "kustomize", folder]
    else:
        return Rendered(error="cannot be built: neither kustomize nor kubectl is on the PATH", missing=True)
    output, error = _run(command)
    if error is not None:
        return Rendered(error=error)
    return Rendered((Source(display_path(os.path.join(folder, name)), output),))


def render_chart(chart: str, values: Sequence[str] = ()) -> Rendered:
    """Render the Helm chart in the folder `chart` with the files `values`, the last of which wins, as helm has it."""
    if shutil.which("helm") is not None:
        command = ["helm", "template", "release", chart]
        for path in values:
            command += ["--values", path]
        output, error = _run(command)
        if error is not None:
            return Rendered(error=error)
        return Rendered(tuple(split_by_template(output, chart)))
    return _render_with_sdk(chart, values)


def _run(command: Sequence[str]) -> tuple[str, str | None]:
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return "", f"{command[0]} gave no answer in {_PATIENCE} seconds"
    except OSError as error:
        return "", f"{command[0]} could not be started: {(error.strerror or str(error)).lower()}"
    if done.returncode:
        lines = [line for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
        said = _PREAMBLE.sub("", lines[-1].strip()) if lines else "no reason given"
        return "", f"{command[0]} failed: {shorten(said, 300)}"
    return done.stdout.decode("utf-8", "replace"), None


def split_by_template(output: str, chart: str) -> list[Source]:
    """Return what helm printed as one source for each template: its `# Source:` lines name them, after the chart's name."""
    marks = list(SOURCE.finditer(output))
    texts: dict[str, str] = {}
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        # The separator that belongs to the next document stands before its own mark.
        end = len(output) if following is None else output.rfind("---", mark.end(), following.start())
        end = end if end >= 0 else following.start() if following is not None else len(output)
        text = output[mark.start() : end]
        known = texts.get(mark["path"])
        texts[mark["path"]] = text if known is None else f"{known}---\n{text}"
    return [Source(_template_name(path, chart), text) for path, text in texts.items()]


def _template_name(path: str, chart: str) -> str:
    return display_path(os.path.join(chart, *path.split("/")[1:]))


def _render_with_sdk(chart: str, values: Sequence[str]) -> Rendered:
    try:
        import helm_python
    except ImportError:
        return Rendered(
            error="cannot be rendered: neither helm is on the PATH nor is the package helm-python-sdk installed", missing=True
        )
    try:
        merged: dict[str, Any] = {}
        for path in values:
            merged = _merge(merged, _values(path))
    except Unreadable as error:
        return Rendered(error=f"a values file {error.message}")
    try:
        with helm_python.Chart.load(chart) as loaded:
            found: Mapping[str, str] = loaded.render(merged, name="release", namespace="default")
    except Exception as error:  # noqa: BLE001, RUF100 - whatever the library raises, the chart was not rendered
        return Rendered(error=f"helm-python-sdk failed: {shorten(str(error), 300)}")
    return Rendered(
        tuple(
            Source(_template_name(path, chart), text)
            for path, text in sorted(found.items())
            if text.strip() and not path.endswith("NOTES.txt")
        )
    )


def _values(path: str) -> dict[str, Any]:
    source = Files().read(path)
    merged: dict[str, Any] = {}
    for document in documents(source):
        if document.error is not None:
            raise Unreadable("syntax", f"{display_path(path)} is no YAML: {document.error.message}")
        merged = _merge(merged, plain_values(document.root))
    return merged


def _merge(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Return the values of `over` laid over those of `under`: mappings key by key, anything else as a whole."""
    merged = dict(under)
    for key, value in over.items():
        known = merged.get(key)
        merged[key] = _merge(known, value) if isinstance(known, dict) and isinstance(value, dict) else value
    return merged
