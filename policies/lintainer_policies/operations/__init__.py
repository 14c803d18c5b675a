"""The policies of the group operations, in the order of the catalogue."""

from lintainer.policy import Policy
from lintainer_policies.operations.interactive_terminal import interactive_terminal
from lintainer_policies.operations.missing_liveness_probe import missing_liveness_probe
from lintainer_policies.operations.missing_readiness_probe import missing_readiness_probe

POLICIES: tuple[Policy, ...] = (
    missing_liveness_probe,
    missing_readiness_probe,
    interactive_terminal,
)
