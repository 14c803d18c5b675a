"""Names of kernel parameters."""

from __future__ import annotations

import pytest

from lintainer.model.sysctls import is_safe, sysctl_name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        pytest.param("net.ipv4.tcp_syncookies", "net.ipv4.tcp_syncookies", id="dots"),
        pytest.param("net/ipv4/tcp_syncookies", "net.ipv4.tcp_syncookies", id="slashes"),
        pytest.param(
            "net.ipv4.conf.eth0/1.rp_filter", "net.ipv4.conf.eth0/1.rp_filter", id="dots first: a slash is part of a name"
        ),
        pytest.param("net/ipv4/conf/eth0.1/rp_filter", "net.ipv4.conf.eth0/1.rp_filter", id="slashes first: so is a dot"),
        pytest.param("hostname", "hostname", id="neither"),
    ],
)
def test_both_spellings_are_one_name(written: str, name: str) -> None:
    assert sysctl_name(written) == name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        pytest.param("net.ipv4.ping_group_range", True, id="from the start"),
        pytest.param("net/ipv4/tcp_notsent_lowat", True, id="since 1.37, with slashes"),
        pytest.param("net.ipv4.ip_forward", False, id="of the same group, not on the list"),
        pytest.param("NET.IPV4.TCP_SYNCOOKIES", False, id="the kernel's names are lower case"),
    ],
)
def test_safe_is_what_the_newest_standard_lists(name: str, safe: bool) -> None:
    assert is_safe(name) is safe
