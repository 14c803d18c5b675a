"""Texts of which only parts are known: literal pieces between variables that have no value."""

from __future__ import annotations

from lintainer.model.unknown import Unknown

# A text, a text with unknown pieces, or something not known at all.
Text = str | Unknown


class Partial(Unknown):
    """A text made of literal pieces and unknown ones, in order."""

    __slots__ = ("pieces",)

    def __init__(self, pieces: tuple[Text, ...], written: str = "") -> None:
        hole = next(piece for piece in pieces if isinstance(piece, Unknown))
        first, last = pieces[0], pieces[-1]
        super().__init__(
            hole.why,
            prefix=first.prefix if isinstance(first, Unknown) else first,
            suffix=last.suffix if isinstance(last, Unknown) else last,
            written=written or "".join(piece.written if isinstance(piece, Unknown) else piece for piece in pieces),
        )
        self.pieces = pieces


def pieces_of(text: Text) -> tuple[Text, ...]:
    """Return the pieces of `text`: itself, where it has no parts."""
    return text.pieces if isinstance(text, Partial) else (text,)


def join(pieces: list[Text]) -> Text:
    """Return the text that `pieces` make: a plain one where all of them are known."""
    flat: list[Text] = []
    for piece in pieces:
        for part in pieces_of(piece):
            if isinstance(part, str) and flat and isinstance(flat[-1], str):
                flat[-1] = flat[-1] + part
            elif part != "" or isinstance(part, Unknown):
                flat.append(part)
    if not flat:
        return ""
    if len(flat) == 1:
        return flat[0]
    return Partial(tuple(flat))


def split(text: Text, separator: str, limit: int = -1) -> list[Text]:
    """Split `text` at the separators in its literal pieces; what a variable holds is never split."""
    if isinstance(text, str):
        return list(text.split(separator, limit))
    parts: list[list[Text]] = [[]]
    for piece in pieces_of(text):
        if isinstance(piece, Unknown):
            parts[-1].append(piece)
            continue
        for index, word in enumerate(piece.split(separator)):
            if index == 0:
                parts[-1].append(word)
            elif limit >= 0 and len(parts) > limit:
                parts[-1].append(separator + word)
            else:
                parts.append([word])
    return [join(part) for part in parts]


def cut(text: Text, separator: str) -> tuple[Text, Text | None]:
    """Return what stands before and behind the first separator; None behind where there is none."""
    parts = split(text, separator, 1)
    return (parts[0], parts[1]) if len(parts) > 1 else (parts[0], None)


def starts_with(text: Text, prefixes: str | tuple[str, ...]) -> bool:
    """Tell whether `text` certainly starts with one of `prefixes`."""
    return (text.prefix if isinstance(text, Unknown) else text).startswith(prefixes)
