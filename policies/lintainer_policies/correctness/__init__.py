"""The policies of the group correctness, in the order of the catalogue."""

from lintainer.policy import Policy
from lintainer_policies.correctness.dangling_reference import dangling_reference
from lintainer_policies.correctness.retired_api_version import retired_api_version

POLICIES: tuple[Policy, ...] = (
    retired_api_version,
    dangling_reference,
)
