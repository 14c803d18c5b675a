"""The short forms of volumes and ports, which `docker run` and Compose share: what has to be written into them, and where."""

from __future__ import annotations

from lintainer.model import Mount, Port
from lintainer.policy import Change
from lintainer.source import Span
from lintainer.tuples import NamedTuple


class Piece(NamedTuple):
    """`text` in place of what stands at `span` of the source."""

    span: Span
    text: str


def volume_piece(mount: Mount, change: Change, end: int) -> Piece | None:
    """Return what makes `change` in `SOURCE:TARGET[:OPTIONS]`, which ends at `end`."""
    word = "ro" if change.place.field == "read_only" and change.value is True else None
    if change.place.field == "propagation" and isinstance(change.value, str):
        word = change.value
    if word is None or not mount.wrote("target"):
        return None
    if mount.wrote(change.place.field):
        return Piece(change.place.span, word)
    target = mount.at("target").span.end
    return Piece(Span(end, end), f":{word}" if target == end else f",{word}")


def port_piece(port: Port, text: str, start: int, address: str) -> Piece | None:
    """Return what publishes the port at `address` in `[[ADDRESS:]HOST:]CONTAINER`, which begins at `start`."""
    if port.wrote("host_ip"):
        return Piece(port.at("host_ip").span, address)
    if "=" in text or text.count(":") > 2:
        return None
    if text.count(":") == 2:
        # `:8080:80` names an empty address.
        return Piece(Span(start, start), address) if text.startswith(":") else None
    return Piece(Span(start, start), f"{address}:" if ":" in text else f"{address}::")
