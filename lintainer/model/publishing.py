"""Which network a container is on, and what of it is published on the host: further values in force.

Answers as `lintainer.model.effective` does, of which this is a part.
"""

from __future__ import annotations

from lintainer.model.container import Container
from lintainer.model.effective import Effective, is_windows
from lintainer.model.parts import Port
from lintainer.model.unknown import UNKNOWN, Unknown


def network_mode(container: Container) -> Effective[str | Unknown | None]:
    """The network mode declared ("host", "none", "bridge", "container:NAME", a network's name); None where none is."""
    mode = container.network_mode
    if mode is None and not container.is_complete("network_mode"):
        return Effective(UNKNOWN, container.at("network_mode"), False)
    return Effective(mode, container.at("network_mode"), mode is not None)


def published_ports(container: Container) -> tuple[Port, ...] | Unknown:
    """The ports published on the host.

    None are on the host's network, on none, or on that of another container: moby v28 `daemon/create` says "Published ports are
    discarded when using host network mode", the null driver has no endpoint to map, and a joined network refuses `-p`.
    """
    ports = tuple(port for port in container.ports if port.published)
    if not ports:
        return ports
    # Where more may have been given than could be read, ports are published all the same: that is what they were written for.
    mode = container.network_mode
    if isinstance(mode, Unknown):
        return mode
    if container.platform == "kubernetes":
        return ports
    if mode is not None and (mode in ("host", "none") or mode.startswith(("container:", "service:"))):
        return ()
    return ports


def on_default_bridge(container: Container) -> bool | Unknown:
    """Whether the container is on the bridge that all containers without a network of their own share.

    Docker (moby v28 `runconfig`, DefaultDaemonNetworkMode) and nerdctl join it where no network is named. Compose makes a
    network for each project and joins it only when told so (compose-go v2 `normalize`, implicit network `default`). podman
    without root has no such bridge at all, which a command line does not show.
    """
    if container.platform == "kubernetes" or is_windows(container):
        return False
    found = network_mode(container)
    if isinstance(found.value, Unknown):
        return found.value
    if container.networks and found.value is None:
        return any(network.name == "bridge" and not isinstance(network.name, Unknown) for network in container.networks)
    if found.value is None and container.syntax == "compose":
        return False
    if found.value not in (None, "default", "bridge"):
        return False
    return Unknown("podman has a shared bridge only when it runs as root") if container.platform == "podman" else True
