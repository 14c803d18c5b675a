"""The policies of the group capabilities, in the order of the catalogue."""

from lintainer.policy import Policy
from lintainer_policies.capabilities.added_capability import added_capability
from lintainer_policies.capabilities.dangerous_capability import dangerous_capability
from lintainer_policies.capabilities.missing_capability_drop import missing_capability_drop
from lintainer_policies.capabilities.net_raw_capability import net_raw_capability

POLICIES: tuple[Policy, ...] = (
    dangerous_capability,
    added_capability,
    missing_capability_drop,
    net_raw_capability,
)
