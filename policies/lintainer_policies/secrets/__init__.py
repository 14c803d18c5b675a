"""The policies of the group secrets, in the order of the catalogue."""

from lintainer.policy import Policy
from lintainer_policies.secrets.secret_in_environment import secret_in_environment

POLICIES: tuple[Policy, ...] = (secret_in_environment,)
