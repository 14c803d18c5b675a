"""A container while its command is read: fields, their places, and what the client refuses."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from lintainer.files import Files, Unreadable
from lintainer.hints import Any
from lintainer.model import Origin, Unknown
from lintainer.model.notes import InvalidValue, Note
from lintainer.parsers.docker_run.flags import Given, Line, Refusal
from lintainer.parsers.words import Value
from lintainer.source import Location, Source, Span


class Setting:
    """What surrounds a command: the client, the files it may read, the folder it runs in.

    `exact` says that the folder is where the command really runs (a command line of the user); in a script it is a guess, and
    a missing file proves nothing.
    """

    __slots__ = ("dialect", "exact", "files", "folder")

    def __init__(self, dialect: str, files: Files, folder: str | None = None, *, exact: bool = False) -> None:
        self.dialect = dialect
        self.files = files
        self.folder = folder
        self.exact = exact

    def path(self, name: str) -> str:
        """Return where the file `name` lies."""
        return name if self.folder is None or os.path.isabs(name) else os.path.join(self.folder, name)


class Draft:
    """Collects what readers find. `rest` holds the parts of the create request that no field of the model has."""

    def __init__(self, line: Line, source: Source, setting: Setting) -> None:
        self.line = line
        self.source = source
        self.setting = setting
        self.fields: dict[str, Any] = {}
        self.written: dict[str, Span | Location] = {}
        self.rest: dict[str, dict[str, Any]] = {"Config": {}, "HostConfig": {}, "NetworkingConfig": {}}
        self.notes: list[Note] = []
        self.refusals: list[Refusal] = list(line.refusals)
        self.incomplete: set[str] = set()
        self.drawn: list[Source] = []

    # Options.

    def all(self, *names: str) -> Iterator[Given]:
        """The accepted options of these names, in the order in which they were given."""
        return (given for given in self.line.given if given.option.name in names and not given.refused)

    def last(self, name: str) -> Given | None:
        """The option of which the last one counts."""
        found = None
        for given in self.all(name):
            found = given
        return found

    def plain(self, name: str) -> object:
        """What the last option of this name is worth: None where it was not given, an unknown value where it is not known."""
        given = self.last(name)
        return None if given is None else scalar(given)

    # Fields.

    def put(self, field: str, option: str) -> None:
        """Set `field` to the value of the last `option`, if it was given."""
        given = self.last(option)
        if given is not None:
            self.fields[field] = scalar(given)
            self.written[field] = given.place

    def keep(self, part: str, key: str, option: str) -> None:
        """Keep the value of the last `option` as `key` of the create request's `part`."""
        value = self.plain(option)
        if value is not None:
            self.rest[part][key] = value

    def entries(self, field: str, nodes: list[Any], first: Given | None) -> None:
        """Set the list `field`, and its place to that of the first option that makes it."""
        if nodes:
            self.fields[field] = (*self.fields.get(field, ()), *nodes)
        if first is not None and field not in self.written:
            self.written[field] = first.place

    def name(self, name: Value, field: str) -> str:
        """Return the name of an entry of the list `field`: as written where it is not known, which leaves the list open."""
        if not name.known:
            self.incomplete.add(field)
        return name.shown

    def origin(self, value: Value, given: Given, written: Mapping[str, Span] | None = None) -> Origin:
        """Return the origin of an entry of a list: its value, and the whole flag as `option`."""
        return Origin(self.source, value.span, {"option": given.flag, **(written or {})})

    def origin_of_flag(self, given: Given) -> Origin:
        """Return the origin of a node that a whole flag makes."""
        return Origin(self.source, given.place, {"option": given.flag})

    # What goes wrong.

    def refuse(self, phase: int, reason: str, span: Span, option: str = "") -> None:
        """Note that the client refuses the command."""
        self.refusals.append(Refusal(phase, reason, span, option))

    def refused_by_engine(self, reason: str, span: Span, option: str) -> None:
        """Note that the client passes a value on, which the engine refuses."""
        self.notes.append(
            InvalidValue(location=self.at(span), path=f"--{option}", reason=reason, refused=False, by_engine=True)
        )

    def at(self, span: Span) -> Location:
        """Return `span` as a location."""
        return Location(self.source, span)

    def read_file(self, value: Value) -> Source | Unreadable | Unknown:
        """Read the file that `value` names."""
        if not value.known:
            return value.unknown()
        try:
            found = self.setting.files.read(self.setting.path(value.text))
        except Unreadable as error:
            return error
        if found not in self.drawn:
            self.drawn.append(found)
        return found


def scalar(given: Given) -> Any:  # noqa: ANN401 - a value of the option's kind
    """What an option is worth: the value its kind read, or an unknown one."""
    if given.value is None or given.value.known:
        return given.parsed
    return given.value.unknown()
