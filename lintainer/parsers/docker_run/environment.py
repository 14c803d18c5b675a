"""The environment and the labels: `-e`, `--env-file`, `-l`, `--label-file`, `--annotation`.

Source: docker/cli v28.2.2, opts/parse.go and pkg/kvfile/kvfile.go.
"""

from __future__ import annotations

from lintainer.files import Unreadable
from lintainer.model import EnvVar, Label, Origin, Unknown
from lintainer.model.notes import UnreadFile
from lintainer.parsers.docker_run.draft import Draft, scalar
from lintainer.parsers.docker_run.go import Refused
from lintainer.parsers.docker_run.options import DOCKER, PODMAN
from lintainer.parsers.docker_run.security import opened
from lintainer.parsers.words import Value, Word
from lintainer.source import Source, Span

ENV_PHASE, LABEL_PHASE = 10, 11


def read_environment(draft: Draft) -> None:
    """Read environment variables and labels, those of files first, as the client orders them."""
    variables: list[EnvVar] = []
    given_here: dict[str, EnvVar] = {}
    for name, value, origin in _from_files(draft, "env-file", ENV_PHASE):
        variables.append(_variable(name.text, value, origin, origin.source.name))
    for given in draft.all("env"):
        assert given.value is not None
        name, value = given.value.cut("=")
        origin = draft.origin(given.value, given, {"name": name.span} | ({} if value is None else {"value": value.span}))
        given_here[name.text] = _variable(name.value, value, origin)
    host = draft.last("env-host")
    if host is not None and scalar(host) is True:
        # podman: every variable of the process that starts the container.
        variables.insert(0, EnvVar(origin=draft.origin_of_flag(host), name="*", value_from="environment"))
    # Of several -e for one name the client keeps the last; what files hold stays before them.
    draft.entries("env", [*variables, *given_here.values()], next(draft.all("env", "env-file", "env-host"), None))
    labels: dict[str, Label] = {}
    for name, value, origin in _from_files(draft, "label-file", LABEL_PHASE):
        if value is not None:
            labels[name.text] = Label(origin=origin, name=name.text, value=value.value)
    for given in draft.all("label"):
        assert given.value is not None
        name, value = given.value.cut("=")
        origin = draft.origin(given.value, given, {"name": name.span} | ({} if value is None else {"value": value.span}))
        shown = draft.name(name, "labels")
        labels[shown] = Label(origin=origin, name=shown, value="" if value is None else value.value)
    draft.entries("labels", list(labels.values()), next(draft.all("label", "label-file"), None))
    annotations: dict[str, str | Unknown] = {}
    for given in draft.all("annotation"):
        assert given.value is not None
        name, value = given.value.cut("=")
        annotations[name.shown] = "" if value is None else value.value
    if annotations:
        draft.rest["HostConfig"]["Annotations"] = annotations


def _variable(name: str | Unknown, value: Value | None, origin: Origin, file: str | None = None) -> EnvVar:
    if value is None:
        return EnvVar(origin=origin, name=name, value_from="environment", object_ref=file)
    return EnvVar(origin=origin, name=name, value=value.value)


def _from_files(draft: Draft, option: str, phase: int) -> list[tuple[Value, Value | None, Origin]]:
    found: list[tuple[Value, Value | None, Origin]] = []
    for given in draft.all(option):
        assert given.value is not None
        # podman: behind a dash stands a file that may be missing.
        optional = draft.setting.dialect == PODMAN and given.value.text.startswith("-")
        value = given.value.part(1) if optional else given.value
        source = draft.read_file(value)
        if isinstance(source, Source):
            try:
                found += lines_of(source, value.text)
                continue
            except Refused as refused:
                if draft.setting.dialect == DOCKER:
                    draft.refuse(phase, refused.reason, given.value.span, f"--{option}")
        elif isinstance(source, Unreadable) and draft.setting.exact and not optional:
            reason = opened(source, given.value.text)
            if reason.startswith("read "):
                reason = f"invalid env file ({given.value.text}): {reason}"
            draft.refuse(phase, reason, given.value.span, f"--{option}")
        elif isinstance(source, Unreadable) and not optional:
            note = UnreadFile(location=draft.at(given.value.span), path=f"--{option}", reason=source.message)
            draft.notes.append(note)
        draft.incomplete.add("env" if option == "env-file" else "labels")
    return found


_BLANKS = " \t"


def lines_of(source: Source, name: str) -> list[tuple[Value, Value | None, Origin]]:
    """Return the `key=value` lines of a file: names, values as they stand, and their places. Raises `Refused`."""
    found: list[tuple[Value, Value | None, Origin]] = []
    at = 0
    for raw in source.text.split("\n"):
        start, at = at, at + len(raw) + 1
        line = raw.removesuffix("\r")
        body = line.lstrip()
        if not body or body.startswith("#"):
            continue
        key, separator, value = body.partition("=")
        if not key:
            raise Refused(f"invalid env file ({name}): no variable name on line '{body[:1]}…'")
        if any(blank in key for blank in _BLANKS):
            raise Refused(f"invalid env file ({name}): variable '{key}' contains whitespaces")
        begin = start + len(line) - len(body)
        word = Word(body, source, Span(begin, begin + len(body)))
        content = word.all.part(len(key) + 1) if separator else None
        written = {"name": Span(begin, begin + len(key))} | ({} if content is None else {"value": content.span})
        found.append((word.all.part(0, len(key)), content, Origin(source, word.span, written)))
        del value
    return found
