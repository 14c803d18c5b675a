"""What a parser saw that a normalized value cannot hold.

Parsers emit notes; the correctness policies turn them into findings. A note's `location` is the offending text, `path` the
keys or the option that lead to it, for messages (`spec.containers[0].securityContext`, `--mount`).
"""

from __future__ import annotations

from lintainer.model.record import Record
from lintainer.source import Location


class Note(Record, aside=("location",)):
    """Something worth saying about the text itself."""

    location: Location
    path: str = ""


class UnknownKey(Note):
    """A key that the schema of this place does not have. `nearest` is the known name it resembles, if any."""

    key: str
    nearest: str | None = None


class MisplacedKey(Note):
    """A security key where the platform ignores it. `belongs` says where it has an effect."""

    key: str
    belongs: str


class DuplicateKey(Note):
    """A key written twice in one mapping. `first` is the earlier one."""

    key: str
    first: Location | None = None


class InvalidValue(Note):
    """A value that the runtime refuses, or reads otherwise than written. `reason` says why, with the value."""

    reason: str
    # True where the client or the API refuses the whole input because of it.
    refused: bool = True
    # True where they pass it on, and the engine refuses to create or to start the container.
    by_engine: bool = False


class OptionAfterImage(Note):
    """An option of `docker run` written behind the image, where it is an argument of the command."""

    option: str


class UnresolvedVariable(Note):
    """A variable without a value decides `field`."""

    variable: str
    field: str


class UnreadFile(Note):
    """A file that the input names could not be read, so that part of the meaning stays open."""

    reason: str


class RetiredApiVersion(Note):
    """An apiVersion and kind as written; which versions serve them is for the policy to know."""

    api_version: str
    kind: str


class UnusedSuppression(Note):
    """A suppression that does nothing: `reason` says why."""

    reason: str
