"""Containers that take over all volumes of another."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Mount, Unknown
from lintainer.policy import COMPOSE, DOCKER_RUN, Change, Hit, Outcome, Project, Severity, Undecided, policy
from lintainer.source import Related
from lintainer_policies.mounts._binds import shown_source
from lintainer_policies.mounts._inherited import giver, running


@policy(
    group="mounts",
    severity=Severity.MEDIUM,
    profiles=("default",),
    syntaxes=(DOCKER_RUN, COMPOSE),
    advice="name the volumes that it needs, read-only where it only reads",
    fix="unsafe",
)
def volumes_from(project: Project) -> Iterator[Outcome]:
    """A container takes over all volumes and binds of another, whatever these come to be."""
    for container in running(project):
        for entry in container.volumes_from:
            if isinstance(entry.container, Unknown):
                yield Undecided(entry.at("container"), "container", entry.container.why)
            other = giver(project, entry)
            known = tuple(mount for mount in other.mounts if mount.target is not None) if other is not None else ()
            names = ", ".join(_named(mount) for mount in known if mount.source is not None)
            name = entry.container.written if isinstance(entry.container, Unknown) else entry.container
            mode = " read-only" if entry.read_only else ", as writable as they are there"
            what = f"takes over all volumes of {quoted(name)}{mode}"
            if other is not None:
                what += f": {names}" if names else ", which has none yet"
            related = (Related(known[0].at(), "written here"),) if known else ()
            severity = Severity.LOW if entry.read_only else None
            yield Hit(what, entry.at(), severity, related, change=Change(place=entry.at()))


def _named(mount: Mount) -> str:
    return f"{shown_source(mount)} (read-only)" if mount.read_only is True else shown_source(mount)
