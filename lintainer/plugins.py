"""Plugins: further policies, front ends and reporters.

The built-in pack is named here; it needs no plugin machinery. Third parties use the entry-point group `lintainer`; a repository
names files of its own (`--plugin FILE`, or `plugins` in the config). A plugin is a module with functions marked `hookimpl`:

    from lintainer.plugins import hookimpl

    @hookimpl
    def lintainer_policies():
        return [my_policy]

Hooks are pluggy's, and pluggy judges plugins; this is the only module that imports it, where there may be something to judge.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from types import FunctionType, ModuleType

from lintainer.entry_points import entry_points
from lintainer.hints import TYPE_CHECKING, Any
from lintainer.model.record import Record
from lintainer.parsers.registry import PARSERS, Entry
from lintainer.policy import Listing, Policy

if TYPE_CHECKING:  # reporters import the engine, which a plugin does not need
    from lintainer.reporters import Render

GROUP = "lintainer"
# The hooks of lintainer/hooks.py, which only pluggy imports.
HOOKS = ("lintainer_policies", "lintainer_parsers", "lintainer_reporters")
# Where pluggy's markers leave the options of an implementation, and which there are.
_MARK = "lintainer_impl"
_OPTIONS = ("wrapper", "hookwrapper", "optionalhook", "tryfirst", "trylast")
# `*values` and `**named` among the parameters of a function (Python's `inspect.CO_VARARGS | CO_VARKEYWORDS`).
_REST = 0x04 | 0x08


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
    # Under two names, as from the configuration and the command line, pluggy would see two plugins.
    distinct: dict[str, str] = {}
    for path in files:
        if path != distinct.setdefault(os.path.realpath(path), path) or files.count(path) > 1:
            raise PluginError(f"plugin {path} is named twice")
    found = [*(_installed() if installed else ()), *((path, _module_of(path)) for path in files)]
    return _with(found) if found else Plugins(listings=builtin_listings())


def _with(found: Sequence[tuple[str, object]]) -> Plugins:
    """Return the built-in pack with what the plugins `found`, by name, add. Raises `PluginError`."""
    _check(found)
    policies: list[Policy] = []
    entries = list(PARSERS)
    reporters: dict[str, Render] = {}
    # Called one by one and not through pluggy's relay, so that a failure names its plugin.
    for name, plugin in found:
        for hook, kind, take in (("lintainer_policies", Policy, policies.extend), ("lintainer_parsers", Entry, entries.extend)):
            given = list(_call(name, plugin, hook) or ())
            wrong = next((one for one in given if not isinstance(one, kind)), None)
            if wrong is not None:
                raise PluginError(f"plugin {name}: {hook} returned {wrong!r}, which is no {kind.__name__}")
            take(given)
        reporters.update(_call(name, plugin, "lintainer_reporters") or {})
    listings = (*builtin_listings(), *(Listing.of(policy) for policy in policies))
    _check_ids(listings)
    return Plugins(listings=listings, parsers=tuple(entries), reporters=reporters, names=tuple(name for name, _ in found))


def hookimpl(function: Any = None, **options: Any) -> Any:  # noqa: ANN401 - pluggy's own marker is as open
    """Mark a function as the implementation of the hook of its name.

    What it leaves behind is what `pluggy.HookimplMarker("lintainer")` leaves, which does as well; that is also what options are
    for. A plugin that uses this one alone makes no run import pluggy.
    """
    if function is None or options:
        import pluggy

        return pluggy.HookimplMarker(GROUP)(function, **options)
    setattr(function, _MARK, dict.fromkeys(_OPTIONS, False) | {"specname": None})
    return function


def _check(found: Sequence[tuple[str, object]]) -> None:
    """Have pluggy judge the plugins, where there may be something to say of one. Raises `PluginError`."""
    distinct = len({name for name, _ in found}) == len({id(plugin) for _, plugin in found}) == len(found)
    if distinct and all(_is_plain(plugin) for _, plugin in found):
        return
    import pluggy

    from lintainer import hooks

    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hooks)
    for name, plugin in found:
        try:
            manager.register(plugin, name)
        except Exception as error:
            raise PluginError(f"plugin {name}: {error}") from error
    try:
        manager.check_pending()
    except Exception as error:
        raise PluginError(str(error)) from None


def _options(value: object) -> dict[str, object] | None:
    """Return the options that one of pluggy's markers left on a function; None where there are none."""
    try:
        found = getattr(value, _MARK, None)
    except Exception:  # noqa: BLE001, RUF100 - an object of the plugin's that answers nobody
        return None
    return found if type(found) is dict else None


def _is_plain(plugin: object) -> bool:
    """Tell whether all that a plugin marks are functions called as the hooks are, without parameters and options.

    With these pluggy finds no fault, and to import it would add a third to a small run (bench/imports.py).
    """
    if type(plugin) is not ModuleType:
        return False
    for name, value in vars(plugin).items():
        options = _options(value)
        if options is None:
            continue
        if name not in HOOKS or type(value) is not FunctionType or any(options.values()):
            return False
        code = value.__code__
        if code.co_argcount or code.co_kwonlyargcount or code.co_flags & _REST:
            return False
    return True


def _call(name: str, plugin: object, hook: str) -> Any:  # noqa: ANN401 - hooks differ in what they return
    implementation = getattr(plugin, hook, None) or _named(plugin, hook)
    if implementation is None:
        return None
    try:
        return implementation()
    except (Exception, SystemExit) as error:
        raise PluginError(f"plugin {name}: {hook} failed: {type(error).__name__}: {error}") from error


def _named(plugin: object, hook: str) -> Any:  # noqa: ANN401 - as above
    """Return the function that is marked as the implementation of `hook` under a name of its own."""
    return next((one for one in vars(plugin).values() if (_options(one) or {}).get("specname") == hook), None)


def _check_ids(listings: Sequence[Listing]) -> None:
    seen: dict[str, Listing] = {}
    for listing in listings:
        if listing.id in seen:
            ours, theirs = listing.load().module, seen[listing.id].load().module
            raise PluginError(f"policy {listing.id} of {ours} has the id of one of {theirs}")
        seen[listing.id] = listing


def _installed() -> Iterator[tuple[str, object]]:
    for entry in entry_points(GROUP):
        try:
            yield entry.name, entry.load()
        except (Exception, SystemExit) as error:
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
    # A script that exits when it is imported would end the run with its own code: 0, for all that is known.
    except (Exception, SystemExit) as error:
        raise PluginError(f"plugin {path} fails to load: {type(error).__name__}: {error}") from error
    return module
