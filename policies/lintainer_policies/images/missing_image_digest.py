"""Images that are named by a tag alone."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.policy import Container, Hit, Outcome, Severity, Undecided, policy
from lintainer_policies.images._local import is_local


@policy(
    group="images",
    severity=Severity.LOW,
    profiles=("hardening",),
    advice="add the digest: `image:tag@sha256:…`; a bot keeps both up to date",
)
def missing_image_digest(container: Container) -> Iterator[Outcome]:
    """A container runs an image by tag: whoever may push to its repository can change what runs."""
    image = container.image
    if image is None or container.build is not None or is_local(image):
        return
    if isinstance(image.digest, Unknown):
        yield Undecided(image.at("digest"), "digest", image.digest.why)
    elif image.digest is None:
        yield Hit(f"runs {quoted(image.written)} by a name that can be given to another image", image.at())
