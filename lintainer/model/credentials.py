"""Where a project holds literal credentials: variables, arguments, labels and ConfigMaps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from lintainer.model.container import Container
from lintainer.model.literals import PASSWORD, kind_of_name, literal, looks_like_key, stands_for_one
from lintainer.model.parts import EnvVar, Text
from lintainer.model.project import Project, Resource, Workload
from lintainer.model.secrets import shape_of, url_pattern
from lintainer.model.unknown import Unknown
from lintainer.patterns import pattern
from lintainer.source import Location, Span
from lintainer.tuples import NamedTuple

# What a name with a value is: a short text such as `a password`, or None.
Judge = Callable[[str, str], str | None]


class Credential(NamedTuple):
    """A literal credential: `what` it is (`a password`), where it is kept (`the variable DB_PASSWORD`), and its value."""

    location: Location
    what: str
    where: str
    name: str
    value: str


def judge_variable(name: str, value: str) -> str | None:
    """Return what literal credential a variable of this name holds with this value."""
    if has_password_in_url(value):
        return None
    return literal(name, value) or ("what looks like a key" if looks_like_key(name, value) else None)


def _judge_other(name: str, value: str) -> str | None:
    """The same for an argument or a label: a token's or a key's name may well be given the name of an object."""
    return None if has_password_in_url(value) else literal(name, value, sure=False)


def has_password_in_url(value: str) -> bool:
    """Tell whether a text holds a URL with a literal password."""
    return any(True for _ in url_passwords(value))


def url_passwords(text: str) -> Iterator[Span]:
    """Yield the spans of literal passwords in the URLs of a text; a default of a variable (`${PW:-secret}`) is literal."""
    if "://" not in text:
        return
    for match in url_pattern().finditer(text):
        password = match["password"]
        default = re.fullmatch(r"\$\{\w+:?[-=](?P<default>[^{}$]+)\}", password)
        if default is not None or not stands_for_one(password) or password.isdigit():
            yield Span(*match.span("password"))


def credentials(project: Project, judge: Judge = judge_variable) -> Iterator[Credential]:
    """Yield the literal credentials of a project. `judge` decides about variables."""
    for workload in project.workloads:
        for container in workload.containers:
            yield from _of_variables(container, judge)
            yield from _of_arguments(container)
            yield from _of_labels(container)
        yield from _of_annotations(workload)
    for resource in project.of_kind("ConfigMap"):
        yield from _of_config_map(resource)


def written_value(variable: EnvVar) -> str | None:
    """Return the value of a variable as far as this file holds it: None for references, env files, and what is not known.

    A value that another file or the environment puts in place of a variable (`${PASSWORD}` and an `.env` file) is not
    written here; a default (`${PASSWORD:-secret}`) is.
    """
    value = variable.value
    if not isinstance(value, str) or variable.value_from is not None:
        return None
    text = variable.at("value").text
    # `$$` is how Compose and make write a dollar.
    return None if "$" in text and value not in text and value not in text.replace("$$", "$") else value


def _of_variables(container: Container, judge: Judge) -> Iterator[Credential]:
    names = {variable.name for variable in container.env if isinstance(variable.name, str)}
    for variable in container.env:
        value = written_value(variable)
        if value and isinstance(variable.name, str):
            if _names_the_owner(variable.name, names) and shape_of(value) is None:
                continue
            what = judge(variable.name, value)
            if what is not None:
                yield Credential(variable.at("value"), what, "the variable", variable.name, value)


def _names_the_owner(name: str, names: Iterable[str]) -> bool:
    """Tell whether an access key is the name that belongs to a secret key, as with S3: alone it may be a key of its own.

    Source: AWS Signature Version 4, where the access key id is sent in the open; MINIO_ACCESS_KEY is the name of the root user.
    """
    stem = name.upper().removesuffix("ACCESS_KEY")
    return stem != name.upper() and not {f"{stem}SECRET_KEY", f"{stem}SECRET_ACCESS_KEY"}.isdisjoint(map(str.upper, names))


_OPTION = pattern(r"--?(?P<name>[A-Za-z][\w.-]*)(?:[=:](?P<value>.*))?", re.DOTALL)
_IN_SCRIPT = pattern(
    r"(?:^|(?<=[\s;&|(\"']))(?:--?(?P<option>[A-Za-z_][\w.-]*)(?:=|\s+)|(?P<variable>[A-Za-z_][\w.-]*)=)"
    r"(?P<value>\"[^\"\n]*\"|'[^'\n]*'|[^\s\"';|&)(]+)"
)


def _of_arguments(container: Container) -> Iterator[Credential]:
    for words in (container.entrypoint or (), container.cmd or ()):
        pending: str | None = None
        for word in words:
            if isinstance(word.value, Unknown):
                pending = None
                continue
            found = None if pending is None else _judge_other(pending, word.value)
            if found is not None and pending is not None:
                yield Credential(word.at(), found, "the argument", pending, word.value)
            option = _OPTION.fullmatch(word.value)
            pending = option["name"] if option is not None and option["value"] is None else None
            if found is None:
                yield from _of_word(word)
    check = container.healthcheck
    for node, field, parts in (
        *(((check, "test", check.test),) if check is not None else ()),
        *((handler, "command", handler.command) for handler in container.handlers),
    ):
        for number, part in enumerate(parts):
            if isinstance(part, str):
                yield from _in_text(part, node.at_entry(field, number))


def _of_word(word: Text) -> Iterator[Credential]:
    if isinstance(word.value, str):
        yield from _in_text(word.value, word.at())


def _in_text(text: str, place: Location) -> Iterator[Credential]:
    option = _OPTION.fullmatch(text)
    if option is not None and option["value"] is not None and not re.search(r"\s", text):
        what = _judge_other(option["name"], option["value"])
        if what is not None:
            yield Credential(place, what, "the argument", option["name"], option["value"])
            return
    for match in _IN_SCRIPT.finditer(text) if "=" in text or "-" in text else ():
        name = match["option"] or match["variable"]
        value = match["value"].strip("\"'")
        if kind_of_name(name) == PASSWORD and (what := _judge_other(name, value)) is not None:
            kind = "the argument" if match["option"] else "the variable"
            yield Credential(place, what, kind, name, value)
            return
    shape = shape_of(text)
    if shape is not None and literal("", text) is not None:
        yield Credential(place, shape, "an argument", "", text)


def _of_labels(container: Container) -> Iterator[Credential]:
    for label in container.labels:
        if isinstance(label.value, str) and label.value:
            what = _judge_other(label.name.rpartition("/")[2], label.value)
            if what is not None:
                yield Credential(label.at("value"), what, "the label", label.name, label.value)


def _of_annotations(workload: Workload) -> Iterator[Credential]:
    pod = workload.pod
    seen: set[int] = set()
    for label in (*workload.annotations, *(pod.annotations if pod is not None else ())):
        if id(label.origin) in seen or not isinstance(label.value, str):
            continue
        seen.add(id(label.origin))
        shape = shape_of(label.value)
        if shape is not None and literal("", label.value) is not None:
            yield Credential(label.at("value"), shape, "the annotation", label.name, label.value)


def _of_config_map(resource: Resource) -> Iterator[Credential]:
    data = resource.body.get("data") if isinstance(resource.body, Mapping) else None
    for key, value in data.items() if isinstance(data, Mapping) else ():
        if not isinstance(key, str) or not isinstance(value, str) or not value:
            continue
        # A file in a ConfigMap is judged by shapes alone: its lines may be examples, templates, documentation.
        what = shape_of(value) if literal("", value) is not None else None
        if what is None and "\n" not in value.strip() and " " not in value.strip():
            what = _judge_other(key, value)
        if what is not None:
            yield Credential(resource.at(f"data.{key}"), what, "the ConfigMap's key", key, value)


def hidden_span(credential: Credential) -> Span:
    """Return what of the place of a credential must not be shown: its value, else all of the place."""
    start, end = credential.location.span
    text = credential.location.text
    at = text.rfind(credential.value)
    return Span(start, end) if at < 0 else Span(start + at, start + at + len(credential.value))


def hide_credentials(project: Project) -> None:
    """Keep the literal credentials of a project, and the passwords in its URLs, out of every excerpt."""
    for credential in credentials(project):
        source = credential.location.source
        span = hidden_span(credential)
        if span not in source.secrets:
            source.secrets.append(span)
