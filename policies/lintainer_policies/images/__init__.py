"""The policies of the group images, in the order of the catalogue."""

from lintainer.policy import Policy

POLICIES: tuple[Policy, ...] = ()
