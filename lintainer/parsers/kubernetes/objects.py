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
        contents=Contents(lambda: _plain(view), lambda: _places(view)),
    )


def _head(view: View, metadata: View) -> Written:
    """Return where is written what an object is called: what findings about the object itself point at."""
    own = {key: view.at(key) for key in ("apiVersion", "kind") if view.has(key)}
    return {**own, **{f"metadata.{key}": metadata.at(key) for key in ("name", "namespace") if metadata.has(key)}}


def plain_values(root: Node | None) -> dict[str, Any]:
    """Return a document that is a mapping as plain values; an empty one for anything else."""
    return _plain(View.of(root))


def _plain(view: View) -> dict[str, Any]:
    return {key: _value(pair.value) for key, pair in view.pairs.items() if not is_null(pair.value)}


def _value(node: Node) -> Any:  # noqa: ANN401 - plain values
    content = deref(node)
    if type(content) is Scalar:
        return scalar_value(content, "yaml11")
    if type(content) is Sequence:
        return [_value(entry) for entry in content.items]
    return _plain(View.of(content))


def _places(view: View) -> Written:
    """Return where all values of an object are written, by path of keys and numbers of entries."""
    written: Written = {}
    _add_places(view, "", written)
    return written


def _add_places(view: View, prefix: str, written: Written) -> None:
    for key, pair in view.pairs.items():
        if not is_null(pair.value):
            where = view.place(pair)
            written[prefix + key] = where
            _add_inner_places(pair.value, prefix + key, where, written)


def _add_inner_places(node: Node, path: str, where: Span | Location, written: Written) -> None:
    content = deref(node)
    if type(content) is Sequence:
        for number, entry in enumerate(content.items):
            inner = f"{path}.{number}"
            written[inner] = place = where if isinstance(where, Location) else _entry(entry)
            _add_inner_places(entry, inner, place, written)
    elif type(content) is not Scalar:
        _add_places(View.of(node, where), f"{path}.", written)


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
