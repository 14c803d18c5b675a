"""Commands that are started in a running container with more privilege than it has."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.policy import DOCKER_RUN, Change, Container, Hit, Outcome, Severity, policy, undecided
from lintainer_policies.privilege._users import is_root, user_written


@policy(
    group="privilege",
    severity=Severity.HIGH,
    profiles=("default", "cis-docker"),
    syntaxes=(DOCKER_RUN,),
    standards=("CIS Docker 1.6.0 5.23", "CIS Docker 1.6.0 5.24"),
    roles=frozenset({"exec"}),
    fix="unsafe",
    advice="run the command with the rights that the container has",
)
def privileged_exec(container: Container) -> Iterator[Outcome]:
    """A command is started in a running container privileged, or as root."""
    yield from undecided(container, "privileged", "user")
    if container.privileged is True:
        place = container.at("privileged")
        change = Change(place=place, value=False)
        yield Hit("runs a command in it with all capabilities, whatever the container was given", place, change=change)
    who = container.user
    if who is not None and not isinstance(who, Unknown) and is_root(who):
        yield Hit(
            f"runs a command in it as root: user {quoted(user_written(container, who))}",
            container.at("user"),
            severity=Severity.MEDIUM,
            advice="run the command as the user of the container, and set owners and modes in the image",
        )
