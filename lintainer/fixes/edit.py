"""Edits of a text, as values."""

from __future__ import annotations

from collections.abc import Iterable

from lintainer.excerpt import masked_part
from lintainer.messages import printable, shorten
from lintainer.source import Source, Span
from lintainer.tuples import NamedTuple


class Edit(NamedTuple):
    """`text` takes the place of what stands at `span`; an empty span is where it is put in."""

    span: Span
    text: str

    def touches(self, other: Edit) -> bool:
        """Tell whether the two cannot be made independently of each other: they overlap, or meet at one place."""
        return self.span.start <= other.span.end and other.span.start <= self.span.end


class Fix(NamedTuple):
    """The edits that take one finding away, in the order of the text. `safe`: the program cannot miss what is changed."""

    source: Source
    edits: tuple[Edit, ...]
    safe: bool

    @property
    def description(self) -> str:
        """What the edits do, as a sentence for people."""
        said = "; ".join(dict.fromkeys(_said(self.source, edit) for edit in self.edits))
        return f"{said[:1].upper()}{said[1:]}."


def _said(source: Source, edit: Edit) -> str:
    old, new = (_shown(text) for text in (masked_part(source, edit.span), edit.text))
    if not old:
        return f"add `{new}`"
    return f"replace `{old}` by `{new}`" if new else f"remove `{old}`"


def _shown(text: str) -> str:
    return shorten(printable(" ".join(text.replace("\\\n", " ").replace("\\\r\n", " ").split())), 80)


def distinct(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the edits in the order of the text, each once: containers may share a line."""
    return tuple(sorted(set(edits)))


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` after the `edits`, which do not overlap."""
    parts, at = [], 0
    for edit in sorted(edits):
        parts += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join([*parts, text[at:]])
