"""Networks: `--network` in both forms, and what is set for the first network.

Sources: docker/cli v28.2.2, opts/network.go and cli/command/container/opts.go (parseNetworkOpts, applyContainerOptions).
"""

from __future__ import annotations

import re

from lintainer.hints import Any
from lintainer.model import Link, NetworkAttachment, Text, Unknown
from lintainer.parsers.docker_run import go
from lintainer.parsers.docker_run.draft import Draft
from lintainer.parsers.docker_run.flags import Given
from lintainer.parsers.docker_run.go import Refused, go_quote
from lintainer.parsers.docker_run.options import DOCKER
from lintainer.parsers.docker_run.records import fields
from lintainer.parsers.words import HOLE, Value
from lintainer.tuples import NamedTuple

MAC_PHASE, PHASE = 4, 22
_BUILT_IN = frozenset(("bridge", "host", "none", "default"))


class Attachment(NamedTuple):
    """A `--network` as read: the network, where its name is, and the settings of the endpoint."""

    name: str
    place: Value
    aliases: tuple[str | Unknown, ...] = ()
    ipv4: str = ""
    ipv6: str = ""
    link_local: tuple[str, ...] = ()
    driver_options: tuple[tuple[str, str], ...] = ()
    links: tuple[str, ...] = ()
    mac: str = ""
    priority: int = 0


def read_network(value: Value, dialect: str) -> Attachment:
    """Read the value of a `--network`. The long form is lower-cased as a whole. Raises `Refused`."""
    if dialect != DOCKER:
        # podman: name[:options], options by commas; nerdctl: a name.
        name, options = value.cut(":")
        if options is None or name.text in ("container", "ns", "slirp4netns", "pasta"):
            return Attachment(value.text if name.text in ("container", "ns") else name.text, value)
        aliases = tuple(part.text[6:] for part in options.split(",") if part.text.startswith("alias="))
        return Attachment(name.text, name, aliases)
    if not re.search(r"[0-9A-Za-z_]=[0-9A-Za-z_]", value.text):
        return Attachment(value.text, value)
    return _long_form(value)


def _long_form(value: Value) -> Attachment:
    found = Attachment("", value)
    options: dict[str, str] = {}
    for field in fields(value):
        raw, content = field.cut("=")
        if content is None or not raw.text:
            raise Refused(f"invalid field {field.text.lower()}", field)
        key, text = raw.text.lower().strip(), content.text.lower().strip()
        if key == "name":
            found = found._replace(name=text, place=content)
        elif key == "alias":
            found = found._replace(aliases=(*found.aliases, text))
        elif key == "ip":
            found = found._replace(ipv4=text)
        elif key == "ip6":
            found = found._replace(ipv6=text)
        elif key == "mac-address":
            found = found._replace(mac=text)
        elif key == "link-local-ip":
            found = found._replace(link_local=(*found.link_local, text))
        elif key == "driver-opt":
            name, separator, option = text.partition("=")
            if not separator or not name:
                raise Refused("invalid key value pair format in driver options", field)
            options[name.strip()] = option.strip()
        elif key == "gw-priority":
            found = found._replace(priority=_priority(text, field))
        else:
            raise Refused(f"invalid field key {key}", field)
    if not found.name:
        raise Refused("network name/id is not specified")
    return found._replace(driver_options=tuple(options.items()))


def _priority(text: str, field: Value) -> int:
    try:
        return go.parse_int(text, 10)
    except Refused as refused:
        raise Refused(f"invalid gw-priority ({text}): {refused.reason.rpartition(': ')[2]}", field) from None


def is_user_defined(name: str) -> bool:
    """Tell whether a network mode names a network that somebody made (moby, api/types/container/hostconfig_unix.go)."""
    return name not in _BUILT_IN and name.partition(":")[0] != "container"


def read_networks(draft: Draft) -> None:
    """Read the networks that the container joins, its links, and its names for other hosts."""
    mac = draft.last("mac-address")
    if mac is not None and mac.value is not None and mac.value.known and mac.value.text and not go.is_mac(mac.value.text):
        draft.refuse(MAC_PHASE, f"{mac.value.text} is not a valid mac address", mac.value.span, "--mac-address")
        mac = None
    _links(draft)
    hosts = []
    for host in draft.all("add-host"):
        assert host.value is not None
        text = host.parsed if isinstance(host.parsed, str) else host.value.unknown()
        hosts.append(Text(origin=draft.origin(host.value, host), value=text))
    draft.entries("extra_hosts", hosts, next(draft.all("add-host"), None))
    given = list(draft.all("network"))
    if given:
        _mode(draft, given[0])
    attachments = [
        entry.parsed if isinstance(entry.parsed, Attachment) else _open(entry) for entry in given if entry.value is not None
    ]
    nodes = []
    for entry, attachment in zip(given, attachments, strict=True):
        assert entry.value is not None
        if attachment.name and HOLE not in attachment.name and is_user_defined(attachment.name):
            aliases = attachment.aliases
            if entry is given[0]:
                aliases = aliases or tuple(alias.value.value for alias in draft.all("network-alias") if alias.value is not None)
            origin = draft.origin(entry.value, entry, {"name": attachment.place.span})
            nodes.append(NetworkAttachment(origin=origin, name=attachment.name, aliases=aliases))
    draft.entries("networks", nodes, given[0] if given else None)
    if all(entry.value is not None and entry.value.known for entry in given):
        _endpoints(draft, attachments or [Attachment("default", _nowhere(draft))], given)


def _open(entry: Given) -> Attachment:
    assert entry.value is not None
    return Attachment(HOLE, entry.value)


def _nowhere(draft: Draft) -> Value:
    from lintainer.parsers.words import Word
    from lintainer.source import Span

    return Word("", draft.source, Span(0, 0)).all


def _mode(draft: Draft, given: Given) -> None:
    mode: str | Unknown
    if isinstance(given.parsed, Attachment):
        mode = given.parsed.name
    else:
        assert given.value is not None
        mode = given.value.unknown()
        # `container:$ID` and `name=host,…` are known as far as policies ask.
        text = given.value.text
        named = re.search(r"(?:^|,)name=([^,=\"]+)", text, re.IGNORECASE)
        if named and HOLE not in named[1]:
            mode = named[1].lower()
    draft.fields["network_mode"] = mode
    draft.written["network_mode"] = given.place


def _links(draft: Draft) -> None:
    nodes = []
    for given in draft.all("link"):
        assert given.value is not None
        name, alias = given.value.cut(":")
        spans = {"container": name.span} | ({} if alias is None else {"alias": alias.span})
        origin = draft.origin(given.value, given, spans)
        nodes.append(Link(origin=origin, container=name.value, alias=None if alias is None else alias.value))
    draft.entries("links", nodes, next(draft.all("link"), None))


def _texts(draft: Draft, option: str) -> list[str]:
    return [given.value.shown for given in draft.all(option) if given.value is not None]


def _endpoints(draft: Draft, attachments: list[Attachment], given: list[Given]) -> None:
    """Make the endpoints' settings, and refuse what the client refuses of them."""
    docker = draft.setting.dialect == DOCKER
    endpoints: dict[str, dict[str, Any]] = {}
    kinds = set()
    for index, attachment in enumerate(attachments):
        span = given[index].place if given else draft.line.given[0].flag if draft.line.given else attachment.place.span
        kinds.add(is_user_defined(attachment.name))
        try:
            if index == 0:
                attachment = _with_options(draft, attachment)
            settings = _settings(attachment, docker=docker)
            if attachment.name in endpoints:
                raise Refused(f"network {go_quote(attachment.name)} is specified multiple times")
        except Refused as refused:
            draft.refuse(PHASE, refused.reason, span, "--network")
            return
        if settings or len(attachments) > 1:
            endpoints[attachment.name] = settings
    if len(kinds) == 2 and docker:
        reason = "conflicting options: cannot attach both user-defined and non-user-defined network-modes"
        draft.refuse(PHASE, reason, given[-1].place, "--network")
    if endpoints:
        draft.rest["NetworkingConfig"]["EndpointsConfig"] = endpoints


def _with_options(draft: Draft, first: Attachment) -> Attachment:
    """Apply the options that set something for the first network."""
    found = first
    for option, field, what, several in (
        ("network-alias", "aliases", "alias", True),
        ("ip", "ipv4", "IPv4 address", False),
        ("ip6", "ipv6", "IPv6 address", False),
        ("mac-address", "mac", "MAC address", False),
        ("link-local-ip", "link_local", "link-local IP addresses", True),
    ):
        given = tuple(_texts(draft, option))
        value: Any = given if several else (given[-1] if given else "")
        if not value:
            continue
        if getattr(first, field):
            raise Refused(f"conflicting options: cannot specify both --{option} and per-network {what}")
        changed: dict[str, Any] = {field: value}
        found = found._replace(**changed)
    if is_user_defined(found.name):
        found = found._replace(links=tuple(_texts(draft, "link")))
    return found


def _settings(attachment: Attachment, *, docker: bool) -> dict[str, Any]:
    if not attachment.name.strip():
        raise Refused("no name set for network")
    if attachment.aliases and docker and not is_user_defined(attachment.name):
        raise Refused("network-scoped aliases are only supported for user-defined networks")
    settings: dict[str, Any] = {}
    if attachment.aliases:
        settings["Aliases"] = list(attachment.aliases)
    if attachment.links:
        settings["Links"] = list(attachment.links)
    if attachment.driver_options:
        settings["DriverOpts"] = dict(attachment.driver_options)
    addresses: dict[str, Any] = {"IPv4Address": attachment.ipv4, "IPv6Address": attachment.ipv6}
    addresses["LinkLocalIPs"] = list(attachment.link_local)
    if any(addresses.values()):
        settings["IPAMConfig"] = {key: value for key, value in addresses.items() if value}
    if attachment.mac:
        if not go.is_mac(attachment.mac):
            raise Refused(f"{attachment.mac} is not a valid mac address")
        settings["MacAddress"] = attachment.mac
    if attachment.priority:
        settings["GwPriority"] = attachment.priority
    return settings
