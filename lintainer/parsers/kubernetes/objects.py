"""Objects that policies look up, as plain values with the place of each."""

from __future__ import annotations

from lintainer.hints import Any
from lintainer.model import Contents, Resource
from lintainer.parsers._yaml import Node, Pair, Scalar, Sequence, deref, scalar_value
from lintainer.parsers.kubernetes.podspec import read_labels
from lintainer.parsers.kubernetes.security import Written
from lintainer.parsers.kubernetes.values import is_null, spot
from lintainer.parsers.kubernetes.view import View, origin
from lintainer.source import Location, Source, Span


def read_resource(
    source: Source, view: View, kind: str, api_version: str | None, where: Span | Location, extent: Span
) -> Resource:
    """Return the object that `view` holds. Places are recorded under paths of keys: `spec.externalIPs.0`."""
    metadata = view.sub("metadata")
    if kind == "Secret":
        _hide(source, view)
    return Resource(
        origin=origin(source, where, _head(view, metadata)),
        kind=kind,
        name=metadata.raw("name") or metadata.raw("generateName"),
        namespace=metadata.raw("namespace"),
        api_version=api_version,
        annotations=read_labels(source, metadata, "annotations"),
        extent=extent,
        contents=Contents(lambda: _contents(view)),
    )


def _contents(view: View) -> tuple[dict[str, Any], Written]:
    written: Written = {}
    return _plain(view, "", written), written


def _head(view: View, metadata: View) -> Written:
    """Return where is written what an object is called: what findings about the object itself point at."""
    own = {key: view.at(key) for key in ("apiVersion", "kind") if view.has(key)}
    return {**own, **{f"metadata.{key}": metadata.at(key) for key in ("name", "namespace") if metadata.has(key)}}


def plain_values(root: Node | None) -> dict[str, Any]:
    """Return a document that is a mapping as plain values; an empty one for anything else."""
    return _plain(View.of(root), "", {})


def _plain(view: View, path: str, written: Written) -> dict[str, Any]:
    body: dict[str, Any] = {}
    for key, pair in view.pairs.items():
        if is_null(pair.value):
            continue
        inner = f"{path}.{key}" if path else key
        where = view.place(pair)
        written[inner] = where
        body[key] = _value(pair.value, inner, where, written)
    return body


def _value(node: Node, path: str, where: Span | Location, written: Written) -> Any:  # noqa: ANN401 - plain values
    content = deref(node)
    if type(content) is Scalar:
        return scalar_value(content, "yaml11")
    if type(content) is Sequence:
        entries: list[Any] = []
        for number, entry in enumerate(content.items):
            inner = f"{path}.{number}"
            place = where if isinstance(where, Location) else _entry(entry)
            written[inner] = place
            entries.append(_value(entry, inner, place, written))
        return entries
    return _plain(View.of(node, where), path, written)


def _entry(node: Node) -> Span | Location:
    """Return the place of a list's entry: a mapping is shown by its first key and value where that is one line."""
    content = deref(node)
    if type(content) is Scalar or content is not node:
        return spot(node)
    pairs = getattr(content, "pairs", None)
    if pairs:
        key, value = pairs[0]
        end = value.end if type(value) is Scalar and "\n" not in content.source.text[key.start : value.end] else key.end
        return Span(key.start, end)
    return spot(node)


def _hide(source: Source, view: View) -> None:
    """Keep the values of a Secret out of every excerpt."""
    for key in ("data", "stringData"):
        for pair in view.sub(key).pairs.values():
            _hide_pair(source, pair)


def _hide_pair(source: Source, pair: Pair) -> None:
    content = deref(pair.value)
    if type(content) is Scalar and content.value and content.source is source:
        source.secrets.append(Span(content.start, content.end))
