"""Daemons that belong to the host."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.policy import Container, Hit, Outcome, Severity, policy
from lintainer_policies._programs import programs

_DAEMONS = {
    "cron": "the clock of the host's jobs",
    "crond": "the clock of the host's jobs",
    "atd": "the clock of the host's jobs",
    "anacron": "the clock of the host's jobs",
    "rsyslogd": "a system log",
    "syslogd": "a system log",
    "syslog-ng": "a system log",
    "klogd": "the log of the kernel",
    "udevd": "the manager of devices",
    "systemd-udevd": "the manager of devices",
    "systemd": "an init system",
    "systemd-journald": "a system log",
    "upstart": "an init system",
    "openrc-init": "an init system",
    "dbus-daemon": "the system's message bus",
}
_INITS = frozenset({"init", "/sbin/init", "/usr/sbin/init", "/bin/init", "/usr/bin/init", "/lib/systemd/systemd"})


@policy(
    group="network",
    severity=Severity.LOW,
    profiles=("hardening",),
    advice="run one program per container: the runtime collects logs and starts it again, a scheduler starts jobs",
)
def host_daemon(container: Container) -> Iterator[Outcome]:
    """A container starts a daemon that belongs to the host: cron, syslog, udev, an init system."""
    seen: set[str] = set()
    for program in programs(container):
        what = _DAEMONS.get(program.name) or ("an init system" if program.path in _INITS else None)
        if program.path == "init" and container.entrypoint is None:
            # An argument of whatever the image starts: `restic init`.
            continue
        if what is not None and program.name not in seen:
            seen.add(program.name)
            yield Hit(f"starts {quoted(program.path)}, {what}, which belongs to the host", program.word.at())
