"""Addresses and ports as people write them."""

from __future__ import annotations

from lintainer.model import Port, Unknown

# The address of the host that only the host itself reaches.
LOOPBACK = "127.0.0.1"


def is_unspecified(address: str | None) -> bool:
    """Tell whether a port published at `address` is reached on every address of the host, however that is spelled.

    Where none is written it is the daemon's `ip` setting: 0.0.0.0 and [::] unless changed (Docker docs, Port publishing).
    """
    text = "" if address is None else address.strip().strip("[]")
    if not text.strip("0.:"):
        return True
    if ":" not in text:
        return False
    # An IPv4 address in IPv6's clothes.
    from ipaddress import IPv6Address

    try:
        mapped = IPv6Address(text).ipv4_mapped
    except ValueError:
        return False
    return mapped is not None and int(mapped) == 0


def ports(first: int | Unknown | None, last: int | None) -> str:
    """Return a port or a range of them: `8080`, `8000-8010`."""
    if first is None:
        return "a port that the runtime chooses"
    if isinstance(first, Unknown):
        return "a port"
    return f"{first}" if last is None or last == first else f"{first}-{last}"


def host_ports(port: Port) -> str:
    """Return how a message names the port of the host: `port 8080`, `ports 8000-8010`, `a port that …`."""
    text = ports(port.host_port, port.host_port_end)
    if not text[:1].isdigit():
        return text
    return f"ports {text}" if "-" in text else f"port {text}"


def loopback_form(port: Port) -> str:
    """Return the short form that publishes the port on the host's loopback address alone."""
    host = "" if port.host_port is None or isinstance(port.host_port, Unknown) else ports(port.host_port, port.host_port_end)
    inner = "PORT" if isinstance(port.container_port, Unknown) else ports(port.container_port, port.container_port_end)
    protocol = "" if port.protocol in ("tcp",) or isinstance(port.protocol, Unknown) else f"/{port.protocol}"
    return f"{LOOPBACK}:{host}:{inner}{protocol}"
