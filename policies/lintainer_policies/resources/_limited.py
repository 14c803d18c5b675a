"""Which containers have limits of their own."""

from lintainer.policy import RUNNING

# An ephemeral container must not have any: it uses what is left of its pod's (Kubernetes API 1.37, EphemeralContainerCommon:
# "Resources are not allowed for ephemeral containers").
LIMITED = RUNNING - {"ephemeral"}
