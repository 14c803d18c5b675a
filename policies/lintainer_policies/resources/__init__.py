"""The policies of the group resources, in the order of the catalogue."""

from lintainer.policy import Policy
from lintainer_policies.resources.missing_cpu_request import missing_cpu_request
from lintainer_policies.resources.missing_ephemeral_storage_limit import missing_ephemeral_storage_limit
from lintainer_policies.resources.missing_memory_request import missing_memory_request

POLICIES: tuple[Policy, ...] = (
    missing_memory_request,
    missing_cpu_request,
    missing_ephemeral_storage_limit,
)
