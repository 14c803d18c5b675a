"""Values that cannot be known from the file."""

from __future__ import annotations

from lintainer.hints import NoReturn


class Unknown:
    """A value that depends on what the file does not hold: a variable, a command's output, a template's expression.

    `why` says in a few words what decides it (`${TAG} has no default`). Text may be partly known: `prefix` and `suffix` are
    what certainly stands at its ends, and `written` is the whole as written. All unknown values compare equal, so that the
    same container written in two syntaxes does. `bool()` of one raises: it is neither true nor false.
    """

    __slots__ = ("prefix", "suffix", "why", "written")

    def __init__(self, why: str = "not known from this file", *, prefix: str = "", suffix: str = "", written: str = "") -> None:
        self.why = why
        self.prefix = prefix
        self.suffix = suffix
        self.written = written

    def __bool__(self) -> NoReturn:
        raise TypeError(f"an unknown value is neither true nor false ({self.why})")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unknown)

    def __hash__(self) -> int:
        return hash(Unknown)

    def __repr__(self) -> str:
        return f"Unknown({self.why!r})"


UNKNOWN = Unknown()


def known_prefix(value: str | Unknown | None) -> str:
    """Return the part of a text that certainly stands at its start: all of a known one."""
    if value is None:
        return ""
    return value.prefix if isinstance(value, Unknown) else value
