"""The policies of the group devices, in the order of the catalogue."""

from lintainer.policy import Policy
from lintainer_policies.devices.device_cgroup_rule import device_cgroup_rule
from lintainer_policies.devices.host_device import host_device
from lintainer_policies.devices.other_host_device import other_host_device

POLICIES: tuple[Policy, ...] = (host_device, other_host_device, device_cgroup_rule)
