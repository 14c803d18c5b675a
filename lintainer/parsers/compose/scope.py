"""What reading a service needs besides the service: its project."""

from __future__ import annotations

from lintainer.files import Files
from lintainer.model.notes import InvalidValue, Note, UnreadFile
from lintainer.parsers.compose.environment import Variables
from lintainer.parsers.compose.values import Value


class Project:
    """A merged project: its values, its name and its folder. `name` is None where the deployment decides it."""

    __slots__ = ("files", "folder", "name", "notes", "root", "variables")

    def __init__(self, root: Value, name: str | None, folder: str, files: Files, variables: Variables) -> None:
        self.root = root
        self.name = name
        self.folder = folder
        self.files = files
        self.variables = variables
        # Notes by service; "" for those that belong to none.
        self.notes: dict[str, list[Note]] = {}

    def resource(self, section: str, key: str) -> Value | None:
        """Return the top-level resource `key`, None where the project has none."""
        return self.root.under(section).get(key)

    def add_note(self, service: str, note: Note) -> None:
        """Keep a note about `service`."""
        self.notes.setdefault(service, []).append(note)


class Scope:
    """The project as one of its services sees it: notes go to that service."""

    __slots__ = ("files", "folder", "project", "section", "service", "variables")

    def __init__(self, project: Project, service: str, section: str = "services") -> None:
        self.project = project
        self.service = service
        self.section = section
        self.files = project.files
        self.folder = project.folder
        self.variables = project.variables

    def invalid(self, path: tuple[str, ...], value: Value, reason: str, *, refused: bool = True) -> None:
        """Note that Compose refuses `value`, or reads it otherwise than written."""
        place = ".".join((self.section, self.service, *path))
        self.project.add_note(self.service, InvalidValue(location=value.location, path=place, reason=reason, refused=refused))

    def unread(self, path: tuple[str, ...], value: Value, reason: str) -> None:
        """Note that a file named by `value` could not be read."""
        place = ".".join((self.section, self.service, *path))
        self.project.add_note(self.service, UnreadFile(location=value.location, path=place, reason=reason))
