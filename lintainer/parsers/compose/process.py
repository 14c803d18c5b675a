"""What a service runs: its image, commands, environment, health check, restarts and log."""

from __future__ import annotations

import os

from lintainer.hints import Any
from lintainer.model import EnvVar, Healthcheck, Label, LogConfig, Origin, RestartPolicy, Text, Unknown
from lintainer.model.image import parse_image
from lintainer.parsers._yaml import Scalar
from lintainer.parsers.compose.draft import Draft, origin, text_of
from lintainer.parsers.compose.numbers import duration
from lintainer.parsers.compose.partial import cut
from lintainer.parsers.compose.scope import Scope
from lintainer.parsers.compose.values import Value
from lintainer.parsers.compose.words import WordsError, split_command
from lintainer.parsers.users import identity, parse_user
from lintainer.source import Location, Span

_RESTARTS = {"none": "no", "any": "always"}


def read_process(scope: Scope, service: Value, draft: Draft) -> None:
    """Read what the container of `service` runs."""
    data = service.entries()
    image = data.get("image")
    if image is not None and isinstance(image.data, str | Unknown) and image.data != "":
        exact = type(image.node) is Scalar and image.via is None and image.node.text == image.data
        draft.put("image", parse_image(image.data, origin(image), exact=exact), image)
    for field, key in (("entrypoint", "entrypoint"), ("cmd", "command")):
        command = data.get(key)
        if command is not None and command.data is not None:
            draft.put(field, read_command(scope, command, (key,)), command)
    read_environment(scope, service, draft)
    _labels(scope, service, draft)
    for field, key in (
        ("working_dir", "working_dir"),
        ("container_name", "container_name"),
        ("hostname", "hostname"),
        ("tty", "tty"),
        ("open_stdin", "stdin_open"),
        ("init", "init"),
        ("runtime", "runtime"),
        ("image_pull_policy", "pull_policy"),
    ):
        draft.copy(field, data.get(key))
    read_user(data.get("user"), draft)
    health = data.get("healthcheck")
    if health is not None and health.data is not None:
        draft.put("healthcheck", _health(scope, health), health)
    _restart(service, draft)
    logging = data.get("logging")
    if logging is not None and type(logging.data) is dict:
        driver = logging.get("driver")
        given = logging.under("options").items()
        options = tuple((name, "" if value.data is None else text_of(value.data)) for name, value in given)
        draft.put(
            "log_config", LogConfig(origin=origin(logging), type=driver.data if driver else None, config=options), logging
        )
    profiles = data.get("profiles")
    if profiles is not None:
        draft.put("profiles", tuple(entry.data for entry in profiles.items() if type(entry.data) is str), profiles)


def read_command(scope: Scope, command: Value, path: tuple[str, ...]) -> tuple[Text, ...]:
    """Return the words of a command, written as a list or as one text."""
    if type(command.data) is list:
        return tuple(Text(origin=origin(entry), value=text_of(entry.data)) for entry in command.data)
    if isinstance(command.data, Unknown):
        return (Text(origin=origin(command), value=command.data),)
    if type(command.data) is not str:
        return ()
    try:
        words = split_command(command.data)
    except WordsError as error:
        scope.invalid(path, command, f"{path[-1]}: {error}")
        return ()
    place = origin(command)
    return tuple(Text(origin=place, value=word) for word in words)


def read_user(user: Value | None, draft: Draft) -> None:
    """Read `user`, which may name a group, too."""
    if user is None or not isinstance(user.data, str | Unknown) or user.data == "":
        return
    if isinstance(user.data, Unknown):
        name, group = cut(user.data, ":")
        draft.put("user", identity(name) if isinstance(name, str) else name, user)
        draft.put("group", identity(group) if isinstance(group, str) else group, user)
        if group is None and isinstance(name, Unknown):
            draft.fields["group"] = name
        draft.fields["user_written"] = user.data.written
        return
    spec = parse_user(user.data)
    draft.put("user", spec.user, user)
    draft.fields["user_written"] = user.data
    if spec.group is not None:
        draft.put("group", spec.group, user)


def pairs(value: Value | None) -> list[tuple[Any, Any, Value]]:
    """Return names, values and places of what is written as a mapping or as a list of `NAME=VALUE`; None: no value."""
    if value is None:
        return []
    if type(value.data) is dict:
        return [(name, None if entry.data is None else text_of(entry.data), entry) for name, entry in value.data.items()]
    return [(*cut(text_of(entry.data), "="), entry) for entry in value.items()]


def read_environment(scope: Scope, service: Value, draft: Draft) -> None:
    """Read `environment` and, under it, the `env_file`s."""
    found: dict[object, EnvVar] = {}
    environment = service.get("environment")
    for name, text, entry in pairs(environment):
        if type(name) is str and name[-1:].isspace() and entry.key is None:
            scope.invalid(("environment",), entry, f"the name `{name}` of a variable ends with a blank")
        place = _pair_origin(entry)
        value, source = text, None
        if text is None:
            value = scope.variables.lookup(name) if type(name) is str else None
            source = "environment"
        key = name if type(name) is str else id(entry)
        found[key] = EnvVar(origin=place, name=name, value=value, value_from=source)
    files = service.get("env_file")
    if files is not None:
        found = {**_env_files(scope, files, found, draft), **found}
    if found:
        draft.fields["env"] = tuple(found.values())
    if environment is not None or files is not None:
        draft.written["env"] = (environment or files).location  # type: ignore[union-attr]


def _pair_origin(entry: Value) -> Origin:
    """A variable lies where its entry does: in a mapping, from its key to its value."""
    key, node = entry.key, entry.node
    if key is None or entry.via is not None or key.source is not node.source or key.start > node.start:
        return origin(entry)

    end = node.end if node.end > node.start else key.end
    return Origin(node.source, Span(key.start, end), {"name": key.span, "value": node.span})


def _env_files(scope: Scope, files: Value, own: dict[object, EnvVar], draft: Draft) -> dict[object, EnvVar]:
    from lintainer.files import Unreadable
    from lintainer.parsers.compose.dotenv import DotenvError, parse_dotenv

    found: dict[object, EnvVar] = {}
    values = {name: var.value for name, var in own.items() if type(name) is str and var.value is not None}

    def known(name: str) -> Any:  # noqa: ANN401
        value = scope.variables.lookup(name)
        return values.get(name) if value is None else value

    merged: dict[str, Any] = dict(values)
    for entry in files.items():
        path, required, form = entry.get("path"), entry.get("required"), entry.get("format")
        if path is None or path.data is None:
            continue
        if type(path.data) is not str or (form is not None and form.data not in (None, "")):
            draft.incomplete.add("env")
            continue
        full = os.path.join(scope.folder, path.data)
        if not scope.files.exists(full):
            if required is None or required.data is not False:
                scope.unread(("env_file",), path, f"the env file `{path.data}` does not exist")
                draft.incomplete.add("env")
            continue
        try:
            text = scope.files.read(full).text
            # Later files win over earlier ones, and see what those set.
            before = dict(merged)
            for name, value in parse_dotenv(text, known, merged, open_world=scope.variables.open_world).items():
                if name not in before or before[name] is not value:
                    found[name] = EnvVar(origin=origin(path), name=name, value=value, value_from="file", object_ref=path.data)
        except (Unreadable, DotenvError) as error:
            scope.unread(("env_file",), path, f"the env file `{path.data}` could not be read: {error}")
            draft.incomplete.add("env")
    return found


def _labels(scope: Scope, service: Value, draft: Draft) -> None:
    labels, files = service.get("labels"), service.get("label_file")
    found: dict[object, Label] = {}
    for entry in files.items() if files is not None else ():
        values = _label_file(scope, entry) if type(entry.data) is str else None
        if values is None:
            draft.incomplete.add("labels")
            continue
        found.update({name: Label(origin=origin(entry), name=name, value=value) for name, value in values.items()})
    for name, text, entry in pairs(labels):
        if type(name) is str:
            found[name] = Label(origin=_pair_origin(entry), name=name, value="" if text is None else text)
    place = labels or files
    if place is not None:
        draft.put("labels", tuple(found.values()), place)


def _label_file(scope: Scope, entry: Value) -> dict[str, Any] | None:
    from lintainer.files import Unreadable
    from lintainer.parsers.compose.dotenv import DotenvError, parse_dotenv

    try:
        text = scope.files.read(os.path.join(scope.folder, entry.data)).text
        return dict(parse_dotenv(text, lambda _: None, open_world=scope.variables.open_world))
    except (Unreadable, DotenvError) as error:
        scope.unread(("label_file",), entry, f"the label file `{entry.data}` could not be read: {error}")
        return None


def _health(scope: Scope, health: Value) -> Healthcheck:
    test = health.get("test")
    words: tuple[Any, ...] = ()
    written: dict[str, Span | Location] = {}
    if test is not None and test.data is not None:
        listed = type(test.data) is list
        # A text is the second word of the command that it becomes.
        entries = test.data if listed else [test, test]
        written = {f"test.{number}": entry.location for number, entry in enumerate(entries)}
        written["test"] = test.key_location if listed else test.location
        words = tuple(text_of(entry.data) for entry in test.data) if listed else ("CMD-SHELL", text_of(test.data))
        if listed and words and words[0] not in ("CMD", "CMD-SHELL", "NONE") and type(words[0]) is str:
            scope.invalid(("healthcheck", "test"), test, "healthcheck.test begins with CMD, CMD-SHELL or NONE")
    disable, retries = health.get("disable"), health.get("retries")
    disabled = disable.data if disable is not None and disable.data is not None else False
    times = {key: read_duration(scope, health.get(key), ("healthcheck", key)) for key in _TIMES}
    if times["start_interval"] is not None and times["start_period"] is None:
        scope.invalid(("healthcheck",), health, "healthcheck.start_interval needs start_period")
    return Healthcheck(
        origin=origin(health, written),
        test=words,
        disabled=True if words[:1] == ("NONE",) else disabled,
        retries=retries.data if retries is not None and type(retries.data) is int else None,
        interval=times["interval"],
        timeout=times["timeout"],
        start_period=times["start_period"],
        start_interval=times["start_interval"],
    )


_TIMES = ("interval", "timeout", "start_period", "start_interval")


def read_duration(scope: Scope, value: Value | None, path: tuple[str, ...]) -> int | None:
    """Return a duration in nanoseconds; None where none is given, or none can be told."""
    if value is None or value.data is None or isinstance(value.data, Unknown):
        return None
    try:
        return duration(text_of(value.data))  # type: ignore[arg-type]
    except ValueError as error:
        scope.invalid(path, value, f"{path[-1]}: `{value.data}` is {error}")
        return None


def _restart(service: Value, draft: Draft) -> None:
    """`deploy.restart_policy` replaces `restart` (docker compose, create.go getRestartPolicy)."""
    restart, deploy = service.get("restart"), service.get("deploy")
    policy = deploy.get("restart_policy") if deploy is not None else None
    if policy is not None and type(policy.data) is dict:
        condition, attempts = policy.get("condition"), policy.get("max_attempts")
        name = condition.data if condition is not None and condition.data is not None else ""
        count = attempts.data if attempts is not None and attempts.data is not None else 0
        name = _RESTARTS.get(name, name) if type(name) is str else name
        draft.put("restart_policy", RestartPolicy(origin=origin(policy), name=name, maximum_retry_count=count), policy)
    elif restart is not None and isinstance(restart.data, str | Unknown) and restart.data != "":
        kind, tries = cut(restart.data, ":")
        times: Any = tries if isinstance(tries, Unknown) else int(tries) if tries is not None and tries.isdigit() else 0
        kind = _RESTARTS.get(kind, kind) if isinstance(kind, str) else kind
        draft.put("restart_policy", RestartPolicy(origin=origin(restart), name=kind, maximum_retry_count=times), restart)
