"""Probes, lifecycle hooks and ports of a container."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import Handler, Port, Unknown
from lintainer.parsers.kubernetes.security import places
from lintainer.parsers.kubernetes.values import known_text
from lintainer.parsers.kubernetes.view import View, origin
from lintainer.source import Source

_PROBES = ("livenessProbe", "readinessProbe", "startupProbe")
_HOOKS = ("postStart", "preStop")
_ACTIONS = ("exec", "httpGet", "tcpSocket", "grpc", "sleep")


def read_handlers(source: Source, container: View) -> tuple[Handler, ...]:
    """Return what probes and hooks of a container do, one entry for each action that is written."""
    found: list[Handler] = []
    for view, purposes in ((container, _PROBES), (container.sub("lifecycle"), _HOOKS)):
        for purpose in purposes:
            if view.has(purpose):
                found.extend(_actions(source, view, purpose))
    return tuple(found)


def _actions(source: Source, outer: View, purpose: str) -> Iterator[Handler]:
    view = outer.sub(purpose)
    where = outer.at(purpose)
    written = [action for action in _ACTIONS if view.has(action)]
    if not written:
        yield Handler(origin=origin(source, where), purpose=purpose)
    for action in written:
        body = view.sub(action)
        words = [(text, item.where) for item in body.items("command") if (text := known_text(item.node)) is not None]
        spots = {f"command.{number}": where for number, (_, where) in enumerate(words)}
        yield Handler(
            origin=origin(source, view.at(action), {**places(body, host="host", port="port", command="command"), **spots}),
            purpose=purpose,
            action=action,
            host=body.text("host"),
            port=_port(body),
            command=tuple(text for text, _ in words),
        )


def _port(view: View) -> int | str | Unknown | None:
    number = view.integer("port")
    return view.text("port") if number is None else number


def read_ports(source: Source, container: View) -> tuple[Port, ...]:
    """Return the ports of a container. `hostPort: 0` publishes nothing, as if it were not written."""
    found: list[Port] = []
    for item in container.items("ports"):
        view = View.of(item.node, item.where)
        number = view.integer("containerPort")
        host_port = view.integer("hostPort")
        if number is None and host_port is None:
            continue
        protocol = view.text("protocol")
        where = view.at("containerPort") if view.has("containerPort") else item.where
        found.append(
            Port(
                origin=origin(
                    source,
                    where,
                    places(
                        view,
                        container_port="containerPort",
                        host_port="hostPort",
                        host_ip="hostIP",
                        protocol="protocol",
                        name="name",
                    ),
                ),
                container_port=0 if number is None else number,
                host_port=None if host_port == 0 and not isinstance(host_port, Unknown) else host_port,
                host_ip=view.text("hostIP"),
                protocol=protocol.lower() if isinstance(protocol, str) else "tcp" if protocol is None else protocol,
                published=isinstance(host_port, Unknown) or bool(host_port),
                name=view.raw("name"),
            )
        )
    return tuple(found)
