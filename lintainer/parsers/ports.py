"""The short form of a published port, which `docker run -p` and Compose share (go-connections 0.6, nat.ParsePortSpec)."""

from __future__ import annotations

from lintainer.tuples import NamedTuple


class PortError(ValueError):
    """A port that the clients refuse; the message says why, without the whole text."""


class PortSpec(NamedTuple):
    """`[address:][host:]container[/protocol]`, taken apart. Ranges are inclusive; `host` is None where none is written."""

    address: str
    host: tuple[int, int] | None
    container: tuple[int, int]
    protocol: str

    def bindings(self) -> list[tuple[int, str]]:
        """Return what is posted: pairs of a container port and a host port, which is empty, a number or a range."""
        first, last = self.container
        if self.host is None:
            return [(port, "") for port in range(first, last + 1)]
        low, high = self.host
        if first == last:
            return [(first, str(low) if low == high else f"{low}-{high}")]
        return [(port, str(low + port - first)) for port in range(first, last + 1)]


def parse_port(text: str) -> PortSpec:
    """Take a short port apart. Raises `PortError`."""
    *address, host, container = ["", "", *text.split(":")][-max(3, text.count(":") + 1) :]
    ports, _, protocol = container.partition("/")
    protocol = (protocol or "tcp").lower()
    if ports and protocol not in ("tcp", "udp", "sctp"):
        raise PortError(f"the protocol `{protocol}` is not tcp, udp or sctp")
    ip = check_address(":".join(address))
    if not ports:
        raise PortError("no port of the container")
    inner = parse_range(ports, "port of the container")
    outer = parse_range(host, "port of the host") if host else None
    if outer is not None and inner[0] != inner[1] and inner[1] - inner[0] != outer[1] - outer[0]:
        raise PortError(f"the ranges {host} and {ports} are not of one length")
    return PortSpec(ip, outer, inner, protocol)


def parse_range(text: str, what: str = "port") -> tuple[int, int]:
    """Return the first and the last port of `8080` or `8000-8010`. Raises `PortError`."""
    first, dash, last = text.partition("-")
    if dash:
        # What follows a second dash is not read.
        last = last.partition("-")[0]
    low = _number(first, what)
    high = _number(last, what) if dash else low
    if high < low:
        raise PortError(f"the range {text} ends before it begins")
    return low, high


def _number(text: str, what: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9 or int(text) > 65535:
        raise PortError(f"`{text}` is not a {what}")
    return int(text)


def check_address(text: str) -> str:
    """Return an address without brackets. Raises `PortError` where it is no IP address."""
    if not text:
        return ""
    ip = text
    if ip.startswith("["):
        if not ip.endswith("]"):
            raise PortError(f"`{text}` is not an IP address")
        ip = ip[1:-1]
    if not is_address(ip):
        raise PortError(f"`{text}` is not an IP address")
    return ip


def is_address(text: str) -> bool:
    """Tell whether `text` is an IPv4 or an IPv6 address, without a zone."""
    parts = text.split(".")
    if ":" not in text:
        return len(parts) == 4 and all(_is_octet(part) for part in parts)
    from ipaddress import IPv6Address

    try:
        IPv6Address(text)
    except ValueError:
        return False
    return "%" not in text


def _is_octet(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= 255 and (len(text) == 1 or text[0] != "0")
