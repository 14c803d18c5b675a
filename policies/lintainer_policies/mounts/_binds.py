"""Binds of host paths: which mounts they are, how they are shown, and where their findings point."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Mount, Unknown
from lintainer.policy import Container, Undecided
from lintainer.source import Location, Related


def binds(container: Container) -> Iterator[Mount]:
    """Yield the mounts of `container` that are a path of the host."""
    for mount in container.mounts:
        if mount.type == "bind" and mount.source is not None:
            yield mount


def is_mounted(mount: Mount) -> bool:
    """Tell whether a container mounts it: a pod may declare a volume that none does."""
    return mount.target is not None


def shown_source(mount: Mount) -> str:
    """Return the host's path for a message: as the kernel reads it where it is known, else as written."""
    source = mount.source
    if isinstance(source, Unknown):
        return quoted(source.written or f"{source.prefix}…{source.suffix}")
    text = source or ""
    if isinstance(mount.subpath, str):
        text = f"{text.rstrip('/')}/{mount.subpath}"
    if mount.base == "home":
        return quoted("~" if text == "." else f"~/{text}")
    if mount.base == "project":
        return quoted(text if text.startswith(".") else f"./{text}")
    return quoted(text)


def shown_target(mount: Mount) -> str:
    """Return ` at PATH` for a message, nothing where no container mounts it."""
    target = mount.target
    if target is None:
        return ""
    return f" at {quoted(target.written if isinstance(target, Unknown) else target)}"


def place(mount: Mount) -> Location:
    """Return where the host's path is written, with the place of the mount where that is another."""
    source, whole = mount.at("source"), mount.at()
    apart = source.source is not whole.source or source.span.end <= whole.span.start or whole.span.end <= source.span.start
    if not is_mounted(mount) or not apart or any(known.location[:2] == whole[:2] for known in source.related):
        return source
    return source._replace(related=(*source.related, Related(whole, "mounted here")))


def open_source(mount: Mount) -> Iterator[Undecided]:
    """Yield that a policy could not decide because the host's path is not known."""
    source = mount.source
    if isinstance(source, Unknown):
        yield Undecided(mount.at("source"), "source", source.why)
    elif mount.base == "project":
        yield Undecided(mount.at("source"), "source", "the folder that the path climbs to depends on where the project lies")
