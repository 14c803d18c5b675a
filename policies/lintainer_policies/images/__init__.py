"""The policies of the group images, in the order of the catalogue."""

from lintainer.policy import Policy
from lintainer_policies.images.disallowed_registry import disallowed_registry
from lintainer_policies.images.missing_image_digest import missing_image_digest
from lintainer_policies.images.retired_registry import retired_registry
from lintainer_policies.images.stale_image_pull import stale_image_pull
from lintainer_policies.images.unpinned_image import unpinned_image

POLICIES: tuple[Policy, ...] = (
    unpinned_image,
    missing_image_digest,
    stale_image_pull,
    disallowed_registry,
    retired_registry,
)
