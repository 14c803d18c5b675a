"""Options that several policies over published ports share."""

from __future__ import annotations

from lintainer.model import Port, Record, Unknown


class AllowedPorts(Record):
    """`allowed_ports`: ports of the host that may be published."""

    allowed_ports: tuple[int, ...] = ()


def is_allowed(port: Port, options: AllowedPorts) -> bool:
    """Tell whether all host ports of `port` are allowed."""
    first = port.host_port
    if not options.allowed_ports or first is None or isinstance(first, Unknown):
        return False
    return all(number in options.allowed_ports for number in range(first, (port.host_port_end or first) + 1))
