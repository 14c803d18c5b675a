"""The policies of the group confinement, in the order of the catalogue."""

from lintainer.policy import Policy
from lintainer_policies.confinement.apparmor_unconfined import apparmor_unconfined
from lintainer_policies.confinement.missing_lsm_profile import missing_lsm_profile
from lintainer_policies.confinement.missing_seccomp_profile import missing_seccomp_profile
from lintainer_policies.confinement.seccomp_unconfined import seccomp_unconfined
from lintainer_policies.confinement.selinux_disabled import selinux_disabled
from lintainer_policies.confinement.unconfined_runtime import unconfined_runtime
from lintainer_policies.confinement.unmasked_proc import unmasked_proc
from lintainer_policies.confinement.unsafe_sysctl import unsafe_sysctl
from lintainer_policies.confinement.writable_cgroups import writable_cgroups

POLICIES: tuple[Policy, ...] = (
    seccomp_unconfined,
    missing_seccomp_profile,
    apparmor_unconfined,
    selinux_disabled,
    missing_lsm_profile,
    unmasked_proc,
    writable_cgroups,
    unsafe_sysctl,
    unconfined_runtime,
)
