"""The policies of the group confinement, in the order of the catalogue."""

from lintainer.policy import Policy
from lintainer_policies.confinement.missing_seccomp_profile import missing_seccomp_profile
from lintainer_policies.confinement.unsafe_sysctl import unsafe_sysctl

POLICIES: tuple[Policy, ...] = (
    missing_seccomp_profile,
    unsafe_sysctl,
)
