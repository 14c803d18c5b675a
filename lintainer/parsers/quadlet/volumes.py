"""What a `.volume` unit makes of the mounts that name it: a path of the host, where its driver options bind one.

Sources: podman v5.7, pkg/systemd/quadlet/quadlet.go (ConvertVolume); podman-volume-create(1), --opt; mount(8), bind mounts.
"""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.hints import Any
from lintainer.model import Container, Mount, Origin
from lintainer.model.hostpath import host_path
from lintainer.parsers.docker_run.mounts import source_of
from lintainer.parsers.quadlet.arguments import Argument, Arguments
from lintainer.parsers.quadlet.expansion import expanded
from lintainer.parsers.quadlet.unit import Chars, text_of
from lintainer.parsers.quadlet.units import Unit, Units
from lintainer.parsers.words import Value
from lintainer.tuples import NamedTuple


class Volume(NamedTuple):
    """A volume as its unit makes it."""

    unit: Unit
    driver: str
    options: dict[str, Value]

    def text(self, name: str) -> str:
        """Return what is known of an option, empty where it is not given."""
        value = self.options.get(name)
        return "" if value is None else value.text

    @property
    def flags(self) -> list[str]:
        """The mount options."""
        return self.text("o").split(",")

    @property
    def binds(self) -> bool:
        """Whether a path of the host is bound."""
        local = self.driver in ("", "local") and "device" in self.options
        return local and (self.text("type") == "bind" or not {"bind", "rbind"}.isdisjoint(self.flags))


def volume_of(unit: Unit, units: Units) -> Volume:
    """Return the volume that a unit makes."""
    made = Arguments(unit, units)
    for key, name in (("Device", "device="), ("Type", "type="), ("Options", "o=")):
        entry = unit.section.value(key)
        if entry is not None:
            made.option("--opt", entry, prefix=name)
    driver = unit.section.value("Driver")
    if driver is not None:
        made.option("--driver", driver)
    made.free("PodmanArgs")
    volume = Volume(unit, "", {})
    for name, value in _options(unit, made.words):
        if name in ("driver", "d"):
            volume = volume._replace(driver=value.text)
        elif name in ("opt", "o"):
            key_, content = value.cut("=")
            if content is not None:
                volume.options[key_.text] = content
    return volume


def _options(unit: Unit, words: list[Argument]) -> Iterator[tuple[str, Value]]:
    """Yield the options with a value: `--name value`, `--name=value`."""
    found = [word for one in words for word in expanded(one.chars, unit.service, unit.source, one.span, one.use)]
    for at, word in enumerate(found):
        if not word.text.startswith("-"):
            continue
        name, sign, _ = word.text.lstrip("-").partition("=")
        if sign:
            yield name, word.all.part(word.text.index("=") + 1)
        elif at + 1 < len(found):
            yield name, found[at + 1].all


def with_volumes(container: Container, unit: Unit, units: Units) -> Container:
    """Return the container of a unit with what the units of its volumes say of them."""
    volumes = {unit.shown(found.resource_name() or ""): found for found in units.all() if found.kind == ".volume"}
    if not volumes:
        return container
    mounts = tuple(
        _resolved(mount, volume_of(volumes[mount.source], units))
        if mount.type == "volume" and isinstance(mount.source, str) and mount.source in volumes
        else mount
        for mount in container.mounts
    )
    return container.replace(mounts=mounts)


def _resolved(mount: Mount, volume: Volume) -> Mount:
    options = tuple((name, value.value) for name, value in volume.options.items())
    fields: dict[str, Any] = {"driver": volume.driver or None, "driver_options": options}
    if not volume.binds:
        return mount.replace(**fields)
    device = volume.options["device"]
    path = host_path(source_of(device))
    fields |= {"type": "bind", "source": path.text, "base": path.base, "volume_kind": "volume", "volume_name": mount.source}
    if "ro" in volume.flags:
        fields["read_only"] = True
    place = volume.unit.places.locate(device.span)
    written = {**mount.origin.written, "source": place}
    return mount.replace(origin=Origin(mount.origin.source, mount.origin.span, written, mount.origin.related), **fields)


def described(unit: Unit, units: Units) -> dict[str, object]:
    """Return what a `.volume` or a `.network` unit makes, as plain values."""
    if unit.kind == ".volume":
        volume = volume_of(unit, units)
        return {"driver": volume.driver or None, "driver_opts": {name: value.value for name, value in volume.options.items()}}
    found: dict[str, Chars] = {entry.key: entry.chars for entry in unit.section.entries}
    return {key: text_of(chars) for key, chars in found.items()}
