"""YAML with exact places: the only part of the program that knows which YAML library is used.

`documents(source, wanted)` yields the documents; their nodes say what is written and where. `merged` resolves merge keys,
`scalar_value` the types of scalars, `comments` finds the comments that speak to the linter.
"""

from lintainer.parsers._yaml.comments import comments
from lintainer.parsers._yaml.documents import Document, documents, documents_at, want_all
from lintainer.parsers._yaml.heads import DocHead
from lintainer.parsers._yaml.limits import LIMITS, Limits, YamlError
from lintainer.parsers._yaml.merges import is_merge, merged
from lintainer.parsers._yaml.nodes import (
    Alias,
    Content,
    Mapping,
    Node,
    Pair,
    Scalar,
    Schema,
    Sequence,
    Style,
    children,
    deref,
    key_name,
    walk,
)
from lintainer.parsers._yaml.scalars import NULLS, Value, old_bool, plain_value, scalar_value

__all__ = [
    "LIMITS",
    "NULLS",
    "Alias",
    "Content",
    "DocHead",
    "Document",
    "Limits",
    "Mapping",
    "Node",
    "Pair",
    "Scalar",
    "Schema",
    "Sequence",
    "Style",
    "Value",
    "YamlError",
    "children",
    "comments",
    "deref",
    "documents",
    "documents_at",
    "is_merge",
    "key_name",
    "merged",
    "old_bool",
    "plain_value",
    "scalar_value",
    "walk",
    "want_all",
]
