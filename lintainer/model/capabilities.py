"""Linux capabilities: names, and the sets that runtimes give.

Sources: capabilities(7), Linux 6.9; moby v28 `oci/caps/defaults.go` and `oci/caps/utils.go`; containers-common v0.60
`pkg/config/default.go`; containerd v2.0 `pkg/oci/spec.go`.
"""

from __future__ import annotations

from lintainer.model.unknown import Unknown

ALL_CAPABILITIES = frozenset(
    """AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER
    FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE
    NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID SYSLOG SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE
    SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG WAKE_ALARM""".split()
)

# What dockerd, containerd and CRI-O give a container that asks for nothing.
DOCKER_DEFAULTS = frozenset(
    """AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE NET_RAW SETFCAP SETGID SETPCAP SETUID
    SYS_CHROOT""".split()
)
# podman's default set lacks MKNOD, AUDIT_WRITE and NET_RAW.
PODMAN_DEFAULTS = frozenset(
    "CHOWN DAC_OVERRIDE FOWNER FSETID KILL NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT".split()
)


def capability_name(text: str | Unknown) -> str | Unknown:
    """Return the name of a capability as the kernel's headers have it, without `CAP_`, however it is written."""
    if isinstance(text, Unknown):
        return text
    name = text.strip().upper()
    return name[4:] if name.startswith("CAP_") else name


def defaults(platform: str) -> frozenset[str]:
    """Return the capabilities that a container on `platform` has when nothing is added or dropped."""
    return PODMAN_DEFAULTS if platform == "podman" else DOCKER_DEFAULTS
