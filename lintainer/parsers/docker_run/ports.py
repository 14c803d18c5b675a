"""Ports: `-p`, `--expose`, `-P`.

Sources: docker/go-connections v0.5, nat/nat.go and nat/parse.go; docker/cli v28.2.2, cli/command/container/opts.go
(convertToStandardNotation).
"""

from __future__ import annotations

from lintainer.hints import Any
from lintainer.model import Port, Unknown
from lintainer.parsers.docker_run import go
from lintainer.parsers.docker_run.draft import Draft
from lintainer.parsers.docker_run.flags import Given
from lintainer.parsers.docker_run.go import Refused
from lintainer.parsers.words import HOLE, Value
from lintainer.source import Span

PHASE, EXPOSE_PHASE = 7, 8


def read_ports(draft: Draft) -> None:
    """Read the ports that the container publishes or exposes."""
    ports: list[Port] = []
    first = None
    for option, phase, reader in (("publish", PHASE, _published), ("expose", EXPOSE_PHASE, _exposed)):
        for given in draft.all(option):
            assert given.value is not None
            first = first or given
            try:
                ports.append(reader(draft, given, given.value))
            except Refused as refused:
                draft.refuse(phase, refused.reason, (refused.part or given.value).span, f"--{option}")
    draft.entries("ports", ports, first)
    draft.put("publish_all_ports", "publish-all")


def _range(text: Value) -> tuple[int, int]:
    """nat.ParsePortRange: of `1-2-3` the third part is ignored."""
    if not text.text:
        raise Refused("empty string specified for ports")
    parts = text.text.split("-")
    start = go.parse_uint(parts[0], 10, 16)
    if len(parts) == 1:
        return start, start
    end = go.parse_uint(parts[1], 10, 16)
    if end < start:
        raise Refused(f"invalid range specified for port: {text.text}")
    return start, end


def _long_form(value: Value) -> tuple[Value | None, Value | None, Value | None]:
    found: dict[str, Value] = {}
    for parameter in value.split(","):
        parts = parameter.split("=")
        if len(parts) < 2 or not parts[0].text:
            raise Refused(f"invalid publish opts format (should be name=value but got '{parameter.shown}')", parameter)
        found[parts[0].text] = parts[1]
    return found.get("published"), found.get("target"), found.get("protocol")


def _published(draft: Draft, given: Given, value: Value) -> Port:
    host_ip = host = protocol = None
    address: str | Unknown = ""
    if "=" in value.text:
        host, container, protocol = _long_form(value)
        if container is None or not container.text:
            whole = f"{host.shown if host else ''}:/{protocol.shown if protocol else 'tcp'}"
            raise Refused(f"no port specified: {whole}<empty>")
    else:
        if value.text == HOLE:
            return _unknown_port(draft, given, value)
        parts = value.split(":")
        container = parts[-1]
        host = parts[-2] if len(parts) > 1 else None
        if len(parts) > 2:
            host_ip = value.part(0, parts[-2].start - value.start - 1)
        container, protocol = container.cut("/")
        address = _host_ip(host_ip) if host_ip is not None and host_ip.text else ""
        if not container.text:
            raise Refused(f"no port specified: {value.shown}<empty>")
    spans: dict[str, Span] = {"container_port": container.span}
    fields: dict[str, Any] = {}
    if host_ip is not None and address != "":
        fields["host_ip"], spans["host_ip"] = address, host_ip.span
    start, end = _numbers(container, "containerPort")
    fields["container_port"] = start
    if end != start and not isinstance(end, Unknown):
        fields["container_port_end"] = end
    if host is not None and host_ip is None and "=" not in value.text and host.text.startswith(HOLE):
        # `$PORT` may be `127.0.0.1:80` as well.
        fields["host_ip"], spans["host_ip"] = host.unknown(), host.span
    if host is not None and host.text:
        host_start, host_end = _numbers(host, "hostPort")
        spans["host_port"] = host.span
        fields["host_port"] = host_start
        if not isinstance(host_end, Unknown) and host_end != host_start:
            fields["host_port_end"] = host_end
        known = [number for number in (start, end, host_start, host_end) if not isinstance(number, Unknown)]
        if len(known) == 4 and known[1] - known[0] != known[3] - known[2] and known[1] != known[0]:
            raise Refused(f"invalid ranges specified for container and host Ports: {container.text} and {host.text}")
    if protocol is not None and protocol.text:
        fields["protocol"] = _protocol(protocol)
        spans["protocol"] = protocol.span
    return Port(origin=draft.origin(value, given, spans), **fields)


def _unknown_port(draft: Draft, given: Given, value: Value) -> Port:
    unknown = value.unknown()
    return Port(
        origin=draft.origin(value, given),
        container_port=unknown,
        host_ip=unknown,
        host_port=unknown,
        incomplete=frozenset(("*",)),
    )


def _protocol(text: Value) -> str | Unknown:
    if not text.known:
        return text.unknown()
    if text.text.lower() not in ("tcp", "udp", "sctp"):
        raise Refused(f"invalid proto: {text.text.lower()}", text)
    return text.text.lower()


def _host_ip(text: Value) -> str | Unknown:
    if not text.known:
        return text.unknown()
    address = text.text
    if address[0] == "[":
        # net.SplitHostPort of the address and a colon.
        if address[-1] != "]":
            problem = "missing ']' in address" if "]" not in address else "missing port in address"
            raise Refused(f"invalid IP address {address}: address {address}:: {problem}", text)
        address = address[1:-1]
    if address and go.parse_ip(address) is None:
        raise Refused(f"invalid IP address: {address}", text)
    return address


def _numbers(text: Value, name: str) -> tuple[int | Unknown, int | Unknown]:
    if not text.known:
        return text.unknown(), text.unknown()
    try:
        return _range(text)
    except Refused:
        raise Refused(f"invalid {name}: {text.text}", text) from None


def _exposed(draft: Draft, given: Given, value: Value) -> Port:
    text = value.text
    if ":" in text:
        raise Refused(f"invalid port format for --expose: {value.shown}")
    port, protocol = value.cut("/")
    fields: dict[str, Any] = {"published": False}
    if protocol is not None and protocol.text:
        fields["protocol"] = protocol.value
    if not value.known:
        return Port(origin=draft.origin(value, given), container_port=value.unknown(), **fields)
    try:
        start, end = _range(port)
    except Refused as refused:
        raise Refused(f"invalid range format for --expose: {text}, error: {refused.reason}") from None
    fields["container_port"] = start
    if end != start:
        fields["container_port_end"] = end
    return Port(origin=draft.origin(value, given, {"container_port": port.span}), **fields)
