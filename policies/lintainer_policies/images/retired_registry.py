"""Images from registries that are gone."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.policy import Change, Container, Hit, Outcome, Severity, policy
from lintainer_policies.images._local import is_local
from lintainer_policies.images._registries import full_name, known_registry, moved, retired


@policy(
    group="images",
    severity=Severity.MEDIUM,
    profiles=("default",),
    advice="name the registry that took its place",
    fix="safe",
)
def retired_registry(container: Container) -> Iterator[Outcome]:
    """An image comes from a registry that is frozen or closed: no updates, and one day no image."""
    image = container.image
    if image is None or container.build is not None or is_local(image):
        return
    name = full_name(image) or known_registry(image)
    found = None if name is None else retired(name)
    if found is not None and not (found.versions_only and image.tag in (None, "latest") and image.digest is None):
        advice = (
            f"name its successor {quoted(found.successor)}"
            if found.successor
            else "find out where its project publishes it now"
        )
        place, reference = image.at("registry"), moved(image, found)
        change = None if reference is None else Change(place=place, value=reference)
        message = f"runs {quoted(image.written)} from {quoted(found.name)}, {found.why}"
        yield Hit(message, place, advice=advice, change=change)
