"""Containers whose user id may belong to a user of the host."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.model.effective import maps_users, user
from lintainer.policy import Container, Hit, Outcome, Record, Severity, Undecided, policy, unsettled
from lintainer_policies.privilege._users import is_root, user_written


class Options(Record):
    """Options of low-user-id."""

    # The lowest user id that a container may run with.
    minimum: int = 10_000


@policy(
    group="privilege",
    severity=Severity.LOW,
    profiles=("all",),
    options=Options,
    advice="run as a user id that no user of a host has",
)
def low_user_id(container: Container, options: Options) -> Iterator[Outcome]:
    """A container runs with no user id of its own, or with a low one that a user of the host may have."""
    if maps_users(container) is True:
        return
    who = user(container)
    yield from unsettled(who, "user")
    if isinstance(who.value, Unknown):
        return
    if who.value is None:
        yield Hit(f"sets no user id: the image decides, and it may be below {options.minimum}", who.location)
    elif isinstance(who.value, str) and not is_root(who.value):
        yield Undecided(who.location, "user", f"the image decides which number {quoted(who.value)} has")
    elif is_root(who.value) or (isinstance(who.value, int) and who.value < options.minimum):
        shown = quoted(user_written(container, who.value))
        yield Hit(f"runs as user {shown}, below {options.minimum}: a user of the host may have the same id", who.location)
