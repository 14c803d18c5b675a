"""The policies of the group resources, in the order of the catalogue."""

from lintainer.policy import Policy

POLICIES: tuple[Policy, ...] = ()
