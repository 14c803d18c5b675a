"""Containers that command a Docker daemon over plain TCP, and daemons that listen there."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import EnvVar, Text, Unknown
from lintainer.policy import Container, Hit, Outcome, Project, Severity, Undecided, policy
from lintainer_policies.mounts._endpoints import (
    PLAIN_PORT,
    Endpoint,
    endpoint,
    is_own,
    is_private_service,
    publishes,
    says_tls,
    variable,
    words,
)
from lintainer_policies.mounts._inherited import runs_engine


@policy(
    group="mounts",
    severity=Severity.HIGH,
    profiles=("default",),
    advice="use TLS (DOCKER_TLS_VERIFY=1, port 2376) or ssh://, or a socket proxy of the same project that is not published",
)
def remote_docker_endpoint(container: Container, project: Project) -> Iterator[Outcome]:
    """A Docker daemon takes commands over TCP without TLS."""
    yield from _environment(container, project)
    if runs_engine(container):
        yield from _listening(container)
    else:
        yield from _command(container, project)


def _environment(container: Container, project: Project) -> Iterator[Outcome]:
    for entry in container.env:
        if not isinstance(entry.name, str) or entry.name != "DOCKER_HOST" or entry.value is None:
            continue
        value = entry.value
        if isinstance(value, Unknown):
            yield from _partly_known(entry, value)
            continue
        address = endpoint(value)
        if address is not None and _is_open(container, project, address):
            yield Hit(_says(f"`DOCKER_HOST={value}`"), entry.at("value"))


def _partly_known(entry: EnvVar, value: Unknown) -> Iterator[Outcome]:
    if value.prefix.startswith("tcp://") and value.suffix.endswith(f":{PLAIN_PORT}"):
        yield Hit(_says(quoted(f"DOCKER_HOST={value.written}")), entry.at("value"))
    elif not value.prefix or value.prefix.startswith("tcp:"):
        yield Undecided(entry.at("value"), "env", value.why)


def _says(what: str) -> str:
    return f"commands a Docker daemon over plain TCP, {what}: whoever reaches that port has all of the daemon's host"


def _is_open(container: Container, project: Project, address: Endpoint) -> bool:
    if address.port != PLAIN_PORT and says_tls(container):
        return False
    return not is_own(container, address.host) and not is_private_service(project, address.host, address.port)


def _command(container: Container, project: Project) -> Iterator[Outcome]:
    found = words(container)
    if not any(word.rpartition("/")[2] in ("docker", "docker-compose") for word, _ in found):
        return
    tls = any(word.startswith("--tls") for word, _ in found)
    for address, word, node in _hosts(found):
        if not tls and _is_open(container, project, address):
            yield Hit(_says(quoted(f"-H {word}")), node.at())


def _hosts(found: list[tuple[str, object]]) -> Iterator[tuple[Endpoint, str, Text]]:
    flag = False
    for word, node in found:
        text = word
        for opening in ("--host=", "-H="):
            if word.startswith(opening):
                text, flag = word[len(opening) :], True
        if word.startswith("-Htcp://"):
            text, flag = word[2:], True
        address = endpoint(text) if flag else None
        if address is not None and isinstance(node, Text):
            yield address, text.strip("\"'"), node
        flag = word in ("-H", "--host")


def _listening(container: Container) -> Iterator[Outcome]:
    found = words(container)
    if any(word.startswith(("--tlsverify", "--tls=true", "--tlscacert")) for word, _ in found):
        return
    for address, word, node in _hosts(found):
        if not is_own(container, address.host) and publishes(container, address.port):
            yield Hit(
                f"runs a Docker daemon that takes commands over plain TCP on a published port, {quoted(f'-H {word}')}",
                node.at(),
            )
            return
    # The image's entrypoint listens without TLS where this is empty (docker-library/docker, dockerd-entrypoint.sh).
    if variable(container, "DOCKER_TLS_CERTDIR") == "" and publishes(container, PLAIN_PORT):
        entry = next(one for one in container.env if one.name == "DOCKER_TLS_CERTDIR")
        yield Hit("runs a Docker daemon without TLS (`DOCKER_TLS_CERTDIR` is empty) and publishes its port 2375", entry.at())
