"""Images that a file builds itself: what its other commands run of them is not pulled.

Sources: docker/cli v28.2.2 and docker/buildx v0.24, `build --tag`; podman-build(1); nerdctl v2.1, `nerdctl build`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lintainer.model import Image, Workload
from lintainer.parsers.docker_run.invocation import client
from lintainer.parsers.words import Word

_TAG = re.compile(r"-q?t=?|--tag(?:=|\Z)")
# What sends an image away, or fetches it: then the name stands for what a registry has.
_MOVES = ("push", "pull")


def with_built_images(workloads: Iterable[Workload], commands: Iterable[Sequence[Word]]) -> tuple[Workload, ...]:
    """Return the workloads with the images marked that one of the commands builds, and none pushes or pulls."""
    built: set[str] = set()
    moved: set[str] = set()
    for words in commands:
        verb, behind = _verb(words)
        if verb == "build":
            names = {_whole(name) for name in _tags(behind)}
            built |= names
            if any(word.text.startswith("--push") for word in behind):
                moved |= names
        elif verb in _MOVES:
            moved |= {_whole(word.all.shown) for word in behind if not word.text.startswith("-")}
    names = built - moved
    return tuple(_marked(workload, names) for workload in workloads) if names else tuple(workloads)


def _verb(words: Sequence[Word]) -> tuple[str, Sequence[Word]]:
    """Return what a command does with images, and the words behind it."""
    found = client(words)
    if found is None:
        return "", ()
    at, _ = found
    while at < len(words) and words[at].text in ("image", "buildx", "builder"):
        at += 1
    return (words[at].text, words[at + 1 :]) if at < len(words) else ("", ())


def _tags(words: Sequence[Word]) -> Iterable[str]:
    for at, word in enumerate(words):
        option = _TAG.match(word.text)
        if option is None:
            continue
        if option.end() < len(word.text):
            yield word.all.part(option.end()).shown
        elif not option.group().endswith("=") and at + 1 < len(words):
            yield words[at + 1].all.shown


def _whole(name: str) -> str:
    """Return the name of an image with its tag."""
    return name if ":" in name.rpartition("/")[2] else f"{name}:latest"


def _marked(workload: Workload, names: set[str]) -> Workload:
    if not any(_is_built(container.image, names) for container in workload.containers):
        return workload
    return workload.replace(
        containers=tuple(
            container.replace(image=container.image.replace(built=True))
            if container.image is not None and _is_built(container.image, names)
            else container
            for container in workload.containers
        )
    )


def _is_built(image: Image | None, names: set[str]) -> bool:
    return image is not None and _whole(image.written.strip("\"'")) in names
