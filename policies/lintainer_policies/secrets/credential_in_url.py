"""Passwords in URLs."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import EnvVar, Text, Unknown
from lintainer.model.credentials import has_password_in_url
from lintainer.policy import Container, Hit, Outcome, Severity, policy
from lintainer.source import Location


@policy(
    group="secrets",
    severity=Severity.HIGH,
    profiles=("default",),
    advice="take the password out of the URL, and give it to the program as a secret of its own",
)
def credential_in_url(container: Container) -> Iterator[Outcome]:
    """A URL holds a literal password, which ends up in logs, error messages and process lists."""
    for where, location in _places(container):
        yield Hit(f"has a password in a URL, in {where}", location)


def _places(container: Container) -> Iterator[tuple[str, Location]]:
    for variable in container.env:
        if isinstance(variable.name, str) and has_password_in_url(_of_variable(variable)):
            yield f"the variable {quoted(variable.name, 60)}", variable.at("value")
    for what, words in (("its entrypoint", container.entrypoint), ("its command", container.cmd)):
        for word in words or ():
            if has_password_in_url(_of_word(word)):
                yield what, word.at()
    for label in container.labels:
        if isinstance(label.value, str) and has_password_in_url(label.value):
            yield f"the label {quoted(label.name, 60)}", label.at("value")
    check = container.healthcheck
    for number, part in enumerate(check.test if check is not None else ()):
        if check is not None and isinstance(part, str) and has_password_in_url(part):
            yield "its health check", check.at_entry("test", number)
    for handler in container.handlers:
        for number, part in enumerate(handler.command):
            if isinstance(part, str) and has_password_in_url(part):
                yield f"its {handler.purpose}", handler.at_entry("command", number)


def _of_variable(variable: EnvVar) -> str:
    """Return the value as this file has it: a variable in it is what it is written as."""
    if variable.value_from is not None or variable.value is None:
        return ""
    if isinstance(variable.value, Unknown):
        return variable.value.written
    text = variable.at("value").text
    return text if "$" in text and variable.value not in text else variable.value


def _of_word(word: Text) -> str:
    return word.value.written if isinstance(word.value, Unknown) else word.value
