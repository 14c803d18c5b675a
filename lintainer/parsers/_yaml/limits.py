"""How much one file may ask of the parser, and what goes wrong with a document."""

from __future__ import annotations

from lintainer.hints import Literal
from lintainer.source import Span
from lintainer.tuples import NamedTuple


class Limits(NamedTuple):
    """What hostile files are refused at; far above anything a person wrote."""

    depth: int = 100  # collections inside collections
    characters: int = 10_000_000  # of one document; the tree takes about 24 bytes for each
    documents: int = 10_000  # in one source
    expansion: int = 1_000_000  # nodes of a document when every alias is replaced by what it stands for
    retry: int = 1_000_000  # characters of one source that the slow parser may be given after the fast one refused them


LIMITS = Limits()


class Budget:
    """What is left, for one source, of what the limits allow."""

    __slots__ = ("left",)

    def __init__(self, left: int) -> None:
        self.left = left


class YamlError(NamedTuple):
    """Why a document could not be read: one line of text, and where.

    `template` says that the document holds template expressions, which are usually no YAML before they are rendered.
    """

    kind: Literal["syntax", "limit"]
    message: str
    span: Span
    template: bool = False


class Refused(Exception):
    """Raised inside this package alone: a document is given up with `error`."""

    def __init__(self, error: YamlError) -> None:
        super().__init__(error.message)
        self.error = error
