"""Units with their drop-ins, and the units that they name.

Sources: podman v5.7, podman-systemd.unit(5) (search path, drop-ins, "Setting resource names"); pkg/systemd/quadlet/quadlet.go.
quadlet looks for units in several folders of the host; here the folder of a unit is what is known of them. What is not there
may lie in another one, so it is unknown and not missing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from lintainer.files import Files, Unreadable
from lintainer.model.notes import InvalidValue, Note, UnreadFile
from lintainer.parsers.quadlet.expansion import Service, service_of, shown
from lintainer.parsers.quadlet.places import Places
from lintainer.parsers.quadlet.sections import Section
from lintainer.parsers.quadlet.unit import Entry, Ignored, Lines, literal, read_lines, source_of_unit, text_of
from lintainer.parsers.units import drop_ins
from lintainer.source import Location, Source, Span

# The section that each kind of unit is about.
SECTIONS = {
    ".container": "Container",
    ".pod": "Pod",
    ".volume": "Volume",
    ".network": "Network",
    ".kube": "Kube",
    ".image": "Image",
    ".build": "Build",
    ".artifact": "Artifact",
}


# A unit larger than this is none that anybody wrote; words of a value take some hundred bytes a character while they are read.
MAX_CHARACTERS = 256 * 1024

_NAMES = {
    ".container": ("ContainerName",),
    ".pod": ("PodName",),
    ".volume": ("VolumeName",),
    ".network": ("NetworkName",),
    ".image": ("ImageTag", "Image"),
    ".artifact": ("Artifact",),
}


class Unit:
    """One unit: its text with that of its drop-ins behind it, as one source.

    Everything that is read of it has its places in that source; `places` leads back to the files.
    """

    def __init__(self, name: str, sources: Sequence[Source]) -> None:
        self.name = name
        self.stem, dot, kind = name.rpartition(".")
        self.kind = dot + kind
        self.sources = tuple(sources)
        self.source = source_of_unit(sources)
        self.places = Places(self.source, sources)
        self.parts: list[Lines] = []
        base = 0
        for source in sources:
            self.parts.append(read_lines(source.text, base))
            base += len(source.text) + 1
        self.entries = [entry for part in self.parts for entry in part.entries]
        # What is noted more than once, since a value is read for more than one purpose, is one note.
        self._notes: dict[tuple[Span, str], Note] = {}
        self.section = self.of(SECTIONS.get(self.kind, ""))
        self.service = self._service()

    def of(self, section: str) -> Section:
        """Return the entries of all sections called `section`."""
        return Section([entry for entry in self.entries if entry.section == section], self._ignored)

    @property
    def head(self) -> Span | None:
        """The line of the section that the unit is about, None where it has none."""
        wanted = SECTIONS.get(self.kind)
        return next((header.span for part in self.parts for header in part.headers if header.name == wanted), None)

    def _service(self) -> Service:
        suffix = {".container": "", ".kube": ""}.get(self.kind, f"-{self.kind[1:]}")
        return service_of(self.section.text("ServiceName") or self.stem + suffix, self.source)

    def resource_name(self) -> str | None:
        """Return the name of what the unit makes, as other units that name it get it: specifiers stay.

        None where a unit has none to give: a template's, an image that nobody names.
        """
        if self.kind == ".build":
            tags = self.section.every("ImageTag")
            return text_of(tags[0].chars) if tags else None
        for key in _NAMES.get(self.kind, ()):
            given = self.section.text(key)
            if given and self.kind == ".container":
                given = given.replace("%N", self.service.specifiers.get("N", "%N"))
                return None if "%" in given else given
            if given:
                return given
        if self.kind in (".image", ".artifact"):
            return None
        if self.kind != ".container":
            return f"systemd-{self.stem}"
        # A container is called after its service, other things after their unit.
        name = None if "@" in self.stem else self.service.specifiers.get("N")
        return None if name is None else f"systemd-{name}"

    def shown(self, text: str) -> str:
        """Return a text with the specifiers that are known of this unit's service as what they are."""
        return shown(literal(text, Span(0, 0), fixed=False), self.service)

    # What is wrong with it.

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was noted so far."""
        return tuple(self._notes.values())

    def _ignored(self, entry: Entry, ignored: Ignored) -> None:
        self.refuse(ignored.span, f"{ignored.reason}: the line counts for nothing", entry.key, refused=False)

    def refuse(self, span: Span, reason: str, key: str = "", *, refused: bool = True) -> None:
        """Note that quadlet or podman refuses the unit, or reads a value otherwise than written."""
        note = InvalidValue(location=Location(self.source, span), path=key, reason=reason, refused=refused)
        self._notes.setdefault((span, reason), note)

    def lacks(self, span: Span, name: str, key: str) -> None:
        """Note that a unit it names does not lie beside it."""
        reason = f"there is no {name} beside this unit"
        self._notes.setdefault((span, reason), UnreadFile(location=Location(self.source, span), path=key, reason=reason))


class Units:
    """The units of one folder, read when they are asked for."""

    def __init__(self, files: Files, folder: str | None) -> None:
        self._files = files
        self.folder = folder
        self._read: dict[str, Unit | None] = {}
        # Every source that was read besides the unit that was given.
        self.drawn: list[Source] = []

    def given(self, name: str, source: Source) -> Unit:
        """Return the unit called `name` whose text is `source`, with its drop-ins."""
        unit = Unit(name, (source, *self._drop_ins(name)))
        self._read[name] = unit
        self.drawn += unit.sources[1:]
        return unit

    def named(self, name: str) -> Unit | None:
        """Return the unit called `name`, None where it does not lie in the folder."""
        if name not in self._read:
            source = None if self.folder is None or "/" in name else self._source(os.path.join(self.folder, name))
            self._read[name] = None if source is None else Unit(name, (source, *self._drop_ins(name)))
            found = self._read[name]
            self.drawn += found.sources if found is not None else ()
        return self._read[name]

    def all(self) -> list[Unit]:
        """Return the units that were asked for and found, the given one first."""
        return [unit for unit in self._read.values() if unit is not None]

    def _source(self, path: str) -> Source | None:
        try:
            found = self._files.read(path) if self._files.exists(path) else None
        except Unreadable:
            return None
        return None if found is None or len(found.text) > MAX_CHARACTERS else found

    def _drop_ins(self, name: str) -> Iterator[Source]:
        """Yield the drop-ins of a unit in the order in which they are merged."""
        for path in drop_ins(self._files, self.folder, name) if self.folder is not None else ():
            source = self._source(path)
            if source is not None:
                yield source
