"""The policies of the group pod-security, in the order of the catalogue."""

from lintainer.policy import Policy

POLICIES: tuple[Policy, ...] = ()
