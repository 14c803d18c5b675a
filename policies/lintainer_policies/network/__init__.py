"""The policies of the group network, in the order of the catalogue."""

from lintainer.policy import Policy
from lintainer_policies.network.host_port import host_port
from lintainer_policies.network.missing_network_policy import missing_network_policy
from lintainer_policies.network.service_external_ip import service_external_ip

POLICIES: tuple[Policy, ...] = (
    host_port,
    service_external_ip,
    missing_network_policy,
)
