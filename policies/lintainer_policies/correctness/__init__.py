"""The policies of the group correctness, in the order of the catalogue."""

from lintainer.policy import Policy
from lintainer_policies.correctness.dangling_reference import dangling_reference
from lintainer_policies.correctness.duplicate_key import duplicate_key
from lintainer_policies.correctness.flag_after_image import flag_after_image
from lintainer_policies.correctness.invalid_value import invalid_value
from lintainer_policies.correctness.misplaced_security_field import misplaced_security_field
from lintainer_policies.correctness.retired_api_version import retired_api_version
from lintainer_policies.correctness.unknown_field import unknown_field
from lintainer_policies.correctness.unresolved_variable import unresolved_variable

POLICIES: tuple[Policy, ...] = (
    misplaced_security_field,
    flag_after_image,
    unknown_field,
    invalid_value,
    duplicate_key,
    retired_api_version,
    dangling_reference,
    unresolved_variable,
)
