"""Rules of the device cgroup that open many devices."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.policy import COMPOSE, DOCKER_RUN, Container, Hit, Outcome, Severity, Undecided, policy

# Linux, Documentation/admin-guide/devices.txt: 1 char, mem, kmem and port.
_MEMORY = ("1", "2", "4", "*")


@policy(
    group="devices",
    severity=Severity.HIGH,
    profiles=("default",),
    syntaxes=(DOCKER_RUN, COMPOSE),
    standards=("CIS Docker 1.6.0 5.18",),
    advice="name the one device: `c MAJOR:MINOR rw`, without m",
)
def device_cgroup_rule(container: Container) -> Iterator[Outcome]:
    """A rule of the device cgroup opens all devices, all of one kind, or disks."""
    for rule in container.device_cgroup_rules:
        if isinstance(rule.value, Unknown):
            yield Undecided(rule.at("value"), "device_cgroup_rules", rule.value.why)
            continue
        what = _granted(rule.value)
        if what is not None:
            says = f"may {what} of the host by the device rule {quoted(rule.value)}, and make the device files itself"
            yield Hit(says, rule.at())


def _granted(rule: str) -> str | None:
    """Return what a rule lets the container do, None for one device's.

    The runtime's own rules let it make any device file (`c *:* m`, `b *:* m`: moby `oci/devices_linux.go`), and MKNOD is among
    the default capabilities: access is all that is missing.
    """
    words = rule.split()
    if not words:
        return None
    kind = words[0]
    major, _, minor = words[1].partition(":") if len(words) > 1 else ("*", "", "*")
    access = words[2] if len(words) > 2 else "rwm"
    if not set(access) & set("rw"):
        return None
    verbs = "read and write" if {"r", "w"} <= set(access) else "read" if "r" in access else "write"
    if kind == "a" or (major == "*" and kind != "b"):
        return f"{verbs} all {'devices' if kind == 'a' else 'character devices'}"
    if kind == "b":
        return f"{verbs} {'all disks' if major == '*' else 'disks'}"
    if major == "1" and minor in _MEMORY:
        return f"{verbs} the memory"
    return None
