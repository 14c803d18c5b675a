"""The policies of the group images, in the order of the catalogue."""

from lintainer.policy import Policy
from lintainer_policies.images.stale_image_pull import stale_image_pull

POLICIES: tuple[Policy, ...] = (stale_image_pull,)
