"""What a privileged container seems to need, by what else is written of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import known_prefix
from lintainer.policy import Container
from lintainer_policies._wording import listing

# Programs that a container is told to run, and the grant that is enough for them.
_PROGRAMS = {
    "sysctl": "sysctls, or the parameter set on the host",
    "modprobe": "the module loaded on the host at boot",
    "insmod": "the module loaded on the host at boot",
    "iptables": "the capability NET_ADMIN",
    "iptables-restore": "the capability NET_ADMIN",
    "nft": "the capability NET_ADMIN",
    "ipvsadm": "the capability NET_ADMIN",
    "tc": "the capability NET_ADMIN",
    "tcpdump": "the capability NET_RAW",
    "ntpd": "the capability SYS_TIME",
    "chronyd": "the capability SYS_TIME",
    "hwclock": "the capability SYS_TIME",
    "strace": "the capability SYS_PTRACE",
    "gdb": "the capability SYS_PTRACE",
}


def narrower(container: Container) -> str | None:
    """Return what seems to be enough instead of all privileges, as text; None where nothing hints at it."""
    found = list(dict.fromkeys(_hints(container)))
    return listing(found[:3]) if found else None


def _hints(container: Container) -> Iterator[str]:
    names = [entry.name for entry in container.cap_add if isinstance(entry.name, str) and entry.name != "ALL"]
    if names:
        yield f"the {'capability' if len(names) == 1 else 'capabilities'} {listing(names[:4])} that it adds already"
    devices = [device.path_on_host for device in container.devices if isinstance(device.path_on_host, str)]
    devices += [
        mount.source
        for mount in container.mounts
        if mount.type == "bind"
        and isinstance(mount.source, str)
        and mount.source.startswith("/dev/")
        and mount.source != "/dev/shm"  # noqa: S108 - a path of the file that is judged, not one of ours
    ]
    if devices:
        yield f"the {'device' if len(devices) == 1 else 'devices'} {listing(map(quoted, devices[:3]))}"
    for word in (*(container.entrypoint or ()), *(container.cmd or ())):
        # Words of a shell's command line, by their base names: `/sbin/sysctl -w …; exec app`.
        for program in re.findall(r"[\w.-]+", known_prefix(word.value)):
            if program in _PROGRAMS:
                yield _PROGRAMS[program]
