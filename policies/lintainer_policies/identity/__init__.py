"""The policies of the group identity, in the order of the catalogue."""

from lintainer.policy import Policy
from lintainer_policies.identity.default_namespace import default_namespace
from lintainer_policies.identity.default_service_account import default_service_account
from lintainer_policies.identity.missing_user_namespace import missing_user_namespace
from lintainer_policies.identity.permissive_namespace import permissive_namespace
from lintainer_policies.identity.service_account_token import service_account_token

POLICIES: tuple[Policy, ...] = (
    service_account_token,
    default_service_account,
    missing_user_namespace,
    default_namespace,
    permissive_namespace,
)
