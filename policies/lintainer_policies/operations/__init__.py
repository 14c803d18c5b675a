"""The policies of the group operations, in the order of the catalogue."""

from lintainer.policy import Policy
from lintainer_policies.operations.interactive_terminal import interactive_terminal
from lintainer_policies.operations.logging_disabled import logging_disabled
from lintainer_policies.operations.missing_healthcheck import missing_healthcheck
from lintainer_policies.operations.missing_liveness_probe import missing_liveness_probe
from lintainer_policies.operations.missing_readiness_probe import missing_readiness_probe
from lintainer_policies.operations.sudo_in_command import sudo_in_command
from lintainer_policies.operations.unbounded_restart import unbounded_restart

POLICIES: tuple[Policy, ...] = (
    missing_healthcheck,
    missing_liveness_probe,
    missing_readiness_probe,
    unbounded_restart,
    logging_disabled,
    interactive_terminal,
    sudo_in_command,
)
