"""Containers without a seccomp profile."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.model.effective import is_windows, seccomp
from lintainer.policy import KUBERNETES, Change, Container, Hit, Outcome, Severity, Undecided, policy


@policy(
    group="confinement",
    severity=Severity.MEDIUM,
    profiles=("hardening", "cis-kubernetes"),
    syntaxes=(KUBERNETES,),
    standards=("CIS Kubernetes 1.12.0 5.6.2", "PSS restricted Seccomp"),
    advice="set securityContext.seccompProfile.type to RuntimeDefault, for the pod or the container",
    fix="safe",
)
def missing_seccomp_profile(container: Container) -> Iterator[Outcome]:
    """A container has neither the runtime's seccomp profile nor one of its own."""
    if is_windows(container):
        return
    found = seccomp(container)
    if isinstance(found.value, Unknown):
        yield Undecided(found.location, "seccomp", found.value.why)
    elif found.value is None:
        change = Change(place=found.location, value="RuntimeDefault")
        yield Hit("may make every system call of the kernel: no seccomp profile is set", found.location, change=change)
    elif isinstance(found.value.type, Unknown):
        yield Undecided(found.location, "seccomp", found.value.type.why)
    elif found.value.type not in ("RuntimeDefault", "Localhost"):
        yield Hit(
            f"may make every system call of the kernel: the seccomp profile is {quoted(found.value.type)}", found.location
        )
