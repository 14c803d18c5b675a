"""What each capability lets its holder do to the host, in a few words.

Sources: capabilities(7), Linux 6.9; open_by_handle_at(2) and the "shocker" escape from Docker 0.11 (2014); Linux
`security/commoncap.c`, `kernel/cgroup/cgroup-v1.c` (release_agent, CVE-2022-0492); bpf(2); perf_event_open(2).
"""

from __future__ import annotations

from lintainer.policy import Severity

GIVES: dict[str, str] = {
    "AUDIT_CONTROL": "it can switch the host's audit log off",
    "AUDIT_READ": "it can read the host's audit log",
    "BLOCK_SUSPEND": "it can keep the host from suspending",
    "BPF": "it can load programs into the kernel that watch every process of the host",
    "CHECKPOINT_RESTORE": "it can choose process ids and read other processes' memory maps",
    "DAC_READ_SEARCH": "it can open any file of the host's file system by its handle",
    "IPC_LOCK": "it can lock memory beyond its limits",
    "IPC_OWNER": "it can use any System V memory, queue and semaphore in its IPC namespace",
    "LEASE": "it can hold leases on files that others own",
    "LINUX_IMMUTABLE": "it can change files that are marked immutable or append-only",
    "MAC_ADMIN": "it can change the policy of the host's mandatory access control",
    "MAC_OVERRIDE": "it can override the host's mandatory access control",
    "NET_ADMIN": "it can change the interfaces, routes and packet filters of its network",
    "NET_BROADCAST": "it can send broadcasts and listen to multicasts",
    "NET_RAW": "it can send any packet, and so spoof addresses and intercept neighbours' traffic",
    "PERFMON": "it can trace the kernel and every process of the host",
    "SYSLOG": "it can read the kernel's log and its addresses, which kernel exploits need",
    "SYS_ADMIN": "it can mount file systems and do most of what root of the host does",
    "SYS_BOOT": "it can reboot the host and load another kernel",
    "SYS_MODULE": "it can load a module into the host's kernel",
    "SYS_NICE": "it can take processor time from everything else on the host",
    "SYS_PACCT": "it can switch process accounting of the host",
    "SYS_PTRACE": "it can read and change the memory of every process that it sees",
    "SYS_RAWIO": "it can write to the host's hardware ports and memory",
    "SYS_RESOURCE": "it can go beyond resource limits and disk quotas",
    "SYS_TIME": "it can set the clock of the host",
    "SYS_TTY_CONFIG": "it can hang up and configure terminals of the host",
    "WAKE_ALARM": "it can wake the host from sleep",
}

# Those that a container should not have: critical ones lead to the host by themselves.
DANGEROUS: dict[str, Severity] = {
    "SYS_ADMIN": Severity.CRITICAL,
    "SYS_MODULE": Severity.CRITICAL,
    "DAC_READ_SEARCH": Severity.CRITICAL,
    "SYS_PTRACE": Severity.HIGH,
    "SYS_RAWIO": Severity.HIGH,
    "SYS_BOOT": Severity.HIGH,
    "SYS_TIME": Severity.HIGH,
    "BPF": Severity.HIGH,
    "PERFMON": Severity.HIGH,
    "NET_ADMIN": Severity.HIGH,
    "MAC_ADMIN": Severity.HIGH,
    "MAC_OVERRIDE": Severity.HIGH,
    "SYSLOG": Severity.MEDIUM,
    "AUDIT_CONTROL": Severity.MEDIUM,
}

# What may be added without widening what runtimes give by default: their default set without NET_RAW (the list of the
# baseline Pod Security Standard, Kubernetes 1.37).
ORDINARY = frozenset(
    """AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID
    SYS_CHROOT""".split()
)
