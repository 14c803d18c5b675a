"""Image builds that may do more than a build needs."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.policy import COMPOSE, Container, Hit, Outcome, Severity, Undecided, policy, undecided

# BuildKit documentation, `buildctl build --allow`; Docker documentation, `docker buildx build --allow`.
_ENTITLEMENTS = {
    "security.insecure": "steps of the build may run with all capabilities and devices of the host",
    "network.host": "steps of the build may use the network of the host",
}


@policy(
    group="privilege",
    severity=Severity.HIGH,
    profiles=("default",),
    syntaxes=(COMPOSE,),
    fix="unsafe",
    advice="build without it; every Dockerfile, base image and package script of the build gets what is granted here",
)
def privileged_build(container: Container) -> Iterator[Outcome]:
    """The build of a service's image is privileged, or uses the network of the host."""
    build = container.build
    if build is None:
        return
    yield from undecided(build, "privileged", "network")
    if build.privileged is True:
        yield Hit("builds its image privileged, with the capabilities and devices of the host", build.at("privileged"))
    for entry in build.entitlements:
        if isinstance(entry.value, Unknown):
            yield Undecided(entry.at(), "entitlements", entry.value.why)
        elif entry.value in _ENTITLEMENTS:
            yield Hit(f"allows its build {quoted(entry.value)}: {_ENTITLEMENTS[entry.value]}", entry.at())
    if build.network == "host":
        yield Hit("builds its image in the network of the host, loopback services included", build.at("network"))
