"""The policies of the group pod-security, in the order of the catalogue."""

from lintainer.policy import Policy
from lintainer_policies.pod_security.pss_allow_privilege_escalation import pss_allow_privilege_escalation
from lintainer_policies.pod_security.pss_app_armor_profile import pss_app_armor_profile
from lintainer_policies.pod_security.pss_capabilities_baseline import pss_capabilities_baseline
from lintainer_policies.pod_security.pss_capabilities_restricted import pss_capabilities_restricted
from lintainer_policies.pod_security.pss_host_namespaces import pss_host_namespaces
from lintainer_policies.pod_security.pss_host_path_volumes import pss_host_path_volumes
from lintainer_policies.pod_security.pss_host_ports import pss_host_ports
from lintainer_policies.pod_security.pss_host_probes_and_lifecycle import pss_host_probes_and_lifecycle
from lintainer_policies.pod_security.pss_privileged import pss_privileged
from lintainer_policies.pod_security.pss_proc_mount import pss_proc_mount
from lintainer_policies.pod_security.pss_proc_mount_restricted import pss_proc_mount_restricted
from lintainer_policies.pod_security.pss_restricted_volumes import pss_restricted_volumes
from lintainer_policies.pod_security.pss_run_as_non_root import pss_run_as_non_root
from lintainer_policies.pod_security.pss_run_as_user import pss_run_as_user
from lintainer_policies.pod_security.pss_seccomp_profile_baseline import pss_seccomp_profile_baseline
from lintainer_policies.pod_security.pss_seccomp_profile_restricted import pss_seccomp_profile_restricted
from lintainer_policies.pod_security.pss_selinux_options import pss_selinux_options
from lintainer_policies.pod_security.pss_sysctls import pss_sysctls
from lintainer_policies.pod_security.pss_windows_host_process import pss_windows_host_process

POLICIES: tuple[Policy, ...] = (
    pss_privileged,
    pss_host_namespaces,
    pss_host_ports,
    pss_host_path_volumes,
    pss_capabilities_baseline,
    pss_app_armor_profile,
    pss_selinux_options,
    pss_proc_mount,
    pss_seccomp_profile_baseline,
    pss_sysctls,
    pss_windows_host_process,
    pss_host_probes_and_lifecycle,
    pss_restricted_volumes,
    pss_allow_privilege_escalation,
    pss_run_as_non_root,
    pss_run_as_user,
    pss_seccomp_profile_restricted,
    pss_capabilities_restricted,
    pss_proc_mount_restricted,
)
