"""Images that nothing is pulled for."""

from __future__ import annotations

import re

from lintainer.model import Image

# The id of an image, podman's name for what was built or imported here (podman-build(1)), and its transports that read from
# disk (containers-transports(5)).
_LOCAL = re.compile(
    r"(?:sha256:)?[0-9a-f]{64}\Z|localhost/|(?:docker-archive|oci-archive|oci|dir|containers-storage|docker-daemon):"
)


def is_local(image: Image) -> bool:
    """Tell whether the image was made on the host, as its name says, is read from disk, or built by the project itself."""
    return image.built or _LOCAL.match(image.written) is not None
