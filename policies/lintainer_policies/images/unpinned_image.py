"""Images that change under the same name."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.policy import Container, Hit, Outcome, Severity, Undecided, policy
from lintainer_policies.images._local import is_local
from lintainer_policies.images._tags import is_moving


@policy(
    group="images",
    severity=Severity.MEDIUM,
    profiles=("default", "cis-docker"),
    standards=("CIS Docker 1.6.0 5.28",),
    advice="name a version, and its digest where it must never change",
    supersedes=("missing-image-digest",),
)
def unpinned_image(container: Container) -> Iterator[Outcome]:
    """A container runs whatever its image's name stands for at the moment: no tag, or one that moves."""
    image = container.image
    if image is None or container.build is not None or is_local(image):
        return
    if image.digest is not None and not isinstance(image.digest, Unknown):
        return
    tag = image.tag
    if isinstance(tag, Unknown):
        yield Undecided(image.at("tag"), "tag", tag.why)
    elif isinstance(image.digest, Unknown):
        yield Undecided(image.at("digest"), "digest", image.digest.why)
    elif tag is None:
        yield Hit(f"runs {quoted(image.written)} without a tag, which is `latest`: whatever was pushed last", image.at())
    elif is_moving(tag):
        yield Hit(f"runs {quoted(image.written)}, a tag that moves: whatever was pushed last", image.at("tag"))
