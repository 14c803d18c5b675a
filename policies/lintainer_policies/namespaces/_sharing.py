"""Namespaces of the host that a container is in."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model.effective import shares_host
from lintainer.policy import Change, Container, Hit, Outcome, unsettled


def sharing(container: Container, namespace: str, message: str) -> Iterator[Outcome]:
    """Yield a hit where the container is in the host's `namespace`, or what keeps that from being decided."""
    shared = shares_host(container, namespace)
    yield from unsettled(shared, f"{namespace}_mode")
    if shared.value is True:
        yield Hit(message, shared.location, change=Change(place=shared.location))
