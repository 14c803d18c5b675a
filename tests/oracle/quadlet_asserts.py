"""What the comments of podman's own test units say of the commands that quadlet makes of them (`## assert-podman-args …`).

Such a comment holds of a unit where the words stand in the generated command in that order; where they change anything in the
model, what they change must also be in the container that was read from the unit.
"""

from __future__ import annotations

import csv
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lintainer.files import Files
from lintainer.model import Container, Node
from lintainer.parsers import Context, Parsed
from lintainer.parsers.docker_run import parse_command
from lintainer.parsers.quadlet.commands import Command, run_of
from lintainer.parsers.quadlet.expansion import expanded
from lintainer.parsers.quadlet.parser import QuadletParser
from lintainer.parsers.quadlet.unit import Char
from lintainer.parsers.quadlet.units import Unit, Units
from lintainer.parsers.words import Word
from lintainer.source import Source, Span

# Units and drop-ins that the test units name and that their folder may lack, as podman's tests have them.
BESIDE = {
    "basic.network": "[Network]\n",
    "basic.volume": "[Volume]\n",
    "basic.image": "[Image]\nImage=localhost/imagename\n",
    "basic.artifact": "[Artifact]\nArtifact=quay.io/libpod/testartifact:20250206-single\n",
    "service-name.volume": "[Volume]\nServiceName=basic\nVolumeName=test-volume\n",
    "startwithpod.pod": "[Pod]\n",
    "merged.container.d/10-first.conf": "[Container]\nEnvironment=FIRST=value\n",
    "merged.container.d/20-second.conf": "[Container]\nEnvironment=SECOND=othervalue\n",
    "template@.container.d/10.conf": "[Container]\nEnvironment=FOO=bar\n",
}

# Forms of comments that say nothing of what is started.
OTHER_FORMS = {
    "assert-key-is": "a key of the service: what starts before, with and after it",
    "assert-key-is-regex": "a key of the service: what starts before, with and after it",
    "assert-key-is-empty": "a key of the service: what starts before, with and after it",
    "assert-has-key": "a key of the service: what starts before, with and after it",
    "assert-last-key-is-regex": "a key of the service: what starts before, with and after it",
    "assert-symlink": "how the service is enabled",
    "assert-stderr-contains": "the words of a message",
    "assert-podman-stop-global-args": "the command that removes the container",
    "assert-podman-stop-post-global-args": "the command that removes the container",
    "assert-podman-reload-args": "a command for a container that runs already",
    "assert-podman-reload-final-args": "a command for a container that runs already",
}

# Options that change nothing in the model, which the generated command holds all the same.
OTHER_OPTIONS = {
    "--replace": "how podman deals with a container of that name that is left over",
    "--rm": "what the service does when it stops; the container lives as long as the service",
    "-d": "the service does not wait for the container",
    "--sdnotify": "who tells systemd that the service has started",
    "--cgroups": "below which cgroup of the host the container's lies",
    "--tz": "the time zone",
    "--env-host": "switched off, as it is by default",
    "--http-proxy": "on, as it is by default",
    "--read-only-tmpfs": "file systems that podman adds by itself",
    "--health-on-failure": "what happens to a container that is not healthy",
    "--health-startup-interval": "when the check before the health check runs",
    "--health-startup-retries": "when the check before the health check runs",
    "--health-startup-success": "when the check before the health check runs",
    "--health-startup-timeout": "when the check before the health check runs",
    "--conmon": "podman's own options",
    "--imagestore": "podman's own options",
    "--log-level": "podman's own options",
    "--module": "podman's own options; what a module sets is open",
}

# Units that fail only because their folder holds nothing else in podman's tests: a unit may lie in another folder.
FAILS_ALONE = {
    "dependent.error.container": "After= names a unit, and units may lie in several folders",
    "pod.not-found.container": "Pod= names a unit, and units may lie in several folders",
}


class Comment(NamedTuple):
    """One comment: what is to hold, or, negated, not to hold, and its words."""

    line: int
    form: str
    negated: bool
    words: list[str]


def comments_of(text: str) -> Iterator[Comment]:
    """Yield the comments of a unit that say something of it."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("## ") and "assert-" in line:
            form, *words = shlex.split(line[3:])
            # Line breaks and tabs are written as escapes.
            words = [word.replace("\\n", "\n").replace("\\t", "\t") for word in words]
            yield Comment(number, form.removeprefix("!"), form.startswith("!"), words)


class Read(NamedTuple):
    """A unit as read: its generated command, and the container."""

    unit: Unit
    command: Command
    container: Container
    parsed: Parsed

    @property
    def words(self) -> list[str]:
        """The words of the command from its subcommand on."""
        return [one.text for one in self.command.words]


def read_unit(path: Path) -> Read:
    """Read a unit of the folder that `path` lies in."""
    beside = {str(path.parent / name): text for name, text in BESIDE.items() if not (path.parent / name).exists()}
    files = Files(beside)
    source = files.read(str(path))
    parser, context = QuadletParser(), Context(files=files, path=str(path))
    parsed = parser.parse(source, context)
    (project,) = parser.assemble([parsed], complete=False)
    (container,) = [one for workload in project.workloads for one in workload.containers]
    units = Units(files, str(path.parent))
    unit = units.given(path.name, source)
    assert unit.head is not None
    return Read(unit, run_of(unit, units, unit.head), container, parsed)


def found_in(comment: Comment, read: Read) -> list[str] | None:
    """Return the words of the generated command that a comment asks for, in its form; None where they are missing."""
    words, wanted = read.words, comment.words
    if comment.form == "assert-podman-args":
        return slice_of(words, wanted)
    if comment.form == "assert-podman-final-args":
        return wanted if words[-len(wanted) :] == wanted else None
    if comment.form == "assert-podman-global-args":
        return slice_of([one.text for one in read.command.general], wanted[1:])
    option, separator, value = wanted
    wanted_pairs = pairs(value, separator)
    for at, word in enumerate(words):
        given = pairs(words[at + 1], separator) if word == option else {}
        if comment.form == "assert-podman-args-key-val":
            held = given == wanted_pairs
        else:
            assert comment.form == "assert-podman-args-key-val-regex", comment.form
            held = given.keys() == wanted_pairs.keys()
            held = held and all(re.match(wanted_pairs[key], absolute(given[key])) for key in given)
        if word == option and held:
            return words[at : at + 2]
    return None


def slice_of(words: list[str], wanted: list[str]) -> list[str] | None:
    """Return `wanted` where it stands in `words` in one piece; quadlet writes capabilities in small letters."""
    for at in range(len(words) - len(wanted) + 1):
        found = words[at : at + len(wanted)]
        if found == wanted or (found[0] in ("--cap-add", "--cap-drop") and [word.lower() for word in found] == wanted):
            return found
    return None


def pairs(text: str, separator: str) -> dict[str, str]:
    """Return the fields of a value by their names."""
    (row,) = csv.reader([text], delimiter=separator)
    return {field.partition("=")[0]: field.partition("=")[2] for field in row}


def absolute(path: str) -> str:
    """Return a path below the unit's folder as quadlet writes it in podman's tests: the model says that it is the folder's."""
    return f"/tmp/podman-e2e-1/subtest-1/quadlet/{path[2:]}" if path.startswith("./") else path


def started(words: list[str], unit: Unit) -> Container:
    """Return what a `podman run` with these words starts, specifiers resolved as they are in the unit."""
    source = Source("words", " ".join(["podman", "run", *words]))
    whole = Span(0, len(source.text))
    made = [Word("podman", source, whole), Word("run", source, whole)]
    for word in words:
        made += expanded([Char(text, *whole) for text in word], unit.service, source, whole)
    result = parse_command(made, syntax="quadlet")
    assert result is not None
    (container,) = result.workload.containers
    return container


IMAGE = "localhost/imagename"


def changes(words: list[str], unit: Unit) -> dict[str, object]:
    """Return what of the model these words of a `podman run` change, by field."""
    plain = started([IMAGE], unit)
    changed = started(words, unit)
    found = {
        name: getattr(changed, name)
        for name in Container.fields()
        if name not in ("origin", "notes", "rest", "incomplete") and getattr(changed, name) != getattr(plain, name)
    }
    for part, values in changed.rest.items():
        for key, value in values.items():
            if plain.rest.get(part, {}).get(key) != value:
                found[f"{part}.{key}"] = value
    # Both of these are given in other words: what the options -d and --rm say is the service's.
    for name in ("auto_remove", "Config.AttachStdin", "Config.AttachStdout", "Config.AttachStderr"):
        found.pop(name, None)
    return found


def lacking(wanted: dict[str, object], container: Container) -> list[str]:
    """Return what of these values the container does not have."""
    return [name for name, value in wanted.items() if not _has(container, name, value)]


def _has(container: Container, name: str, value: object) -> bool:
    part, dot, key = name.partition(".")
    return _within(value, container.rest.get(part, {}).get(key) if dot else getattr(container, name))


def _within(value: object, held: object) -> bool:
    """Tell whether all of a value is held: of a list each entry, of a node and of a mapping each field."""
    if value in (None, False) or value == held:
        return True
    if isinstance(value, list | tuple) and isinstance(held, list | tuple):
        return all(one in held for one in value)
    if isinstance(value, dict) and isinstance(held, dict):
        return all(_within(one, held.get(key)) for key, one in value.items())
    if isinstance(value, Node) and type(held) is type(value):
        return all(_within(getattr(value, field), getattr(held, field)) for field in value._compared if field != "origin")
    return False
