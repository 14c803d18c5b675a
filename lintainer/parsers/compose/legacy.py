"""Files of the first version: no `services:`, every top-level key is a service.

Compose 2 refuses them; containers are still started from them by Compose 1.
"""

from __future__ import annotations

from lintainer.hints import Any
from lintainer.parsers._yaml import Mapping, deref, merged
from lintainer.parsers.compose.casts import SERVICE
from lintainer.parsers.compose.values import Reader, Value

# Keys of the first version that have another name since.
_RENAMED = {"net": "network_mode"}
_TOP_LEVEL = frozenset(("services", "include", "networks", "volumes", "secrets", "configs", "models", "jobs", "name"))


def is_version_1(root: Mapping) -> bool:
    """Tell whether the top level is a flat map of services: each says from which image it comes, or extends another."""
    entries = {name: deref(pair.value) for name, pair in merged(root).items()}
    if not _TOP_LEVEL.isdisjoint(entries):
        return False
    services = [value for name, value in entries.items() if name != "version" and not name.startswith("x-")]
    return bool(services) and all(
        isinstance(value, Mapping) and not {"image", "build", "extends"}.isdisjoint(merged(value)) for value in services
    )


def version_1(reader: Reader, root: Mapping) -> Value:
    """Return such a file in the form of later ones."""
    services: dict[str, Value] = {}
    for name, pair in merged(root).items():
        if name == "version" or name.startswith("x-"):
            continue
        service = reader.read(pair.value, SERVICE, ("services", name), pair.key, pair.via)
        services[name] = service
        if type(service.data) is dict:
            _rename(service)
    return Value({"services": Value(services, root)}, root)


def _rename(service: Value) -> None:
    data: dict[str, Any] = service.data
    for old, new in _RENAMED.items():
        if old in data:
            data.setdefault(new, data.pop(old))
    if "network_mode" in data and type(data["network_mode"].data) is str:
        mode = data["network_mode"]
        # `net: container:x` names a service of the file where there is one; the model keeps what is written.
        data["network_mode"] = mode.replaced(mode.data)
    if "log_driver" in data or "log_opt" in data:
        parts = {"driver": data.pop("log_driver", None), "options": data.pop("log_opt", None)}
        held = {key: value for key, value in parts.items() if value is not None}
        place = next(iter(held.values()))
        data.setdefault("logging", place.replaced(held))
    if "dockerfile" in data:
        dockerfile = data.pop("dockerfile")
        build = data.get("build")
        if build is not None and type(build.data) is str:
            data["build"] = build.replaced({"context": build, "dockerfile": dockerfile})
