"""The front end for `devcontainer.json`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from lintainer.files import NoFiles
from lintainer.model import Build, Container, Origin, Project, Workload
from lintainer.parsers import Context, Parsed, Problem
from lintainer.parsers._yaml import Mapping, Node, Scalar, deref
from lintainer.parsers.devcontainer.definition import Definition
from lintainer.parsers.devcontainer.jsonc import read, remarks
from lintainer.parsers.docker_run.assemble import parse_command
from lintainer.parsers.docker_run.embedded import Commands
from lintainer.parsers.mappings import entries, items, scalars
from lintainer.source import Location, Source

SYNTAX = "devcontainer"
NAMES = ("devcontainer.json", ".devcontainer.json")
# Of these the first runs where the file is, the others in the container, whose engine may be that of the host.
_LIFECYCLE = tuple(
    """initializeCommand onCreateCommand updateContentCommand postCreateCommand postStartCommand postAttachCommand""".split()
)
# What features may add (containers.dev, Features metadata reference), as the model has it.
_FEATURES = frozenset(
    """privileged init cap_add security_opt seccomp apparmor selinux no_new_privileges unmasked_paths mounts env""".split()
)


class DevcontainerParser:
    """Reads dev containers, known by the file's name."""

    syntax = SYNTAX

    def claims(self, source: Source, context: Context) -> bool:
        """Tell by its name whether `source` defines a dev container."""
        return os.path.basename(context.path or source.name).lower() in NAMES

    def parse(self, source: Source, context: Context) -> Parsed:
        """Read the container, and the commands that tools run before and after it starts."""
        commands = Commands(SYNTAX, source, context, _workspace(context.path))
        documents, comments = read(source)
        for document in documents:
            if document.error is not None:
                location = Location(source, document.error.span)
                commands.problems.append(Problem(document.error.kind, document.error.message, source.name, location))
            elif isinstance(document.root, Mapping):
                _read(commands, source, context, document.root)
            elif document.root is not None:
                location = Location(source, document.root.span)
                commands.problems.append(Problem("syntax", "a dev container is a JSON object", source.name, location))
        return commands.parsed(remarks(source, comments, documents))

    def assemble(self, parsed: Sequence[Parsed], *, complete: bool) -> Sequence[Project]:  # noqa: ARG002
        """Return one project for each file."""
        return [project for one in parsed for project in one.projects]


def _workspace(path: str | None) -> str | None:
    """Return the folder of the project, in which tools start: the one that `.devcontainer` lies in."""
    if path is None:
        return None
    folder = os.path.dirname(path)
    for here in (folder, os.path.dirname(folder)):
        if os.path.basename(here) == ".devcontainer":
            return os.path.dirname(here)
    return folder


def _read(commands: Commands, source: Source, context: Context, root: Mapping) -> None:
    definition = Definition(source, root)
    keys = definition.keys
    if definition.has_features:
        commands.skip(keys["features"][0].start, "features are not read: they may add privileges, capabilities and mounts")
    if "dockerComposeFile" in keys:
        for one in scalars(keys["dockerComposeFile"][1]):
            commands.skip(one.start, f"the Compose file `{one.value}` is linted where it is an input itself")
    workload = _workload(source, context, root, definition)
    if workload is not None:
        commands.workloads.append(workload)
    for name in _LIFECYCLE:
        if name in keys:
            _commands(commands, definition, keys[name][1])


def _workload(source: Source, context: Context, root: Mapping, definition: Definition) -> Workload | None:
    keys = definition.keys
    composed = "dockerComposeFile" in keys
    key = next((name for name in ("dockerComposeFile", "image", "build", "dockerFile") if name in keys), None)
    if key is None:
        return None
    head = keys[key][0]
    image = definition.scalar("image") if key == "image" else None
    stand_in = definition.made("image", head)
    words = definition.command(head, definition.variables.word(image) if image is not None else stand_in, composed=composed)
    if composed and len(words) == len(("docker", "run", "image")) and "remoteUser" not in keys:
        # Nothing is added to the service.
        return None
    folder = _workspace(context.path)
    files = NoFiles() if folder is None else context.files
    result = parse_command(words, files=files, folder=folder or None, syntax=SYNTAX)
    if result is None:
        return None
    (container,) = result.workload.containers
    if composed:
        container = container.replace(image=None, incomplete=container.incomplete | {"*"})
    elif image is None:
        container = container.replace(image=None, build=Build(origin=Origin(source, head)))
    if definition.has_features:
        container = container.replace(incomplete=container.incomplete | _FEATURES)
    name = definition.scalar("service") if composed else None
    name = name or definition.scalar("name")
    called = container.name or (name.value if name is not None else None)
    container = container.replace(name=called)
    containers = (container, *_remote(definition, container))
    return result.workload.replace(name=called, containers=containers, extent=root.span)


def _remote(definition: Definition, container: Container) -> Iterator[Container]:
    """Yield the user that tools run their processes as, in the running container, where it is another than its own."""
    user = definition.scalar("remoteUser")
    own = definition.scalar("containerUser")
    if user is None or not user.value or (own is not None and own.value == user.value):
        return
    words = [definition.made(text, user.span) for text in ("docker", "exec", "-u")]
    words += [definition.variables.word(user), definition.made("container", user.span)]
    result = parse_command(words, syntax=SYNTAX)
    if result is not None:
        yield from (one.replace(name=container.name) for one in result.workload.containers)


def _commands(commands: Commands, definition: Definition, node: Node) -> None:
    """Read a command: a string for a shell, a list of words, or several of them by name."""
    found = deref(node)
    if isinstance(found, Scalar):
        fragment = definition.variables.fragment(found)
        if fragment is not None:
            commands.read(fragment)
    elif isinstance(found, Mapping):
        for _, _, value in entries(found):
            if not isinstance(deref(value), Mapping):
                _commands(commands, definition, value)
    else:
        words = [one for item in items(found) if isinstance(one := deref(item), Scalar)]
        if words:
            commands.add([definition.variables.word(one) for one in words])
