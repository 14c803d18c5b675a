"""Commands that make themselves root."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.policy import Container, Hit, Outcome, Severity, policy
from lintainer_policies._programs import programs, script_programs

_HEALTHCHECK_FORMS = ("CMD", "CMD-SHELL")


@policy(
    group="operations",
    severity=Severity.LOW,
    profiles=("all",),
    advice="start the container as the user that the command needs, and leave sudo out of the image",
)
def sudo_in_command(container: Container) -> Iterator[Outcome]:
    """A command, a probe or a health check uses sudo: the user of the container can become root in it."""
    for program in programs(container):
        if program.name == "sudo":
            yield Hit("uses sudo in its command", program.word.at())
            break
    for handler in container.handlers:
        if "sudo" in script_programs(handler.command):
            yield Hit(f"uses sudo in its {handler.purpose}", handler.at("command"))
    check = container.healthcheck
    if check is not None:
        words = check.test[1:] if check.test[:1] and check.test[0] in _HEALTHCHECK_FORMS else check.test
        if "sudo" in script_programs(words):
            yield Hit("uses sudo in its health check", check.at("test"))
