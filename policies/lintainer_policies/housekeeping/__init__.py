"""The policies of the group housekeeping, in the order of the catalogue."""

from lintainer.policy import Policy
from lintainer_policies.housekeeping.unused_suppression import unused_suppression

POLICIES: tuple[Policy, ...] = (unused_suppression,)
