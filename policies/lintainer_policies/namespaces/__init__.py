"""The policies of the group namespaces, in the order of the catalogue."""

from lintainer.policy import Policy
from lintainer_policies.namespaces.windows_host_process import windows_host_process

POLICIES: tuple[Policy, ...] = (windows_host_process,)
