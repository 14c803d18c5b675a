"""The policies of the group network, in the order of the catalogue."""

from lintainer.policy import Policy
from lintainer_policies.network.default_bridge import default_bridge
from lintainer_policies.network.duplicate_host_port import duplicate_host_port
from lintainer_policies.network.host_address_alias import host_address_alias
from lintainer_policies.network.host_daemon import host_daemon
from lintainer_policies.network.host_port import host_port
from lintainer_policies.network.legacy_link import legacy_link
from lintainer_policies.network.missing_network_policy import missing_network_policy
from lintainer_policies.network.port_with_host_network import port_with_host_network
from lintainer_policies.network.privileged_host_port import privileged_host_port
from lintainer_policies.network.publish_all_ports import publish_all_ports
from lintainer_policies.network.published_database_port import published_database_port
from lintainer_policies.network.published_port_all_interfaces import published_port_all_interfaces
from lintainer_policies.network.service_external_ip import service_external_ip
from lintainer_policies.network.ssh_server import ssh_server

POLICIES: tuple[Policy, ...] = (
    published_port_all_interfaces,
    published_database_port,
    publish_all_ports,
    host_port,
    service_external_ip,
    privileged_host_port,
    ssh_server,
    host_daemon,
    legacy_link,
    default_bridge,
    duplicate_host_port,
    port_with_host_network,
    host_address_alias,
    missing_network_policy,
)
