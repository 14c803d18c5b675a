"""Paths of the host as the kernel reads them."""

from __future__ import annotations

import posixpath

from lintainer.model.parts import PathBase
from lintainer.model.unknown import Unknown
from lintainer.patterns import pattern
from lintainer.tuples import NamedTuple

_DRIVE = pattern(r"[A-Za-z]:[\\/]")


class HostPath(NamedTuple):
    """A path and what it starts from. `text` is unknown, with its known prefix, where a variable is part of it."""

    text: str | Unknown
    base: PathBase


def normalise(path: str) -> str:
    """Return an absolute POSIX path without `.`, `..`, repeated and trailing slashes; others only tidied.

    A leading `//` is one slash to Linux, although POSIX lets it mean another (path_resolution(7)).
    """
    tidy = posixpath.normpath(path)
    return tidy[1:] if tidy.startswith("//") else tidy


def host_path(path: str | Unknown) -> HostPath:
    """Return where `path` points: absolute, below the project, below the home folder, or not known.

    Windows paths (`C:\\x`, `\\\\.\\pipe\\x`) are absolute and kept as written, with `/` for a pipe's backslashes.
    """
    if isinstance(path, Unknown):
        known = _below_variable(path)
        return HostPath(path, _base_of_prefix(path.prefix)) if known is None else known
    if path.startswith(("\\\\.\\pipe\\", "//./pipe/")):
        return HostPath(path.replace("\\", "/"), "absolute")
    if _DRIVE.match(path):
        return HostPath(path, "absolute")
    if path == "~" or path.startswith("~/"):
        rest = normalise(path[2:] or ".")
        return HostPath("." if rest == "." else rest, "home")
    if path.startswith("/"):
        return HostPath(normalise(path), "absolute")
    return HostPath(normalise(path), "project")


# Variables that every login sets (POSIX 2024, 8.3 and cd), as shells and Compose write them.
_VARIABLES: dict[str, PathBase] = {"$HOME": "home", "${HOME}": "home", "$PWD": "project", "${PWD}": "project"}


def _below_variable(path: Unknown) -> HostPath | None:
    """Return the path below the home or the project's folder, where a variable for one of these is all that is unknown."""
    variable = path.written.removesuffix(path.suffix) if path.suffix else path.written
    base = _VARIABLES.get(variable)
    if base is None or path.prefix or not (path.suffix == "" or path.suffix.startswith("/")):
        return None
    return HostPath(normalise(path.suffix.lstrip("/") or "."), base)


def _base_of_prefix(prefix: str) -> PathBase:
    if prefix.startswith("/"):
        return "absolute"
    if prefix.startswith("~/"):
        return "home"
    return "project" if prefix.startswith(("./", "../")) else "unknown"


def is_at_or_below(path: str, folder: str) -> bool:
    """Tell whether the normalised `path` is `folder` or lies below it."""
    return path == folder or folder == "/" or path.startswith(folder + "/")


# What stands for the unknown part of a path: no path holds it.
HOLE = "\0"


def canonical(path: str) -> str:
    """Return the normalised absolute `path` by its real name, where every Linux host has two for it.

    `/var/run` is `/run` (Filesystem Hierarchy Standard 3.0, 5.13), and the `root` of a process of the host's in `/proc` is the
    host's root (proc(5)): the runtime opens sources as such a process.
    """
    parts = path.split("/")
    if len(parts) > 3 and parts[1] == "proc" and parts[3] == "root" and (parts[2] == "self" or parts[2].isdigit()):
        path = "/" + "/".join(parts[4:])
    if is_at_or_below(path, "/var/run"):
        path = path[len("/var") :]
    return path


def stand_in(path: str | Unknown) -> str:
    """Return a text that lies where `path` does, with `HOLE` for what of it is unknown.

    What is said about every path of that form can be said about it; it is empty where nothing is known.
    """
    if not isinstance(path, Unknown):
        return path
    if not path.prefix and not path.suffix:
        return ""
    return f"{path.prefix}{HOLE}{path.suffix}"


def climbs(path: str) -> int:
    """Return how many folders a normalised relative path goes up before it goes down."""
    count = 0
    while path == ".." or path.startswith("../"):
        count, path = count + 1, path[3:]
    return count
