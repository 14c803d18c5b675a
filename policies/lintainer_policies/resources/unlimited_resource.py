"""Limits that are lifted in words."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Ulimit, Unknown, effective
from lintainer.policy import COMPOSE, DOCKER_RUN, Container, Hit, Outcome, Severity, Undecided, policy, undecided
from lintainer_policies.resources._sizes import size

_WHAT = {
    "as": "address space",
    "core": "the size of core dumps",
    "cpu": "processor time",
    "data": "the data segment",
    "fsize": "the size of files",
    "memlock": "locked memory",
    "msgqueue": "message queues",
    "nofile": "open files",
    "nproc": "processes of its user",
    "rss": "resident memory",
    "sigpending": "pending signals",
    "stack": "the stack",
}


@policy(
    group="resources",
    severity=Severity.MEDIUM,
    profiles=("default",),
    syntaxes=(DOCKER_RUN, COMPOSE),
    standards=("CIS Docker 1.6.0 5.19",),
    advice="write the number that the program needs",
)
def unlimited_resource(container: Container) -> Iterator[Outcome]:
    """A limit of a container is lifted in words: swap, a ulimit, or shared memory above the memory limit."""
    yield from undecided(container, "memory_swap")
    if container.memory_swap == -1 and not isinstance(container.memory_swap, Unknown):
        yield Hit("may use all swap of the host, beyond its memory limit", container.at("memory_swap"))
    for ulimit in container.ulimits:
        yield from _lifted(ulimit)
    yield from _shared_memory(container)


def _lifted(ulimit: Ulimit) -> Iterator[Outcome]:
    for field in ("hard", "soft"):
        value = getattr(ulimit, field)
        if isinstance(value, Unknown):
            yield Undecided(ulimit.at(field), field, value.why)
            return
        if value == -1:
            what = _WHAT.get(ulimit.name, "a resource")
            yield Hit(f"lifts the limit on {what} (`{ulimit.name}`)", ulimit.at())
            return


def _shared_memory(container: Container) -> Iterator[Outcome]:
    shared, limit = container.shm_size, effective.memory_limit(container).value
    if isinstance(shared, int) and isinstance(limit, int) and shared > limit:
        yield Hit(
            f"gives /dev/shm {size(shared)}, more than the memory limit of {size(limit)} that it counts against",
            container.at("shm_size"),
        )
