"""The short forms of volumes and devices (compose-go 2.16.1, format/volume.go and transform/device.go)."""

from __future__ import annotations

from lintainer.model.unknown import Unknown
from lintainer.parsers.compose.partial import Text, join, pieces_of, split, starts_with
from lintainer.tuples import NamedTuple

PROPAGATIONS = frozenset(("rprivate", "private", "rshared", "shared", "rslave", "slave"))


class VolumeError(Exception):
    """A short volume that Compose refuses; the message says why, without the text."""


class ShortVolume(NamedTuple):
    """A volume in short form, taken apart. `kind` is `bind`, `volume` or unknown; `unknown_options` are ignored by Compose."""

    kind: str | Unknown
    source: Text | None
    target: Text
    read_only: bool | Unknown = False
    propagation: str | None = None
    selinux: str | None = None
    no_copy: bool = False
    unknown_options: tuple[str, ...] = ()
    # Where the parts are in the list that `volume_parts` gives.
    options: Text | None = None


def volume_parts(spec: Text) -> list[Text]:
    """Split a short volume at its colons: that behind a single letter is a Windows drive's, as Compose has it."""
    parts: list[Text] = []
    for part in split(spec, ":"):
        if parts and _is_letter(parts[-1]):
            parts[-1] = join([parts[-1], ":", part])
        else:
            parts.append(part)
    return parts


def _is_letter(text: Text) -> bool:
    return isinstance(text, str) and len(text) == 1 and text.isalpha()


def parse_volume(spec: Text) -> ShortVolume:
    """Take a short volume apart. Raises `VolumeError`."""
    if isinstance(spec, str) and len(spec) < 3:
        if not spec:
            raise VolumeError("an empty volume")
        return ShortVolume("volume", None, spec)
    parts = volume_parts(spec)
    if any(part == "" and isinstance(part, str) for part in parts):
        raise VolumeError("an empty section between colons")
    if len(parts) == 1:
        if isinstance(spec, Unknown) and len(pieces_of(spec)) == 1:
            # All of it may be in the variable.
            return ShortVolume(Unknown(spec.why, written=spec.written), Unknown(spec.why, written=spec.written), spec)
        return ShortVolume("volume", None, spec)
    if len(parts) > 3:
        raise VolumeError("too many colons")
    volume = ShortVolume(_kind(parts[0]), parts[0], parts[1])
    if len(parts) == 3:
        return _with_options(volume, parts[2])
    options = _unknown_options(parts[1])
    return volume if options is None else volume._replace(read_only=options)


def _unknown_options(target: Text) -> Unknown | None:
    """Return the variable that a target ends in, where it may well bring options: of `/data$RO`, but not of `/data/$NAME`."""
    *before, last = pieces_of(target)
    follows_a_name = bool(before) and not (isinstance(before[-1], str) and before[-1].endswith("/"))
    return last if isinstance(last, Unknown) and follows_a_name else None


def _kind(source: Text) -> str | Unknown:
    if isinstance(source, Unknown) and not source.prefix:
        return Unknown(source.why, written=source.written)
    if starts_with(source, (".", "/", "~", "\\\\")):
        return "bind"
    head = source.prefix if isinstance(source, Unknown) else source
    return "bind" if len(head) > 1 and head[0].isalpha() and head[1] == ":" else "volume"


def _with_options(volume: ShortVolume, options: Text) -> ShortVolume:
    volume = volume._replace(options=options)
    strange: list[str] = []
    for option in split(options, ","):
        if isinstance(option, Unknown):
            volume = volume._replace(read_only=option)
        elif option in ("ro", "rw"):
            volume = volume._replace(read_only=option == "ro")
        elif option == "nocopy":
            volume = volume._replace(no_copy=True)
        elif option in PROPAGATIONS:
            volume = volume._replace(propagation=option)
        elif option in ("z", "Z"):
            volume = volume._replace(selinux=option)
        else:
            strange.append(option)
    return volume._replace(unknown_options=tuple(strange))


class ShortDevice(NamedTuple):
    """A device in short form: `/dev/sdb:r` has the target `r` in Compose, and permissions only behind a second colon."""

    source: Text
    target: Text
    permissions: Text = "rwm"


def parse_device(spec: Text) -> ShortDevice | None:
    """Take a short device apart; None where it has too many parts."""
    parts = split(spec, ":")
    if len(parts) > 3:
        return None
    source = parts[0]
    target = parts[1] if len(parts) > 1 and parts[1] != "" else source
    return ShortDevice(source, target, parts[2] if len(parts) == 3 else "rwm")
