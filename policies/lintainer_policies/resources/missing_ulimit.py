"""Containers that inherit the daemon's ulimits."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import effective
from lintainer.model.parts import ULIMITS
from lintainer.policy import COMPOSE, DOCKER_RUN, Container, Hit, Outcome, Record, Severity, Undecided, policy


class Required(Record):
    """Options of missing-ulimit."""

    # The ulimits that a container has to set; without any, one of nofile and nproc will do.
    required: tuple[str, ...] = ()

    def __init__(self, **fields: object) -> None:
        super().__init__(**fields)
        for name in self.required:
            if name not in ULIMITS:
                raise ValueError(f"required: there is no ulimit {name!r}: {', '.join(sorted(ULIMITS))}")


@policy(
    group="resources",
    severity=Severity.LOW,
    profiles=("hardening", "cis-docker"),
    syntaxes=(DOCKER_RUN, COMPOSE),
    standards=("CIS Docker 1.6.0 5.19",),
    advice="set nofile, and nproc where all containers of its user may share one count",
    options=Required,
    digest="limits",
)
def missing_ulimit(container: Container, options: Required) -> Iterator[Outcome]:
    """A container sets neither a nofile nor a nproc ulimit, and gets what the daemon has: often no limit worth the name."""
    given = {ulimit.name for ulimit in container.ulimits}
    if effective.is_windows(container) or not (options.required or given.isdisjoint(("nofile", "nproc"))):
        return
    missing = [name for name in options.required or ("nofile",) if name not in given]
    if missing and not container.is_complete("ulimits"):
        yield Undecided(container.at("ulimits"), "ulimits", "not all of the ulimits are known")
        return
    for name in missing:
        yield Hit(f"has no {name} limit", container.at(), field="ulimits")
