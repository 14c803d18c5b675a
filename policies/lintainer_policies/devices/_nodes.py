"""Device files: what opening one gives.

Sources: Linux `Documentation/admin-guide/devices.txt` (names and numbers); mem(4), sd(4), loop(4), kmsg, VFIO and uinput in the
kernel's documentation; Docker Engine API 1.51, DeviceMapping.
"""

from __future__ import annotations

import re
from functools import cache

from lintainer.model import Unknown
from lintainer.model.hostpath import HOLE, normalise, stand_in
from lintainer.policy import Severity
from lintainer.tuples import NamedTuple


class Node(NamedTuple):
    """What kind of device it is, how much it gives away, and the capability without which the kernel does not open it."""

    what: str
    severity: Severity
    needs: str | None = None


_KINDS: tuple[tuple[Severity, str, str], ...] = (
    (Severity.HIGH, "all devices of the host", r"/dev"),
    (
        Severity.HIGH,
        "a disk or partition of the host",
        r"/dev/(?:[shv]d[a-z]+\d*|xvd[a-z]+\d*|nvme\d+(?:n\d+(?:p\d+)?)?|mmcblk\d+\w*|nbd\d+\w*|rbd\d+\w*|zd\d+\w*|pmem\d+\w*|"
        r"dasd[a-z]+\d*|drbd\d+|bcache\d+|sg\d+|[shv]d[a-z]*\0.*|(?:nvme|mmcblk|xvd|nbd|rbd)\d*\0.*)",
    ),
    (Severity.HIGH, "disks of the host", r"/dev/(?:disk|block|mapper|zvol|bsg|md|vg[^/]*|ubuntu-vg|pve)(?:/.*)?"),
    (Severity.HIGH, "a logical volume or RAID array of the host", r"/dev/(?:dm-|md|loop)[\d\0].*"),
    (Severity.HIGH, "the loop devices of the host", r"/dev/loop(?:-control)?"),
    (Severity.HIGH, "the memory of the host", r"/dev/(?:k?mem|port|crash|oldmem)"),
    (Severity.HIGH, "the log of the host's kernel", r"/dev/kmsg"),
    (Severity.HIGH, "registers of the host's processors", r"/dev/cpu/.*|/dev/cpu"),
    (Severity.HIGH, "all character devices of the host", r"/dev/char"),
    (Severity.MEDIUM, "the host's virtual machine monitor", r"/dev/(?:kvm|vhost-.*)"),
    (Severity.MEDIUM, "file systems in user space", r"/dev/(?:fuse|cuse)"),
    (Severity.MEDIUM, "network tunnels", r"/dev/net(?:/tun)?|/dev/vhost-net"),
    (Severity.MEDIUM, "devices handed through with their DMA", r"/dev/vfio(?:/.*)?"),
    (Severity.MEDIUM, "every USB device of the host", r"/dev/bus(?:/usb)?"),
    (Severity.MEDIUM, "keyboards and mice of the host", r"/dev/(?:input(?:/.*)?|uinput|uhid|hidraw\d+)"),
    (Severity.MEDIUM, "a console of the host", r"/dev/(?:console|tty\d+|vcs.*)"),
    (Severity.MEDIUM, "the watchdog, which restarts the host", r"/dev/watchdog\d*"),
    (Severity.MEDIUM, "the management of the host's hardware", r"/dev/(?:ipmi\d+|mei\d*|tpm\d+|tpmrm\d+|nvram|rtc\d*|hpet)"),
)

# Linux 6.12, drivers/char/mem.c (open_port) and arch/x86/kernel/msr.c (msr_open).
_RAW = re.compile(r"/dev/(?:k?mem|port|cpu/\d+/msr)")


@cache
def _pattern(index: int) -> re.Pattern[str]:
    return re.compile(_KINDS[index][2])


def node_of(path: str | Unknown) -> Node | None:
    """Return what a device file gives where that is more than the use of one device; None for others and unknown ones."""
    text = stand_in(path)
    if not text.startswith("/"):
        return None
    text = normalise(text)
    for index, (severity, what, _) in enumerate(_KINDS):
        if _pattern(index).fullmatch(text):
            return Node(what, severity, "SYS_RAWIO" if _RAW.fullmatch(text) else None)
    return None


def is_open(path: str | Unknown) -> bool:
    """Tell whether too little of the path is known to say which device it is."""
    text = stand_in(path)
    return (HOLE in text and (not text.startswith("/") or text.partition(HOLE)[0].count("/") < 3)) or not text
