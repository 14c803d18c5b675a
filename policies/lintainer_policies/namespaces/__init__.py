"""The policies of the group namespaces, in the order of the catalogue."""

from lintainer.policy import Policy
from lintainer_policies.namespaces.host_cgroup_namespace import host_cgroup_namespace
from lintainer_policies.namespaces.host_ipc import host_ipc
from lintainer_policies.namespaces.host_network import host_network
from lintainer_policies.namespaces.host_pid import host_pid
from lintainer_policies.namespaces.host_user_namespace import host_user_namespace
from lintainer_policies.namespaces.host_uts import host_uts
from lintainer_policies.namespaces.privileged_namespace_join import privileged_namespace_join
from lintainer_policies.namespaces.shared_container_namespace import shared_container_namespace
from lintainer_policies.namespaces.windows_host_process import windows_host_process

POLICIES: tuple[Policy, ...] = (
    host_network,
    host_pid,
    host_ipc,
    host_uts,
    host_user_namespace,
    host_cgroup_namespace,
    shared_container_namespace,
    privileged_namespace_join,
    windows_host_process,
)
