"""What the other commands of a file say of a container: that its image is built there, that it is never started.

Sources: docker/cli v28.2.2 and docker/buildx v0.24, `build --tag`, `cp`; podman-build(1); nerdctl v2.1, `nerdctl build`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lintainer.model import Container, Image, Workload
from lintainer.parsers.docker_run.invocation import client
from lintainer.parsers.words import Word

_TAG = re.compile(r"-q?t=?|--tag(?:=|\Z)")
# What sends an image away, or fetches it: then the name stands for what a registry has.
_MOVES = ("push", "pull")
# What starts a container, or finds it running.
_STARTS = ("start", "restart", "run", "exec", "attach", "logs", "wait")


def seen_together(workloads: Iterable[Workload], commands: Sequence[Sequence[Word]]) -> tuple[Workload, ...]:
    """Return the workloads that the commands of one file make, with what the others say of each.

    An image is marked that one of them builds, and none pushes or pulls. A container that is created, copied from and never
    started is left open: what such a one lacks says nothing.
    """
    verbs = [_verb(words) for words in commands]
    images, names = _built(verbs), _only_copied_from(verbs)
    if not images and not names:
        return tuple(workloads)
    return tuple(_marked(workload, images, names) for workload in workloads)


def _built(verbs: Iterable[tuple[str, Sequence[Word]]]) -> set[str]:
    built: set[str] = set()
    moved: set[str] = set()
    for verb, behind in verbs:
        if verb == "build":
            names = {_whole(name) for name in _tags(behind)}
            built |= names
            if any(word.text.startswith("--push") for word in behind):
                moved |= names
        elif verb in _MOVES:
            moved |= {_whole(word.all.shown) for word in behind if not word.text.startswith("-")}
    return built - moved


def _only_copied_from(verbs: Iterable[tuple[str, Sequence[Word]]]) -> set[str]:
    created: set[str] = set()
    copied: set[str] = set()
    started: set[str] = set()
    for verb, behind in verbs:
        words = {word.text.removeprefix("--name=") for word in behind}
        if verb == "create":
            created |= words
        elif verb == "cp":
            copied |= {word.partition(":")[0] for word in words if ":" in word}
        elif verb in _STARTS:
            started |= words
    return (created & copied) - started


def _verb(words: Sequence[Word]) -> tuple[str, Sequence[Word]]:
    """Return what a command does with images and containers, and the words behind it."""
    found = client(words)
    if found is None:
        return "", ()
    at, _ = found
    while at < len(words) and words[at].text in ("image", "container", "buildx", "builder"):
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


def _marked(workload: Workload, images: set[str], names: set[str]) -> Workload:
    made = tuple(_judged(container, images, names) for container in workload.containers)
    same = all(one is other for one, other in zip(made, workload.containers, strict=True))
    return workload if same else workload.replace(containers=made)


def _judged(container: Container, images: set[str], names: set[str]) -> Container:
    if container.image is not None and _is_built(container.image, images):
        container = container.replace(image=container.image.replace(built=True))
    if container.name in names:
        container = container.replace(incomplete=container.incomplete | {"*"})
    return container


def _is_built(image: Image, names: set[str]) -> bool:
    return _whole(image.written.strip("\"'")) in names
