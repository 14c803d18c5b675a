"""The policies of the group mounts, in the order of the catalogue."""

from lintainer.policy import Policy
from lintainer_policies.mounts.container_runtime_socket import container_runtime_socket
from lintainer_policies.mounts.host_path import host_path
from lintainer_policies.mounts.host_root import host_root
from lintainer_policies.mounts.host_socket import host_socket
from lintainer_policies.mounts.implicit_host_directory import implicit_host_directory
from lintainer_policies.mounts.inherited_runtime_socket import inherited_runtime_socket
from lintainer_policies.mounts.missing_required_mount import missing_required_mount
from lintainer_policies.mounts.missing_rslave import missing_rslave
from lintainer_policies.mounts.permissive_tmpfs import permissive_tmpfs
from lintainer_policies.mounts.remote_docker_endpoint import remote_docker_endpoint
from lintainer_policies.mounts.selinux_relabel import selinux_relabel
from lintainer_policies.mounts.sensitive_host_mount import sensitive_host_mount
from lintainer_policies.mounts.shallow_read_only import shallow_read_only
from lintainer_policies.mounts.shared_mount_propagation import shared_mount_propagation
from lintainer_policies.mounts.unlimited_empty_dir import unlimited_empty_dir
from lintainer_policies.mounts.unsafe_volume_type import unsafe_volume_type
from lintainer_policies.mounts.volumes_from import volumes_from
from lintainer_policies.mounts.writable_host_mount import writable_host_mount
from lintainer_policies.mounts.writable_host_root import writable_host_root
from lintainer_policies.mounts.writable_project_mount import writable_project_mount
from lintainer_policies.mounts.writable_root_filesystem import writable_root_filesystem

POLICIES: tuple[Policy, ...] = (
    container_runtime_socket,
    remote_docker_endpoint,
    inherited_runtime_socket,
    writable_host_root,
    host_root,
    writable_host_mount,
    writable_project_mount,
    missing_required_mount,
    implicit_host_directory,
    sensitive_host_mount,
    host_socket,
    host_path,
    missing_rslave,
    shared_mount_propagation,
    shallow_read_only,
    volumes_from,
    selinux_relabel,
    permissive_tmpfs,
    unsafe_volume_type,
    writable_root_filesystem,
    unlimited_empty_dir,
)
