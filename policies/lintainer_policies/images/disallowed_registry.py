"""Images from registries that the organisation does not want."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Record
from lintainer.policy import Container, Hit, Outcome, Severity, Undecided, policy
from lintainer_policies.images._local import is_local
from lintainer_policies.images._registries import full_name, is_within, known_registry


class Registries(Record):
    """`allow`: registries, or folders of them, that images may come from; `deny`: those that they may not.

    `docker.io/library` holds Docker Hub's official images; `*.example.com` stands for any subdomain. Empty: no opinion.
    """

    allow: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()


@policy(
    group="images",
    severity=Severity.HIGH,
    profiles=("default",),
    advice="pull it from a registry that is allowed, or let it be added to the list",
    options=Registries,
)
def disallowed_registry(container: Container, options: Registries) -> Iterator[Outcome]:
    """An image comes from a registry that the configuration does not allow."""
    image = container.image
    if image is None or container.build is not None or not (options.allow or options.deny) or is_local(image):
        return
    registry = known_registry(image)
    if registry is None:
        yield Undecided(image.at("registry"), "registry", getattr(image.registry, "why", "its registry is not known"))
        return
    name = full_name(image)
    listed = [*options.allow, *options.deny]
    if name is None:
        # The registry is known and the rest is not: that decides where no list goes into folders of it.
        if any("/" in entry and is_within(f"{registry}/", entry.partition("/")[0]) for entry in listed):
            yield Undecided(image.at("repository"), "repository", getattr(image.repository, "why", "its name is not known"))
            return
        name = f"{registry}/"
    if any(is_within(name, entry) for entry in options.deny):
        yield Hit(f"runs {quoted(image.written)} from {quoted(registry)}, which is denied", image.at("registry"))
    elif options.allow and not any(is_within(name, entry) for entry in options.allow):
        yield Hit(f"runs {quoted(image.written)} from {quoted(registry)}, which is not allowed", image.at("registry"))
