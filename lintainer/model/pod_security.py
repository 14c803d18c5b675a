"""The Pod Security Standards by version: what the upstream admission check of each release knows.

Source: k8s.io/pod-security-admission v0.37, `policy/check_*.go`. Every check has a first version and may change with later
ones; a version that is newer than all that are known here is judged as the newest.
"""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model.container import Container
from lintainer.model.pod import Pod
from lintainer.model.project import Workload
from lintainer.model.record import Record
from lintainer.model.sysctls import SAFE_SINCE
from lintainer.model.unknown import Unknown

_LATEST = 10**6


class PssOptions(Record):
    """Which Pod Security Standards a pod is held against.

    `version`: `latest`, or `v1.N`. `level`: `baseline` or `restricted`, the level that is judged as a whole, where a check of
    the restricted level takes the place of one of the baseline; empty: each check answers for itself.

    Raises `ValueError` for any other text.
    """

    version: str = "latest"
    level: str = ""

    def __init__(self, **fields: str) -> None:
        super().__init__(**fields)
        minor_version(self.version)
        if self.level not in ("", "baseline", "restricted"):
            raise ValueError(f"no Pod Security level {self.level!r}: baseline, restricted")

    @property
    def minor(self) -> int:
        """The minor version of Kubernetes whose check is asked."""
        return minor_version(self.version)

    def replaced_from(self, minor: int) -> bool:
        """Tell whether a check of the restricted level, there since v1.`minor`, takes the place of one of the baseline."""
        return self.level == "restricted" and self.minor >= minor


def minor_version(version: str) -> int:
    """Return the minor number of `v1.N`; of `latest` one that no version has. Raises `ValueError`."""
    if version == "latest":
        return _LATEST
    number = version.removeprefix("v").removeprefix("1.")
    if version.removeprefix("v").startswith("1.") and number.isascii() and number.isdecimal() and len(number) < 5:
        return int(number)
    raise ValueError(f"no version of the Pod Security Standards {version!r}: v1.0 to v1.37, or latest")


def safe_sysctls(minor: int = _LATEST) -> frozenset[str]:
    """Return the kernel parameters that every pod may set, by Kubernetes 1.`minor`."""
    return frozenset(name for name, since in SAFE_SINCE.items() if since <= minor)


# check_capabilities_baseline.go: what a container may add at the baseline level. NET_RAW is a default that it leaves out.
BASELINE_CAPABILITIES = frozenset(
    """AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID
    SYS_CHROOT""".split()
)

# check_restrictedVolumes.go: the sources a volume may have at the restricted level.
RESTRICTED_VOLUMES = frozenset(
    """configMap csi downwardAPI emptyDir ephemeral image persistentVolumeClaim projected secret""".split()
)


def selinux_types(minor: int = _LATEST) -> frozenset[str]:
    """Return the SELinux types that a pod may ask for (check_seLinuxOptions.go); an empty one is none."""
    added = ("container_engine_t",) if minor >= 31 else ()
    return frozenset(("", "container_t", "container_init_t", "container_kvm_t", *added))


def judged(workload: Workload) -> Iterator[Container]:
    """Yield the containers that the admission check visits: init, main and ephemeral ones."""
    return (one for one in workload.containers if one.role in ("main", "init", "sidecar", "ephemeral"))


def is_windows(pod: Pod | None) -> bool:
    """Tell whether `spec.os.name` says windows: the one field that the check asks."""
    return pod is not None and isinstance(pod.os, str) and pod.os == "windows"


def relaxed_for_user_namespace(pod: Pod | None, minor: int) -> bool:
    """Tell whether a pod's own user namespace relaxes the checks of users and of /proc (KEP-127, from v1.35)."""
    return minor >= 35 and pod is not None and not isinstance(pod.host_users, Unknown) and pod.host_users is False
