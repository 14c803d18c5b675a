"""Secrets that become environment variables."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.policy import KUBERNETES, Container, Hit, Outcome, Severity, policy


@policy(
    group="secrets",
    severity=Severity.LOW,
    profiles=("hardening", "cis-kubernetes"),
    syntaxes=(KUBERNETES,),
    standards=("CIS Kubernetes 1.12.0 5.4.1",),
    advice="mount the Secret as a file and let the program read it there",
)
def secret_in_environment(container: Container) -> Iterator[Outcome]:
    """A container takes a Secret into its environment, which its children inherit and which dumps show."""
    for variable in container.env:
        if variable.value_from != "secret":
            continue
        name = variable.name.written if isinstance(variable.name, Unknown) else variable.name
        secret = quoted(variable.object_ref or "")
        if name.endswith("*"):
            yield Hit(f"takes every key of the Secret {secret} into its environment", variable.at("value_from"))
        else:
            key = f"{quoted(variable.key_ref)} of " if variable.key_ref else ""
            yield Hit(f"takes {key}the Secret {secret} into its environment as {quoted(name)}", variable.at("value_from"))
