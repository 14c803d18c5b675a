"""The policies of the group mounts, in the order of the catalogue."""

from lintainer.policy import Policy
from lintainer_policies.mounts.host_path import host_path
from lintainer_policies.mounts.unlimited_empty_dir import unlimited_empty_dir
from lintainer_policies.mounts.unsafe_volume_type import unsafe_volume_type

POLICIES: tuple[Policy, ...] = (
    host_path,
    unsafe_volume_type,
    unlimited_empty_dir,
)
