"""Which files hold Kubernetes objects, and which of them are templates that a tool renders first."""

from __future__ import annotations

import os
import re
from functools import cache

from lintainer.files import Files
from lintainer.parsers._yaml import DocHead
from lintainer.parsers.kubernetes.kinds import UNWANTED

KUSTOMIZATIONS = ("kustomization.yaml", "kustomization.yml", "kustomization")


@cache
def _object_lines() -> re.Pattern[str]:
    return re.compile(r"^(?:- )?(?:[\"']?)(kind|apiVersion|metadata|spec)(?:[\"']?)[ \t]*:", re.MULTILINE)


@cache
def _json_keys() -> re.Pattern[str]:
    return re.compile(r"[\"'](kind|apiVersion)[\"'][ \t\r\n]*:|[{,][ \t\r\n]*(kind|apiVersion):")


def is_kustomization(name: str) -> bool:
    """Tell whether a file of this name is a kustomization."""
    return name.replace("\\", "/").rpartition("/")[2].lower() in KUSTOMIZATIONS


def looks_like_objects(text: str) -> bool:
    """Tell whether `text` writes the keys that every object has: kind, and one of apiVersion, metadata and spec."""
    keys: set[str] = set()
    for match in _object_lines().finditer(text):
        keys.add(match[1])
        if "kind" in keys and len(keys) > 1:
            return True
    if keys and keys & {"apiVersion"} and "kind:" in text:
        return True
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start in ("{", "["):
        found = {match[1] or match[2] for match in _json_keys().finditer(text)}
        return "kind" in found
    return False


def wanted(head: DocHead) -> bool:
    """Tell whether a document is worth parsing: it says that it is an object, and not one of the large ones without a pod."""
    if head.kind in UNWANTED:
        # A repeated `kind:` has no single value, so a document that hides behind one is parsed.
        return False
    return not head.keys or "kind" in head.keys or "apiVersion" in head.keys


def chart_of(path: str | None, files: Files) -> str | None:
    """Return the folder of the Helm chart whose template the file at `path` is; None where it is none.

    Templates lie at any depth below `templates/`, beside which the chart's Chart.yaml is.
    """
    if path is None:
        return None
    folder = os.path.dirname(os.path.abspath(path))
    parts = folder.split(os.sep)
    for number in range(len(parts) - 1, 0, -1):
        if parts[number] == "templates":
            chart = os.sep.join(parts[:number])
            if files.exists(os.path.join(chart, "Chart.yaml")):
                return chart
    return None
