"""A project's files, merged as Docker Compose merges them (compose-go 2.16.1, loader/loader.go).

Each document of each file is read, takes in what it includes, resolves what its services extend, and changes what was there.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from lintainer.files import Files, Unreadable
from lintainer.model.notes import InvalidValue, Note, UnreadFile
from lintainer.parsers import Problem
from lintainer.parsers._yaml import Document, Limits, Mapping, Node, documents
from lintainer.parsers.compose.canonical import canonical
from lintainer.parsers.compose.casts import CASTS
from lintainer.parsers.compose.environment import Variables, default_env_file
from lintainer.parsers.compose.legacy import is_version_1, version_1
from lintainer.parsers.compose.merging import RULES, SERVICE_RULES, MergeError, merge
from lintainer.parsers.compose.paths import below, resolve_paths
from lintainer.parsers.compose.schema import check_document
from lintainer.parsers.compose.unicity import enforce
from lintainer.parsers.compose.values import Path, Reader, Value, clone
from lintainer.source import Location, Source, Span
from lintainer.tuples import NamedTuple

# Compose gives up at 100,000 nodes, aliases followed (loader/reset.go).
LIMITS = Limits(expansion=100_000)
# What an `include` brings in.
SECTIONS = ("services", "jobs", "volumes", "networks", "secrets", "configs", "models")
_MAX_DEPTH = 50


class Found(NamedTuple):
    """A note, with the path of keys that it belongs to."""

    path: Path
    note: Note


class Log:
    """What reading a project brought to light besides its values."""

    def __init__(self) -> None:
        self.notes: list[Found] = []
        self.problems: list[Problem] = []
        self.drawn: list[Source] = []
        # Services of which a part could not be read.
        self.open_services: set[str] = set()
        # True where an include could not be read: services may be missing.
        self.incomplete = False
        self.version_1 = False

    def read(self, source: Source) -> Sequence[Document]:
        """Return the documents of `source`, which is parsed once and keeps them."""
        known: Sequence[Document] | None = source.kept()
        if known is None:
            known = list(documents(source, limits=LIMITS))
            source.keep(known)
        return known

    def note(self, path: Path, note: Note) -> None:
        """Keep `note`, which belongs to the value at `path`."""
        self.notes.append(Found(path, note))

    def invalid(self, path: Path, location: Location, reason: str) -> None:
        """Note that Compose refuses the value at `location`."""
        self.note(path, InvalidValue(location=location, path=".".join(path), reason=reason))


class Loader:
    """Reads the files of one project, or of one that it includes.

    `folder` is the project's folder on disk; relative paths in the values that come out are relative to it.
    """

    def __init__(self, files: Files, variables: Variables, folder: str, log: Log, included: tuple[str, ...] = ()) -> None:
        self._files = files
        self._variables = variables
        self._folder = folder
        self._log = log
        self._included = included
        self._bases: dict[str, tuple[dict[str, Value], list[Path], list[Found]]] = {}

    def load(self, sources: list[tuple[Source, str]]) -> Value | None:
        """Return the merged project of `sources`, given with their paths; None where nothing could be read."""
        project: Value | None = None
        for source, path in sources:
            project = self._file(source, path, project)
        return project

    def _file(self, source: Source, path: str, project: Value | None) -> Value | None:
        for document in self._log.read(source):
            if document.error is not None:
                error = document.error
                self._log.problems.append(Problem(error.kind, error.message, source.name, Location(source, error.span)))
                continue
            if document.root is not None:
                project = self._document(document.root, path, project)
        return project

    def _read(self, root: Node, log: Log) -> tuple[Value | None, list[Path]]:
        reader = Reader(self._variables.lookup, log.note, open_world=self._variables.open_world)
        if type(root) is Mapping and is_version_1(root):
            log.version_1 = True
            reason = "a file without `services:` is of the first version, which Compose 2 and later refuse"
            log.invalid((), Location(root.source, Span(root.start, root.start)), reason)
            return version_1(reader, root), reader.resets
        value = reader.read(root, CASTS)
        if type(value.data) is not dict:
            if value.data is not None:
                log.problems.append(Problem("syntax", "the top level is not a mapping", root.source.name, root.location))
            return None, []
        return value, reader.resets

    def _document(self, root: Node, path: str, project: Value | None) -> Value | None:
        value, resets = self._read(root, self._log)
        if value is None:
            return project
        if not self._log.version_1:
            check_document(value, self._log.note, later=project is not None)
        self._include(value, path, resets)
        if project is not None:
            _reset(project, resets)
        self._extend_all(value, path, resets)
        project = value.replaced({}) if project is None else project
        try:
            project = merge(project, value, RULES)
        except MergeError as error:
            self._log.invalid((), error.value.location, f"this {error}")
        self._long(project)
        return project

    def _long(self, project: Value) -> None:
        enforce(project)
        canonical(project, lambda path, value, reason: self._log.invalid(path, value.location, reason))
        enforce(project)

    # extends

    def _extend_all(self, value: Value, path: str, resets: list[Path]) -> None:
        for section in ("services", "jobs"):
            services = value.under(section)
            for name in list(services):
                services[name] = self._extended(name, services, path, resets, ())

    def _extended(
        self, name: str, services: dict[str, Value], path: str, resets: list[Path], seen: tuple[tuple[str, str], ...]
    ) -> Value:
        service = services[name]
        extends = service.get("extends")
        if extends is None:
            return service
        reference = extends.get("service") if type(extends.data) is dict else extends
        file = extends.get("file")
        place = ("services", name, "extends")
        if reference is None or type(reference.data) is not str or (file is not None and type(file.data) is not str):
            return self._without_base(service, name)
        if (path, name) in seen or len(seen) > _MAX_DEPTH:
            self._log.invalid(place, reference.location, f"service `{name}` extends itself")
            return self._without_base(service, name)
        base_resets = resets
        if file is not None:
            path = os.path.join(self._folder, str(below("", file.data)))
            found = self._base_file(path, file, place, name, reference.data)
            if found is None:
                return self._without_base(service, name)
            services, base_resets = found
        if reference.data not in services:
            self._log.invalid(place, reference.location, f"there is no service `{reference.data}` to extend")
            return self._without_base(service, name)
        base = self._extended(reference.data, services, path, base_resets, (*seen, (path, name)))
        if type(base.data) is not dict:
            return service
        source = clone(base, reference.node)
        _reset(Value({"services": Value({name: source}, source.node)}, source.node), resets)
        own = dict(service.data)
        try:
            merged = merge(source, Value(own, service.node, service.key, service.via), SERVICE_RULES)
        except MergeError as error:
            self._log.invalid(place, error.value.location, f"this {error}")
            return self._without_base(service, name)
        merged.data.pop("extends", None)
        if file is None:
            # A service that several others extend is put together once.
            services[name] = merged
        return merged

    def _without_base(self, service: Value, name: str) -> Value:
        self._log.open_services.add(name)
        return service

    def _base_file(
        self, path: str, file: Value, place: Path, name: str, reference: str
    ) -> tuple[dict[str, Value], list[Path]] | None:
        key = os.path.abspath(path)
        if key not in self._bases:
            try:
                source = self._files.read(path)
            except Unreadable as error:
                reason = f"the file to extend could not be read: {error.message}"
                self._log.note(place, UnreadFile(location=file.location, path=".".join(place), reason=reason))
                return None
            self._log.drawn.append(source)
            log = Log()
            log.problems = self._log.problems
            inner = Loader(self._files, self._variables, self._folder, log)
            project, resets = inner.load_base(source)
            if project is None:
                return None
            resolve_paths(project, os.path.relpath(os.path.dirname(path), self._folder))
            self._bases[key] = project.under("services"), resets, log.notes
        services, resets, notes = self._bases[key]
        # Of a file that only lends a service, only that service's notes concern this project.
        self._log.notes.extend(
            Found(("services", name, *found.path[2:]), found.note)
            for found in notes
            if found.path[:2] == ("services", reference)
        )
        return {key: clone(value) for key, value in services.items()}, resets

    def load_base(self, source: Source) -> tuple[Value | None, list[Path]]:
        """Return the services of a file that is extended: merged over its documents, neither included nor extended."""
        project: Value | None = None
        resets: list[Path] = []
        for document in self._log.read(source):
            if document.error is not None:
                error = document.error
                self._log.problems.append(Problem(error.kind, error.message, source.name, Location(source, error.span)))
                continue
            value, resets = self._read(document.root, self._log) if document.root is not None else (None, [])
            if value is None:
                continue
            check_document(value, self._log.note, later=project is not None)
            if project is not None:
                _reset(project, resets)
            try:
                project = merge(value.replaced({}) if project is None else project, value, RULES)
            except MergeError as error:
                self._log.invalid((), error.value.location, f"this {error}")
            if project is not None:
                self._long(project)
        return project, resets

    # include

    def _include(self, value: Value, path: str, resets: list[Path]) -> None:
        include = value.get("include")
        if include is None:
            return
        del value.data["include"]
        for index, entry in enumerate(include.items()):
            place = ("include", str(index))
            imported = self._included_project(entry, place, path)
            if imported is None:
                self._log.incomplete = True
                continue
            for section in SECTIONS:
                given = imported.get(section)
                if given is None:
                    continue
                held = value.data.setdefault(section, given.replaced({}))
                if type(held.data) is not dict:
                    continue
                for name, resource in given.entries().items():
                    own = held.data.get(name)
                    if own is None:
                        held.data[name] = resource
                        continue
                    _reset(Value({section: Value({name: resource}, resource.node)}, resource.node), resets)
                    rules = RULES.get(section, {}).get("*")
                    try:
                        held.data[name] = merge(resource, own, rules)
                    except MergeError as error:
                        self._log.invalid((section, name), error.value.location, f"this {error}")

    def _included_project(self, entry: Value, place: Path, path: str) -> Value | None:
        listed = entry.get("path") if type(entry.data) is dict else entry
        if listed is None:
            return None
        names = [listed] if type(listed.data) is not list else listed.data
        if not names or any(type(name.data) is not str for name in names):
            return None
        sources: list[tuple[Source, str]] = []
        for name in names:
            target = os.path.join(self._folder, os.path.expanduser(name.data))
            if os.path.abspath(target) in (*self._included, os.path.abspath(path)):
                self._log.invalid(place, name.location, f"`{name.data}` includes itself")
                return None
            try:
                sources.append((self._files.read(target), target))
            except Unreadable as error:
                remote = "://" in name.data or name.data.startswith(("git@", "github.com/"))
                reason = "an included project is not on this machine" if remote else f"could not be included: {error.message}"
                self._log.note(place, UnreadFile(location=name.location, path=".".join(place), reason=reason))
                return None
        self._log.drawn.extend(source for source, _ in sources)
        given = entry.get("project_directory")
        main = os.path.dirname(sources[0][1])
        folder = os.path.join(self._folder, given.data) if given is not None and type(given.data) is str else main
        failures: list[tuple[str, str]] = []
        variables = self._variables.extended(self._files, self._env_files(entry, folder), failures)
        for failed, reason in failures:
            text = f"the env file `{os.path.basename(failed)}` could not be read: {reason}"
            self._log.note(place, UnreadFile(location=entry.location, path=".".join(place), reason=text))
        included = (*self._included, os.path.abspath(path))
        project = Loader(self._files, variables, folder, self._log, included).load(sources)
        if project is not None:
            # Paths of a project folder that is not there are those of the folder above it (localResourceLoader.Dir).
            seen_from = folder if self._files.is_dir(folder) or given is None else os.path.dirname(folder)
            resolve_paths(project, os.path.relpath(seen_from, self._folder))
            resolve_environment(project, variables)
        return project

    def _env_files(self, entry: Value, folder: str) -> list[str]:
        given = entry.get("env_file")
        if given is None:
            return list(default_env_file(self._files, folder))
        names = [given] if type(given.data) is not list else given.data
        texts = [name.data for name in names if type(name.data) is str and name.data != "/dev/null"]
        return [os.path.join(self._folder, text) for text in texts]


def resolve_environment(project: Value, variables: Variables) -> None:
    """Give the variables that a service's list names alone the values that this part of the project has for them."""
    for service in project.under("services").values():
        environment = service.get("environment")
        if environment is not None and type(environment.data) is list:
            for entry in environment.data:
                if type(entry.data) is str and "=" not in entry.data:
                    value = variables.lookup(entry.data)
                    if type(value) is str:
                        entry.data = f"{entry.data}={value}"


def _reset(project: Value, paths: list[Path]) -> None:
    """Take away what stands at `paths`; entries of lists stay."""
    for path in paths:
        held: Value | None = project
        for key in path[:-1]:
            held = held.get(key) if held is not None else None
        if path and held is not None and type(held.data) is dict:
            held.data.pop(path[-1], None)
