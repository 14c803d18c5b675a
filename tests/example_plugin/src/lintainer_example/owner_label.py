"""A policy of a team that wants to know whose container it is."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import Container, Hit, Outcome, Record, Severity, policy


class OwnerOptions(Record):
    """The label that names the owner."""

    label: str = "owner"


@policy(
    group="acme",
    severity=Severity.HIGH,
    profiles=("default",),
    syntaxes=("docker-run", "compose"),
    advice="add the label, with the team that answers for this container",
    options=OwnerOptions,
)
def missing_owner_label(container: Container, options: OwnerOptions) -> Iterator[Outcome]:
    """A container has no label that names its owner."""
    if container.is_complete("labels") and all(label.name != options.label for label in container.labels):
        yield Hit(f"has no label `{options.label}`", container.at("labels"))
