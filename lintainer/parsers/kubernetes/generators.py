"""The ConfigMaps and Secrets that a kustomization generates: other objects refer to them by the names written there."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.hints import Any
from lintainer.model import Contents, Origin, Resource
from lintainer.source import Location, Span

_GENERATORS = {"configMapGenerator": "ConfigMap", "secretGenerator": "Secret"}


def generated(kustomization: Resource) -> Iterator[Resource]:
    """Yield what the generators of a kustomization make. Literals are data; files and env files are not read."""
    body = kustomization.body if isinstance(kustomization.body, dict) else {}
    for key, kind in _GENERATORS.items():
        entries = body.get(key)
        for number, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, dict) and entry.get("name") is not None:
                yield _object(kustomization, kind, entry, f"{key}.{number}", str(entry["name"]))


def _object(kustomization: Resource, kind: str, entry: dict[str, Any], path: str, name: str) -> Resource:
    # A Secret's data would be in base64, which literals are not.
    held = "stringData" if kind == "Secret" else "data"
    data: dict[str, str] = {}
    written: dict[str, Span | Location] = {"metadata.name": kustomization.at(f"{path}.name")}
    literals = entry.get("literals")
    for number, literal in enumerate(literals if isinstance(literals, list) else ()):
        field, equals, value = str(literal).partition("=")
        if equals:
            data[field] = value.strip("'\"")
            written[f"{held}.{field}"] = kustomization.at(f"{path}.literals.{number}")
    namespace = entry.get("namespace")
    return Resource(
        origin=Origin.of(kustomization.at(f"{path}.name"), written),
        kind=kind,
        name=name,
        namespace=str(namespace) if namespace is not None else None,
        api_version="v1",
        extent=kustomization.extent,
        contents=Contents.of({"kind": kind, "metadata": {"name": name}, held: data}),
    )
