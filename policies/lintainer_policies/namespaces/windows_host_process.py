"""Windows containers that are processes of the host."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Unknown
from lintainer.model.effective import windows_host_process as in_effect
from lintainer.policy import KUBERNETES, RUNNING_OR_POD, Change, Container, Hit, Outcome, Severity, Undecided, policy


@policy(
    group="namespaces",
    severity=Severity.HIGH,
    profiles=("default", "cis-kubernetes"),
    syntaxes=(KUBERNETES,),
    standards=("CIS Kubernetes 1.12.0 5.2.10", "PSS baseline HostProcess"),
    advice="remove hostProcess, and run the program as a Windows container",
    roles=RUNNING_OR_POD,
    fix="unsafe",
)
def windows_host_process(container: Container) -> Iterator[Outcome]:
    """A Windows container runs as a process of the host."""
    found = in_effect(container)
    if isinstance(found.value, Unknown):
        if found.declared:
            yield Undecided(found.location, "windows_host_process", found.value.why)
    elif found.value:
        yield Hit(
            "runs as a process of the Windows host, in no container at all",
            found.location,
            change=Change(place=found.location, value=False),
        )
