"""Containers that leave no trace."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Unknown
from lintainer.policy import COMPOSE, DOCKER_RUN, Change, Container, Hit, Outcome, Severity, Undecided, policy


@policy(
    group="operations",
    severity=Severity.MEDIUM,
    profiles=("default",),
    syntaxes=(DOCKER_RUN, COMPOSE),
    advice="keep a log of bounded size: the driver `local`, or `json-file` with `max-size`",
    fix="safe",
)
def logging_disabled(container: Container) -> Iterator[Outcome]:
    """What a container writes is thrown away: after an incident there is nothing to read."""
    log = container.log_config
    if log is None:
        return
    if isinstance(log.type, Unknown):
        yield Undecided(log.at("type"), "type", log.type.why)
    elif log.type == "none":
        change = Change(place=log.at("type"), value="local")
        yield Hit("throws away what it writes: its log driver is `none`", log.at("type"), change=change)
