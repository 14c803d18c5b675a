"""Images that a node may have kept from earlier."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.model.effective import image_pull_policy
from lintainer.policy import KUBERNETES, Change, Container, Hit, Outcome, Severity, Undecided, policy


@policy(
    group="images",
    severity=Severity.LOW,
    profiles=("hardening",),
    syntaxes=(KUBERNETES,),
    advice="set imagePullPolicy to Always, or name the image by its digest",
    fix="safe",
)
def stale_image_pull(container: Container) -> Iterator[Outcome]:
    """A container may run an image that the node has under this tag since long ago, or that another pod left there."""
    image = container.image
    if image is None or isinstance(image.digest, str):
        return
    found = image_pull_policy(container)
    if isinstance(found.value, Unknown):
        yield Undecided(found.location, "image_pull_policy", found.value.why)
    elif isinstance(image.digest, Unknown):
        yield Undecided(found.location, "image_pull_policy", image.digest.why)
    elif found.value != "Always":
        policy_name = found.value or ""
        how = f"imagePullPolicy is {quoted(policy_name)}" if found.declared else f"imagePullPolicy defaults to {policy_name}"
        change = Change(place=container.at("image_pull_policy"), value="Always")
        yield Hit(f"runs whatever the node holds as {quoted(image.written)}: {how}", found.location, change=change)
