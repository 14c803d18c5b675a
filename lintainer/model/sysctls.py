"""Kernel parameters that the Pod Security Standards call safe: namespaced, and without effect on other pods or the node.

Source: Kubernetes 1.37, pod-security-admission `policy/check_sysctls.go`; each name with the first minor version of the policy
that allows it.
"""

from __future__ import annotations

from collections.abc import Mapping

SAFE_SINCE: Mapping[str, int] = {
    "kernel.shm_rmid_forced": 0,
    "net.ipv4.ip_local_port_range": 0,
    "net.ipv4.tcp_syncookies": 0,
    "net.ipv4.ping_group_range": 0,
    "net.ipv4.ip_unprivileged_port_start": 0,
    "net.ipv4.ip_local_reserved_ports": 27,
    "net.ipv4.tcp_keepalive_time": 29,
    "net.ipv4.tcp_fin_timeout": 29,
    "net.ipv4.tcp_keepalive_intvl": 29,
    "net.ipv4.tcp_keepalive_probes": 29,
    "net.ipv4.tcp_rmem": 32,
    "net.ipv4.tcp_wmem": 32,
    "net.ipv4.tcp_slow_start_after_idle": 37,
    "net.ipv4.tcp_notsent_lowat": 37,
}


def sysctl_name(text: str) -> str:
    """Return the name with dots between its parts.

    Where a slash comes first, slashes separate and dots are part of a name (sysctl.d(5)); the API takes both spellings
    since 1.23 (core/v1 Sysctl.name).
    """
    slash, dot = text.find("/"), text.find(".")
    if slash < 0 or 0 <= dot < slash:
        return text
    return text.translate({ord("/"): ".", ord("."): "/"})


def is_safe(name: str) -> bool:
    """Tell whether the newest version of the Pod Security Standards allows the parameter `name`."""
    return sysctl_name(name) in SAFE_SINCE
