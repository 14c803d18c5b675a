"""The `user[:group]` that `docker run --user` and Compose's `user` share."""

from __future__ import annotations

from lintainer.tuples import NamedTuple


class UserSpec(NamedTuple):
    """A user and a group: a number where one is written in any spelling (`000` is 0), else the name. None: not given."""

    user: int | str | None
    group: int | str | None


def parse_user(text: str) -> UserSpec:
    """Take `user[:group]` apart (moby, Engine API 1.51: Config.User)."""
    user, _, group = text.partition(":")
    return UserSpec(identity(user), identity(group))


def identity(text: str) -> int | str | None:
    """Return a number where `text` is one, else the name; None for an empty text."""
    if not text:
        return None
    digits = text[1:] if text[0] in "+-" else text
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 20 else text
