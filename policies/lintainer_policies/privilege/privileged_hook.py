"""Lifecycle hooks of a Compose service that have more privilege than the service."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.model.effective import user
from lintainer.policy import COMPOSE, Change, Container, Hit, Outcome, Severity, Undecided, policy, undecided
from lintainer_policies.privilege._users import is_root, user_written


@policy(
    group="privilege",
    severity=Severity.CRITICAL,
    profiles=("default",),
    syntaxes=(COMPOSE,),
    roles=frozenset({"hook"}),
    fix="unsafe",
    standards=("CIS Docker 1.6.0 5.5",),
    advice="let the hook run with the rights of its service, and do what needs more in the image or in a container of its own",
)
def privileged_hook(container: Container) -> Iterator[Outcome]:
    """A lifecycle hook runs privileged, or as root in a service that does not."""
    yield from undecided(container, "privileged")
    if container.privileged is True:
        place = container.at("privileged")
        change = Change(place=place, value=False)
        yield Hit("runs the hook privileged, with the capabilities and devices of the host", place, change=change)
    hook = user(container)
    if isinstance(hook.value, Unknown):
        yield Undecided(hook.location, "user", hook.value.why)
    if not is_root(hook.value) or container.within is None:
        return
    service = user(container.within).value
    if service is None:
        yield Undecided(hook.location, "user", "the image decides whether the service itself runs as root")
    elif isinstance(service, Unknown):
        yield Undecided(hook.location, "user", service.why)
    elif not is_root(service):
        name = quoted(user_written(container.within, service))
        yield Hit(
            f"runs the hook as root in a service that runs as {name}",
            hook.location,
            severity=Severity.HIGH,
            advice="let the hook run as the user of its service, and set owners and modes in the image",
        )
