"""Relative paths: from the folder of the file that wrote them to the project's (compose-go, paths/resolve.go).

Paths are kept relative to the project's folder; what starts with `~` stays so, since nobody knows the user's folder.
"""

from __future__ import annotations

import posixpath

from lintainer.hints import Any
from lintainer.model.unknown import Unknown
from lintainer.parsers.compose.partial import Text, join
from lintainer.parsers.compose.values import Value
from lintainer.patterns import pattern

_WINDOWS = pattern(r"[A-Za-z]:[\\/]|\\\\|//")
_REMOTE = ("https://", "http://", "git://", "ssh://", "github.com/", "git@")


def below(folder: str, path: Text) -> Text:
    """Return `path`, written in a file of `folder`, as seen from the project's folder."""
    if isinstance(path, Unknown):
        relative = path.prefix and not path.prefix.startswith(("/", "~")) and not _WINDOWS.match(path.prefix)
        return join([folder + "/", path]) if relative and folder not in ("", ".") else path
    if path.startswith("~"):
        rest = path[1:].lstrip("/")
        return posixpath.normpath(f"~/{rest}") if rest else "~"
    if path.startswith("/") or _WINDOWS.match(path):
        return path
    return posixpath.normpath(posixpath.join(folder or ".", path))


def resolve_paths(project: Value, folder: str) -> None:
    """Rewrite, in place, the relative paths of all services and resources in long form."""
    for section in ("services", "jobs"):
        for service in project.under(section).values():
            resolve_container(service, folder)
            for hook in service.entries().get("pre_start", service.replaced([])).items():
                resolve_container(hook, folder)
    for section in ("configs", "secrets"):
        for resource in project.under(section).values():
            _rewrite(resource.data, "file", folder)
    for volume in project.under("volumes").values():
        driver, options = volume.get("driver"), volume.get("driver_opts")
        if driver is not None and driver.data == "local" and options is not None:
            kind = options.get("o")
            if kind is not None and kind.data == "bind":
                _rewrite(options.data, "device", folder)


def resolve_container(service: Value, folder: str) -> None:
    """Rewrite the relative paths of one service, in place."""
    data = service.data
    if type(data) is not dict:
        return
    build = data.get("build")
    if build is not None and type(build.data) is dict:
        _context(build.data, "context", folder)
        contexts = build.data.get("additional_contexts")
        if contexts is not None:
            for name in list(contexts.entries()):
                _context(contexts.data, name, folder)
    for entry in data["env_file"].items() if "env_file" in data else ():
        _rewrite(entry.data, "path", folder)
    if "label_file" in data:
        data["label_file"].data = [
            entry.replaced(below(folder, entry.data)) if isinstance(entry.data, str | Unknown) else entry
            for entry in data["label_file"].items()
        ]
    extends = data.get("extends")
    if extends is not None:
        _rewrite(extends.data, "file", folder)
    for volume in data["volumes"].items() if "volumes" in data else ():
        kind = volume.get("type")
        if kind is not None and (kind.data == "bind" or isinstance(kind.data, Unknown)):
            _rewrite(volume.data, "source", folder)


def _rewrite(data: Any, key: str, folder: str) -> None:  # noqa: ANN401
    value = data.get(key) if type(data) is dict else None
    if value is not None and isinstance(value.data, str | Unknown) and value.data != "":
        data[key] = value.replaced(below(folder, value.data))


def _context(data: dict[str, Value], key: str, folder: str) -> None:
    value = data.get(key)
    if value is None or not isinstance(value.data, str):
        return
    if "://" not in value.data and not value.data.startswith(("service:", *_REMOTE)):
        _rewrite(data, key, folder)
