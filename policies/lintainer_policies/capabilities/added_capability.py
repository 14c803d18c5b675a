"""Capabilities beyond those that a runtime gives by default."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.model.capabilities import capability_name
from lintainer.model.effective import capabilities
from lintainer.policy import Change, Container, Hit, Outcome, Record, Severity, Undecided, policy
from lintainer_policies.capabilities._grants import GIVES, ORDINARY


class Options(Record):
    """Options of added-capability."""

    # Capabilities that containers may add besides those of the default set, in any case, with or without CAP_.
    allowed: tuple[str, ...] = ()


@policy(
    group="capabilities",
    severity=Severity.MEDIUM,
    profiles=("default", "cis-docker", "cis-kubernetes"),
    supersedes=("net-raw-capability",),
    standards=("CIS Docker 1.6.0 5.4", "CIS Kubernetes 1.12.0 5.2.9", "PSS baseline Capabilities"),
    options=Options,
    fix="unsafe",
    advice="remove it, unless the program fails without it",
)
def added_capability(container: Container, options: Options) -> Iterator[Outcome]:
    """A container adds a capability that the default set of runtimes lacks, or NET_RAW."""
    allowed = ORDINARY | {str(capability_name(name)) for name in options.allowed}
    bounding = capabilities(container)
    for entry in container.cap_add:
        if isinstance(entry.name, Unknown):
            yield Undecided(entry.at(), "cap_add", entry.name.why)
        elif entry.name == "ALL":
            if isinstance(bounding, Unknown):
                yield Undecided(entry.at(), "cap_add", bounding.why)
            elif bounding - allowed:
                message = f"adds {quoted(entry.written)} capabilities, {len(bounding - allowed)} beyond the default set"
                yield Hit(message, entry.at(), change=Change(place=entry.at()))
        elif entry.name not in allowed and (isinstance(bounding, Unknown) or entry.name in bounding):
            gives = GIVES.get(entry.name, "the default set of runtimes does not hold it")
            yield Hit(f"adds {quoted(entry.written)}: {gives}", entry.at(), change=Change(place=entry.at()))
