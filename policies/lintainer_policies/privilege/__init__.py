"""The policies of the group privilege, in the order of the catalogue."""

from lintainer.policy import Policy
from lintainer_policies.privilege.privileged import privileged

POLICIES: tuple[Policy, ...] = (privileged,)
