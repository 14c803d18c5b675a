"""The policies of the group secrets, in the order of the catalogue."""

from lintainer.policy import Policy
from lintainer_policies.secrets.credential_in_url import credential_in_url
from lintainer_policies.secrets.plaintext_secret import plaintext_secret
from lintainer_policies.secrets.secret_in_environment import secret_in_environment

POLICIES: tuple[Policy, ...] = (plaintext_secret, credential_in_url, secret_in_environment)
