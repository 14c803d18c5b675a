"""Kustomizations: what belongs to one, and which files are patches of it."""

from __future__ import annotations

import os
from collections.abc import Iterator

from lintainer.files import Files, Unreadable
from lintainer.parsers import Context
from lintainer.parsers._yaml import Mapping, deref, documents
from lintainer.parsers.kubernetes.detect import is_kustomization
from lintainer.parsers.kubernetes.view import View
from lintainer.source import Source
from lintainer.tuples import NamedTuple

_NAMES = ("kustomization.yaml", "kustomization.yml", "Kustomization")
# A patch lies in the folder of its kustomization or below it; further up nobody looks.
_LEVELS = 4


class Kustomization(NamedTuple):
    """What a kustomization names: absolute paths of files and folders."""

    folder: str
    resources: frozenset[str]
    patches: frozenset[str]


_READ: dict[int, tuple[Source, Kustomization]] = {}


def kustomization(source: Source, folder: str) -> Kustomization:
    """Return what the kustomization `source` in `folder` names. Paths of other hosts are left out."""
    known = _READ.get(id(source))
    if known is not None and known[0] is source:
        return known[1]
    resources: set[str] = set()
    patches: set[str] = set()
    for document in documents(source):
        root = deref(document.root) if document.root is not None else None
        if type(root) is not Mapping:
            continue
        view = View(root)
        for key in ("resources", "bases", "components"):
            resources.update(_paths(view, key, folder))
        for key in ("patchesStrategicMerge", "patches", "patchesJson6902", "transformers", "configurations", "generators"):
            patches.update(_paths(view, key, folder))
    result = Kustomization(folder, frozenset(resources), frozenset(patches))
    if len(_READ) > 1000:
        _READ.clear()
    # The source is held with the answer, so that its id cannot come to mean another one.
    _READ[id(source)] = (source, result)
    return result


def _paths(view: View, key: str, folder: str) -> Iterator[str]:
    for item in view.items(key):
        entry = View.of(item.node)
        text = entry.raw("path") if entry else None
        if not entry:
            content = deref(item.node)
            text = getattr(content, "value", None)
        # An entry may also be a patch in place, or the address of a remote base.
        if text and "\n" not in text and "://" not in text and not text.startswith("git@"):
            yield os.path.normpath(os.path.join(folder, text))


def around(folder: str, files: Files) -> Iterator[Kustomization]:
    """Yield the kustomizations that may name a file in the absolute `folder`, the nearest first."""
    for _ in range(_LEVELS):
        for name in _NAMES:
            candidate = f"{folder.rstrip(os.sep)}{os.sep}{name}"
            if files.exists(candidate):
                found = _read(candidate, folder, files)
                if found is not None:
                    yield found
                break
        parent = os.path.dirname(folder)
        if parent == folder:
            return
        folder = parent


def _read(path: str, folder: str, files: Files) -> Kustomization | None:
    try:
        return kustomization(files.read(path), folder)
    except Unreadable:
        return None


def is_patch(source: Source, context: Context) -> bool:
    """Tell whether a kustomization takes this file for a patch: it is then a part of an object, completed elsewhere."""
    if context.path is None or is_kustomization(source.name):
        return False
    own = os.path.abspath(context.path)
    folder = os.path.dirname(own)
    known = context.files.patches
    if folder not in known:
        known[folder] = frozenset[str]().union(*(one.patches for one in around(folder, context.files)))
    return own in known[folder]
