"""Containers that the kernel does not stop when memory runs out."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Unknown, effective
from lintainer.policy import COMPOSE, DOCKER_RUN, Change, Container, Hit, Outcome, Severity, policy, undecided


@policy(
    group="resources",
    severity=Severity.MEDIUM,
    profiles=("default",),
    syntaxes=(DOCKER_RUN, COMPOSE),
    advice="remove it, and give the container a memory limit with room to spare",
    fix="safe",
)
def oom_killer_disabled(container: Container) -> Iterator[Outcome]:
    """A container is spared when memory runs out: processes of the host are stopped in its place."""
    yield from undecided(container, "oom_kill_disable", "oom_score_adj")
    if container.oom_kill_disable is True:
        bounded = isinstance(effective.memory_limit(container).value, int)
        message = (
            "is not stopped at its memory limit, but hangs"
            if bounded
            else "is not stopped when memory runs out, and has no limit"
        )
        place = container.at("oom_kill_disable")
        yield Hit(f"{message}: the OOM killer is off", place, change=Change(place=place))
    score = container.oom_score_adj
    if score is not None and not isinstance(score, Unknown) and score < 0:
        who = "is never stopped" if score <= -1000 else "is stopped later than other processes"
        place = container.at("oom_score_adj")
        yield Hit(f"{who} when the host runs out of memory (score `{score}`)", place, change=Change(place=place))
