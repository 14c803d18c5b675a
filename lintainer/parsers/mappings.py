"""The documents of a YAML file, and the entries of its mappings, for front ends that look for text in them."""

from __future__ import annotations

from lintainer.parsers import Problem
from lintainer.parsers._yaml import Document, Mapping, Node, Scalar, deref, documents, merged
from lintainer.parsers._yaml import Sequence as YamlSequence
from lintainer.source import Location, Source, Span

# Lists in lists in lists: nobody writes more.
_MAX_DEPTH = 10


def read(source: Source, problems: list[Problem]) -> list[Document]:
    """Return the documents of a file; what cannot be read becomes a problem."""
    read = list(documents(source))
    for document in read:
        if document.error is not None:
            error = document.error
            problems.append(Problem(error.kind, error.message, source.name, Location(source, error.span)))
    return read


def entries(node: Node | None) -> list[tuple[str, Span, Node]]:
    """Return name, key and value of every entry of a mapping, merged ones included; nothing for anything else."""
    found = deref(node) if node is not None else None
    if not isinstance(found, Mapping):
        return []
    return [(name, Span(pair.key.start, pair.key.end), pair.value) for name, pair in merged(found).items()]


def value(node: Node | None, *path: str) -> Node | None:
    """Return what stands under the keys of `path`; None where one is missing."""
    for name in path:
        node = next((found for key, _, found in entries(node) if key == name), None)
    return node


def text(node: Node | None) -> str | None:
    """Return the text of a scalar."""
    found = deref(node) if node is not None else None
    return found.value if isinstance(found, Scalar) else None


def items(node: Node | None) -> list[Node]:
    """Return the entries of a list."""
    found = deref(node) if node is not None else None
    return found.items if isinstance(found, YamlSequence) and found.tag is None else []


def scalars(node: Node | None, depth: int = 0) -> list[Scalar]:
    """Return a scalar, or all scalars of a list and the lists in it."""
    found = deref(node) if node is not None else None
    if isinstance(found, Scalar):
        return [found]
    if depth > _MAX_DEPTH:
        return []
    return [scalar for item in items(found) for scalar in scalars(item, depth + 1)]


def extent(key: Span, node: Node) -> Span:
    """Return the text of an entry: from its key to the end of its value."""
    return Span(key.start, max(key.end, node.end))
