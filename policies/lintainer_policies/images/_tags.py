"""Tags that move: the same name, another image tomorrow."""

from __future__ import annotations

import re

# Words for the newest of a branch or a channel.
_MOVING = frozenset(
    """latest stable edge main master trunk head current nightly daily weekly monthly rolling develop development dev devel
    test testing unstable experimental snapshot canary beta alpha preview next lts mainline release rc prod production
    staging""".split()
)
# Words for a variant of an image: a tag of these alone names the newest one of that variant.
_VARIANTS = frozenset(
    """alpine slim fpm apache cli zts full lite light minimal management otel perl debian ubuntu ubi ubi8 ubi9 amd64 arm64
    arm64v8 linux dind rootless cpu gpu cuda rocm aio jre jdk""".split()
)


def is_moving(tag: str) -> bool:
    """Tell whether a tag names no version, only a channel or a variant: `latest`, `stable-alpine`, `fpm`."""
    return all(word in _MOVING or word in _VARIANTS for word in re.split(r"[-._]", tag.lower()))
