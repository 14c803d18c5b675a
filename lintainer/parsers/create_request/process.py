"""What the container runs: `Config`. Source: Engine API 1.51, ContainerConfig; moby v28, api/types/container/config.go."""

from __future__ import annotations

from lintainer.hints import Any
from lintainer.model import EnvVar, Healthcheck, Label, Text
from lintainer.model.image import parse_image
from lintainer.parsers.create_request.reading import Object, Reader
from lintainer.parsers.users import parse_user
from lintainer.source import Span

_PLAIN = (("Hostname", "hostname"), ("WorkingDir", "working_dir"))
_FLAGS = (("Tty", "tty"), ("OpenStdin", "open_stdin"))
_CHECK = ("Test", "Interval", "Timeout", "StartPeriod", "StartInterval", "Retries")
_TIMES = (
    ("Interval", "interval"),
    ("Timeout", "timeout"),
    ("StartPeriod", "start_period"),
    ("StartInterval", "start_interval"),
    ("Retries", "retries"),
)


def read_config(reader: Reader, config: Object) -> None:
    """Read the fields of `Config`."""
    image = config.text("Image")
    if image is not None:
        _image(reader, image, config.at("Image"))
    for key, field in _PLAIN:
        if (text := config.text(key)) is not None:
            reader.put(field, text, config.at(key))
    for key, field in _FLAGS:
        if (flag := config.flag(key)) is not None:
            reader.put(field, flag, config.at(key))
    user = config.text("User")
    if user is not None:
        spec = parse_user(user)
        reader.put("user", spec.user, config.at("User"))
        reader.fields["user_written"] = user
        if spec.group is not None:
            reader.put("group", spec.group, config.at("User"))
    for key, field in (("Entrypoint", "entrypoint"), ("Cmd", "cmd")):
        _words(reader, config, key, field)
    env = [_variable(reader, text, span) for text, span in config.entries("Env")]
    if env:
        reader.put("env", tuple(env), config.at("Env"))
    labels = [Label(origin=reader.origin(span), name=name, value=value) for name, value, span in config.texts("Labels")]
    if labels:
        reader.put("labels", tuple(labels), config.at("Labels"))
    check = config.inner("Healthcheck", _CHECK)
    if check is not None:
        _healthcheck(reader, check)


def _image(reader: Reader, image: str, span: Span) -> None:
    # Tag and digest have places of their own where the string holds no escapes.
    inside = Span(span.start + 1, span.end - 1)
    exact = reader.source.text[inside.start : inside.end] == image
    reader.put("image", parse_image(image, reader.origin(inside if exact else span), exact=exact), span)


def _words(reader: Reader, config: Object, key: str, field: str) -> None:
    value = config.any(key)
    if value is None or value == "":
        return
    # One string stands for a list of one (strslice.StrSlice); podman before 5 shows entry points so.
    entries = [(value, config.at(key))] if isinstance(value, str) else config.entries(key)
    reader.put(field, tuple(Text(origin=reader.origin(span), value=text) for text, span in entries), config.at(key))


def _variable(reader: Reader, text: str, span: Span) -> EnvVar:
    name, sign, value = text.partition("=")
    return EnvVar(origin=reader.origin(span, {"value": span}), name=name, value=value if sign else None)


def _healthcheck(reader: Reader, check: Object) -> None:
    words = check.entries("Test")
    test = tuple(text for text, _ in words)
    written = {f"test.{number}": span for number, (_, span) in enumerate(words)}
    times: dict[str, Any] = {field: value for key, field in _TIMES if (value := check.number(key)) is not None}
    node = Healthcheck(origin=reader.origin(check.span, written), test=test, disabled=test == ("NONE",), **times)
    reader.put("healthcheck", node, check.span)
