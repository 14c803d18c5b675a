"""The policies of the group resources, in the order of the catalogue."""

from lintainer.policy import Policy
from lintainer_policies.resources.custom_cgroup_parent import custom_cgroup_parent
from lintainer_policies.resources.missing_cpu_limit import missing_cpu_limit
from lintainer_policies.resources.missing_cpu_request import missing_cpu_request
from lintainer_policies.resources.missing_ephemeral_storage_limit import missing_ephemeral_storage_limit
from lintainer_policies.resources.missing_memory_limit import missing_memory_limit
from lintainer_policies.resources.missing_memory_request import missing_memory_request
from lintainer_policies.resources.missing_pids_limit import missing_pids_limit
from lintainer_policies.resources.missing_ulimit import missing_ulimit
from lintainer_policies.resources.oom_killer_disabled import oom_killer_disabled
from lintainer_policies.resources.unlimited_resource import unlimited_resource

POLICIES: tuple[Policy, ...] = (
    missing_memory_limit,
    missing_cpu_limit,
    missing_pids_limit,
    unlimited_resource,
    missing_memory_request,
    missing_cpu_request,
    missing_ephemeral_storage_limit,
    oom_killer_disabled,
    custom_cgroup_parent,
    missing_ulimit,
)
