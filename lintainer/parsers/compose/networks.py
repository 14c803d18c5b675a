"""How a service is reached: networks, published ports, links, host names."""

from __future__ import annotations

from lintainer.hints import Any
from lintainer.model import Link, NetworkAttachment, Port, Text, Unknown
from lintainer.parsers._yaml import Node
from lintainer.parsers.compose.draft import Draft, Written, given, origin, part, pieces, text_of
from lintainer.parsers.compose.partial import cut, split
from lintainer.parsers.compose.process import pairs
from lintainer.parsers.compose.scope import Project, Scope
from lintainer.parsers.compose.values import Value
from lintainer.source import Location, Related

_SPECIAL = ("host", "none", "bridge")


def read_networks(scope: Scope, service: Value, draft: Draft) -> None:
    """Read how the container is connected."""
    mode, networks = service.get("network_mode"), service.get("networks")
    if mode is not None and isinstance(mode.data, str | Unknown) and mode.data != "":
        draft.put("network_mode", mode.data, mode)
        if networks is not None and networks.entries():
            scope.invalid(("networks",), networks, "a service has either network_mode or networks")
    elif networks is not None and networks.entries():
        _attachments(scope, networks, draft)
    else:
        default = scope.project.resource("networks", "default")
        name = None if default is None else external_name(default, "default")
        if default is not None and name in _SPECIAL:
            draft.put("network_mode", name, default.get("name") or default)
    _ports(scope, service.get("ports"), draft)
    _exposed(scope, service.get("expose"), draft)
    _links(service, draft)
    hosts = service.get("extra_hosts")
    if hosts is not None:
        draft.put("extra_hosts", tuple(_hosts(hosts)), hosts)


def external_name(network: Value, key: str) -> str | Unknown | None:
    """Return under which name a network that is made elsewhere is found; None for one of the project's own."""
    external, name = network.get("external"), network.get("name")
    if external is None or external.data is False or external.data is None:
        return None
    if isinstance(external.data, Unknown):
        return external.data
    if name is None or name.data is None:
        return key
    return text_of(name.data)


def posted_name(project: Project, section: str, key: str) -> str | Unknown:
    """Return the name of a network or a volume as the engine knows it."""
    resource = project.resource(section, key)
    if resource is not None:
        external = external_name(resource, key)
        if external is not None:
            return external
        name = resource.get("name")
        if name is not None and name.data is not None:
            return text_of(name.data)
    if project.name is None:
        return Unknown("the project's name is part of it", suffix=f"_{key}", written=key)
    return f"{project.name}_{key}"


def _attachments(scope: Scope, networks: Value, draft: Draft) -> None:
    found: list[NetworkAttachment] = []
    for key, entry in networks.entries().items():
        network = scope.project.resource("networks", key)
        if network is None:
            if key != "default":
                scope.invalid(("networks", key), entry, f"there is no network `{key}` in the project")
            found.append(NetworkAttachment(origin=origin(entry), name=key))
            continue
        external = external_name(network, key)
        driver, internal, aliases = network.get("driver"), network.get("internal"), entry.get("aliases")
        found.append(
            NetworkAttachment(
                origin=origin(entry),
                name=key if external is None else external,
                aliases=tuple(text_of(alias.data) for alias in aliases.items()) if aliases is not None else (),
                external=external is not None,
                driver=driver.data if driver is not None and type(driver.data) is str else None,
                internal=internal.data if internal is not None and internal.data is not None else False,
            )
        )
        if external in _SPECIAL and not isinstance(external, Unknown):
            # Compose posts the external network's own name as the network mode: `host` is the host's network.
            draft.fields["network_mode"] = external
            place, defined = entry.key_location, network.get("name") or network
            related = (*place.related, Related(defined.location, f"this network is the engine's `{external}`"))
            draft.written["network_mode"] = Location(place.source, place.span, related)
    draft.put("networks", tuple(found), networks)


def _ports(scope: Scope, ports: Value | None, draft: Draft) -> None:
    if ports is None or type(ports.data) is not list:
        return
    # The entries that a range was taken apart into are one port of the model.
    groups: dict[tuple[Node, Node | None], list[Value]] = {}
    for entry in ports.data:
        groups.setdefault((entry.node, entry.via), []).append(entry)
    found = [port for group in groups.values() if (port := _port(scope, group)) is not None]
    draft.put("ports", tuple(found), ports)


def _exposed(scope: Scope, expose: Value | None, draft: Draft) -> None:
    """Read `expose`: ports that are not published (compose 2 `create.go` buildContainerPorts)."""
    if expose is None or type(expose.data) is not list:
        return
    found = list(draft.fields.get("ports", ()))
    for entry in expose.data:
        text, slash, protocol = str(entry.data).partition("/")
        low, dash, high = text.partition("-")
        if isinstance(entry.data, Unknown):
            found.append(Port(origin=origin(entry), container_port=entry.data, published=False))
        elif low.isdecimal() and (not dash or (high.isdecimal() and int(low) <= int(high))):
            end = int(high) if dash and int(high) > int(low) else None
            chosen = protocol.lower() if slash and protocol else "tcp"
            found.append(
                Port(
                    origin=origin(entry),
                    container_port=int(low),
                    container_port_end=end,
                    protocol=chosen,
                    published=False,
                )
            )
        else:
            scope.invalid(("expose",), entry, f"expose: `{entry.data}` is not a port")
    draft.fields["ports"] = tuple(found)


def _port(scope: Scope, group: list[Value]) -> Port | None:
    first, last = group[0], group[-1]
    target = first.get("target")
    if target is None or not isinstance(target.data, int | Unknown):
        if target is None:
            scope.invalid(("ports",), first, "a port has no target")
        return None
    held = {key: value.data for key, value in first.entries().items()}
    ends = [entry.get("target") for entry in group]
    inner = sorted(value.data for value in ends if value is not None and type(value.data) is int)
    host, host_end = _host_port(scope, group)
    fields: dict[str, Any] = {"container_port": inner[0] if inner else target.data}
    if len(inner) > 1:
        fields["container_port_end"] = inner[-1]
    address, protocol = given(held.get("host_ip")), given(held.get("protocol"))
    if address is not None and type(address) is str:
        from lintainer.parsers.ports import is_address

        if not is_address(address):
            scope.invalid(("ports",), first.get("host_ip") or first, f"ports: `{address}` is not an IP address")
    return Port(
        origin=origin(first, _port_places(first, last)),
        host_ip=address,
        host_port=host,
        host_port_end=host_end,
        protocol=protocol if protocol is not None else "tcp",
        name=held.get("name") if type(held.get("name")) is str else None,
        mode=held.get("mode") if type(held.get("mode")) is str else None,
        **fields,
    )


def _host_port(scope: Scope, group: list[Value]) -> tuple[int | Unknown | None, int | None]:
    lows: list[int] = []
    highs: list[int] = []
    for entry in group:
        published = entry.get("published")
        if published is None or published.data in (None, ""):
            continue
        if isinstance(published.data, Unknown):
            return Unknown(published.data.why, written=published.data.written), None
        low, dash, high = str(published.data).partition("-")
        if not low.isdigit() or (dash and not high.isdigit()):
            scope.invalid(("ports",), published, f"ports: `{published.data}` is not a port of the host")
            return None, None
        lows.append(int(low))
        highs.append(int(high) if dash else int(low))
    if not lows:
        return None, None
    return min(lows), max(highs) if max(highs) > min(lows) else None


def _port_places(first: Value, _last: Value) -> Written:
    """Return where address, ports and protocol of a port are written."""
    written: Written = {}
    target = first.get("target")
    if target is not None and target.node is not first.node:
        for field, key in (
            ("host_ip", "host_ip"),
            ("host_port", "published"),
            ("container_port", "target"),
            ("protocol", "protocol"),
        ):
            value = first.get(key)
            if value is not None and value.node is not first.node:
                written[field] = value.location
        return written
    text = getattr(first.node, "value", "")
    count = _colons(text) + 1
    spans = pieces(first, ":", count)
    if spans is None:
        return written
    written["container_port"] = part(first, spans, -1)
    if count > 1 and spans[-2].end > spans[-2].start:
        written["host_port"] = part(first, spans, -2)
    if count > 2:
        written["host_ip"] = part(first, spans, 0, -3)
    return written


def _colons(text: str) -> int:
    depth, count = 0, 0
    for at, character in enumerate(text):
        if character == "{" and at and text[at - 1] == "$":
            depth += 1
        elif character == "}" and depth:
            depth -= 1
        elif character == ":" and not depth:
            count += 1
    return count


def _links(service: Value, draft: Draft) -> None:
    found: list[Link] = []
    for key in ("links", "external_links"):
        for entry in service.entries().get(key, service.replaced([])).items():
            if isinstance(entry.data, str | Unknown):
                name, alias = cut(entry.data, ":")
                found.append(Link(origin=origin(entry), container=name, alias=alias, external=key == "external_links"))
    if found:
        links = service.get("links") or service.get("external_links")
        assert links is not None
        draft.put("links", tuple(found), links)


def _hosts(hosts: Value) -> list[Text]:
    """Return `name:address` for every entry, as Compose posts them."""
    found: list[Text] = []
    if type(hosts.data) is dict:
        for name, entry in hosts.data.items():
            for one in entry.items() if type(entry.data) is list else [entry]:
                found.append(Text(origin=origin(one), value=_host(name, text_of(one.data) if one.data is not None else "")))
        return found
    for name, address, entry in pairs(hosts):
        if address is None:
            name, address = cut(name, ":")
        for one in split("" if address is None else address, ","):
            found.append(Text(origin=origin(entry), value=_host(name, one)))
    return found


def _host(name: str | Unknown, address: str | Unknown) -> str | Unknown:
    from lintainer.parsers.compose.partial import join

    if isinstance(address, str) and len(address) > 2 and address[0] == "[" and address[-1] == "]":
        address = address[1:-1]
    return join([name, ":", address])
