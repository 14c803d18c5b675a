"""The short forms of volumes and ports, which `docker run` and Compose share: what has to be written into them, and where."""

from __future__ import annotations

from lintainer.fixes.edit import Edit
from lintainer.model import Mount, Port
from lintainer.policy import Change
from lintainer.source import Span


def volume_edit(mount: Mount, change: Change, end: int) -> Edit | None:
    """Return what makes `change` in `SOURCE:TARGET[:OPTIONS]`, which ends at `end`."""
    word = "ro" if change.place.field == "read_only" and change.value is True else None
    if change.place.field == "propagation" and isinstance(change.value, str):
        word = change.value
    if word is None or not mount.wrote("target"):
        return None
    if mount.wrote(change.place.field):
        return Edit(change.place.span, word)
    target = mount.at("target").span.end
    return Edit(Span(end, end), f":{word}" if target == end else f",{word}")


def port_edit(port: Port, text: str, start: int, address: str) -> Edit | None:
    """Return what publishes the port at `address` in `[[ADDRESS:]HOST:]CONTAINER`, which begins at `start`."""
    if port.wrote("host_ip"):
        return Edit(port.at("host_ip").span, address)
    if "=" in text or text.count(":") > 2:
        return None
    if text.count(":") == 2:
        # `:8080:80` names an empty address.
        return Edit(Span(start, start), address) if text.startswith(":") else None
    return Edit(Span(start, start), f"{address}:" if ":" in text else f"{address}::")
