"""Plugins: further policies, front ends and reporters.

The built-in pack is named here; it needs no plugin machinery. Third parties use the entry-point group `lintainer`; a repository
names files of its own (`--plugin FILE`, or `plugins` in the config). A plugin is a module with functions marked `hookimpl`:

    from lintainer.plugins import hookimpl

    @hookimpl
    def lintainer_policies():
        return [my_policy]

This is the only module that imports pluggy, and it does so only when there is a plugin to load.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any

from lintainer.model.record import Record
from lintainer.parsers.registry import PARSERS, Entry
from lintainer.policy import Listing, Policy

if TYPE_CHECKING:  # reporters import the engine, which a plugin does not need
    from lintainer.reporters import Render

GROUP = "lintainer"


class PluginError(Exception):
    """A plugin cannot be used: it fails to load, has a misspelt hook, or repeats an id. The message names it."""


class Plugins(Record):
    """Everything that plugins and the built-in pack contribute."""

    listings: tuple[Listing, ...]
    parsers: tuple[Entry, ...] = PARSERS
    reporters: Mapping[str, Render] = {}
    # Names of the plugins that were loaded.
    names: tuple[str, ...] = ()

    @property
    def policies(self) -> tuple[Policy, ...]:
        """All policies, each loaded now."""
        return tuple(listing.load() for listing in self.listings)


def builtin_listings() -> tuple[Listing, ...]:
    """Return the catalogue of the policies that come with lintainer."""
    from lintainer_policies.catalogue import CATALOGUE

    return CATALOGUE


def builtin_policies() -> tuple[Policy, ...]:
    """Return the policies that come with lintainer, in the order of the catalogue."""
    return tuple(listing.load() for listing in builtin_listings())


def load(files: Sequence[str] = (), *, installed: bool = True) -> Plugins:
    """Return the built-in pack with what plugins add: installed ones, then `files`.

    Raises `PluginError`.
    """
    if not files and not (installed and has_installed_plugins()):
        return Plugins(listings=builtin_listings())
    return _load_with_pluggy(files, installed=installed)


def has_installed_plugins() -> bool:
    """Tell whether an installed distribution has entry points of the group `lintainer`.

    Asking importlib.metadata costs more than all the rest of a small run (bench/imports.py); reading the few files does not.
    """
    marker = f"[{GROUP}]".encode()
    for folder in sys.path:
        try:
            with os.scandir(folder or ".") as entries:
                names = [entry.path for entry in entries if entry.name.endswith((".dist-info", ".egg-info"))]
        except OSError:
            continue
        for name in names:
            try:
                with open(os.path.join(name, "entry_points.txt"), "rb") as stream:
                    if marker in stream.read():
                        return True
            except OSError:
                continue
    return False


def _load_with_pluggy(files: Sequence[str], *, installed: bool) -> Plugins:
    manager = _manager()
    names: list[str] = []
    if installed:
        for name, module in _installed():
            _register(manager, module, name, names)
    for path in files:
        _register(manager, _module_of(path), path, names)
    try:
        manager.check_pending()
    except Exception as error:
        raise PluginError(str(error)) from None
    policies: list[Policy] = []
    entries = list(PARSERS)
    reporters: dict[str, Render] = {}
    # Called one by one and not through the relay, so that a failure names its plugin.
    for name in names:
        plugin = manager.get_plugin(name)
        for hook, kind, take in (("lintainer_policies", Policy, policies.extend), ("lintainer_parsers", Entry, entries.extend)):
            implementation = getattr(plugin, hook, None)
            if implementation is None:
                continue
            given = list(_call(name, hook, implementation))
            wrong = next((one for one in given if not isinstance(one, kind)), None)
            if wrong is not None:
                raise PluginError(f"plugin {name}: {hook} returned {wrong!r}, which is no {kind.__name__}")
            take(given)
        implementation = getattr(plugin, "lintainer_reporters", None)
        if implementation is not None:
            reporters.update(_call(name, "lintainer_reporters", implementation))
    listings = (*builtin_listings(), *(Listing.of(policy) for policy in policies))
    _check_ids(listings)
    return Plugins(listings=listings, parsers=tuple(entries), reporters=reporters, names=tuple(names))


def _call(name: str, hook: str, implementation: Any) -> Any:  # noqa: ANN401 - hooks differ in what they return
    try:
        return implementation()
    except Exception as error:
        raise PluginError(f"plugin {name}: {hook} failed: {type(error).__name__}: {error}") from error


def _check_ids(listings: Sequence[Listing]) -> None:
    seen: dict[str, Listing] = {}
    for listing in listings:
        if listing.id in seen:
            ours, theirs = listing.load().module, seen[listing.id].load().module
            raise PluginError(f"policy {listing.id} of {ours} has the id of one of {theirs}")
        seen[listing.id] = listing


def _manager() -> Any:  # noqa: ANN401 - pluggy's hook relay is untyped
    import pluggy

    from lintainer import hooks

    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hooks)
    return manager


def _register(manager: Any, plugin: ModuleType, name: str, names: list[str]) -> None:  # noqa: ANN401
    try:
        manager.register(plugin, name)
    except Exception as error:
        raise PluginError(f"plugin {name}: {error}") from error
    names.append(name)


def _installed() -> Iterator[tuple[str, ModuleType]]:
    from importlib.metadata import entry_points

    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        try:
            yield entry.name, entry.load()
        except Exception as error:
            raise PluginError(f"plugin {entry.name} ({entry.value}) fails to load: {type(error).__name__}: {error}") from error


def _module_of(path: str) -> ModuleType:
    from importlib.util import module_from_spec, spec_from_file_location

    if not os.path.isfile(path):
        raise PluginError(f"plugin {path}: there is no such file")
    name = "lintainer_plugin_" + os.path.splitext(os.path.basename(path))[0].replace("-", "_")
    spec = spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise PluginError(f"plugin {path}: is no Python file")
    module = module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise PluginError(f"plugin {path} fails to load: {type(error).__name__}: {error}") from error
    return module


def __getattr__(name: str) -> Any:  # noqa: ANN401 - module attributes differ
    # `hookimpl` is a marker of pluggy: importing it imports pluggy, which only plugins want.
    if name == "hookimpl":
        import pluggy

        return pluggy.HookimplMarker(GROUP)
    raise AttributeError(name)
