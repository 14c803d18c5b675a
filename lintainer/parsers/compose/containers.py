"""A service of a merged project as a container of the model, with the hooks that run beside it."""

from __future__ import annotations

from lintainer.hints import Literal
from lintainer.model import Build, Container, Text, Unknown, Workload
from lintainer.model.container import Role
from lintainer.model.record import Origin
from lintainer.parsers.compose.draft import Draft, origin, text_of
from lintainer.parsers.compose.isolation import read_isolation
from lintainer.parsers.compose.limits import read_limits
from lintainer.parsers.compose.merging import SERVICE_RULES, MergeError, merge
from lintainer.parsers.compose.networks import read_networks
from lintainer.parsers.compose.process import read_command, read_environment, read_process, read_user
from lintainer.parsers.compose.scope import Project, Scope
from lintainer.parsers.compose.specification import CONTAINER_KEYS
from lintainer.parsers.compose.storage import read_storage
from lintainer.parsers.compose.values import Value, clone
from lintainer.source import Span

SYNTAX = "compose"


def read_service(
    project: Project, name: str, service: Value, *, is_open: bool = False, partial: bool = False, section: str = "services"
) -> Workload:
    """Return the service `name`, or the job, as a workload.

    `is_open`: a part of it could not be read, so what it lacks is not absent.
    """
    scope = Scope(project, name, section)
    place = service.key_location
    at = Origin(place.source, place.span, related=place.related)
    draft = _draft(scope, service)
    hooks = [*_pre_start(scope, service), *_hooks(scope, service)]
    build = service.get("build")
    if build is not None and type(build.data) is dict:
        draft.put("build", _build(build), build)
    if is_open or partial:
        draft.incomplete.add("*")
    container = Container(
        origin=Origin(place.source, place.span, draft.written, place.related),
        name=name,
        syntax=SYNTAX,
        incomplete=frozenset(draft.incomplete),
        os=_system(service),
        **draft.fields,
    )
    node = service.node
    return Workload(
        origin=at,
        kind="service" if section == "services" else "job",
        name=name,
        syntax=SYNTAX,
        containers=(container, *(hook.replace(within=container) if hook.role == "hook" else hook for hook in hooks)),
        partial=partial,
        extent=Span(min(place.span.start, node.start), max(place.span.end, node.end)) if node.source is place.source else None,
    )


def _draft(scope: Scope, service: Value) -> Draft:
    draft = Draft(service.key_location.source)
    read_process(scope, service, draft)
    read_isolation(scope, service, draft)
    read_networks(scope, service, draft)
    read_storage(scope, service, draft)
    read_limits(scope, service, draft)
    return draft


def _system(service: Value) -> Literal["linux", "windows"]:
    platform = service.get("platform")
    return "windows" if platform is not None and str(platform.data).startswith("windows") else "linux"


def _build(build: Value) -> Build:
    privileged, network, listed = build.get("privileged"), build.get("network"), build.get("entitlements")
    return Build(
        origin=origin(build, {key: value.location for key, value in build.data.items()}),
        privileged=_flag(privileged),
        entitlements=tuple(Text(origin=origin(entry), value=text_of(entry.data)) for entry in listed.items()) if listed else (),
        network=network.data if network is not None and isinstance(network.data, str | Unknown) else None,
    )


def _flag(value: Value | None) -> bool | Unknown:
    """Return a boolean that Compose casts only when it fills its own types."""
    if value is None or value.data is None:
        return False
    if isinstance(value.data, bool | Unknown):
        return value.data
    from lintainer.parsers.compose.numbers import boolean

    try:
        return boolean(str(value.data))
    except ValueError as error:
        return Unknown(str(error), written=str(value.data))


def _hooks(scope: Scope, service: Value) -> list[Container]:
    """Commands that run in the service's container when it has started, or before it stops."""
    found: list[Container] = []
    for key in ("post_start", "pre_stop"):
        listed = service.get(key)
        for hook in listed.items() if listed is not None else ():
            if type(hook.data) is not dict:
                continue
            place = hook.location
            draft = Draft(place.source)
            command, privileged, folder = hook.get("command"), hook.get("privileged"), hook.get("working_dir")
            if command is not None and command.data is not None:
                draft.put("cmd", read_command(scope, command, (key, "command")), command)
            if privileged is not None and privileged.data is not None:
                draft.put("privileged", _flag(privileged), privileged)
            read_user(hook.get("user"), draft)
            draft.copy("working_dir", folder)
            read_environment(scope, hook, draft)
            found.append(_hook(scope, key, place_origin(hook, draft), draft, "hook"))
    return found


def place_origin(value: Value, draft: Draft) -> Origin:
    """Return the origin of a container that lies at `value`."""
    place = value.location
    return Origin(place.source, place.span, draft.written, place.related)


def _hook(scope: Scope, key: str, at: Origin, draft: Draft, role: Role) -> Container:
    return Container(
        origin=at,
        name=f"{scope.service}.{key}",
        role=role,
        syntax=SYNTAX,
        incomplete=frozenset(draft.incomplete),
        **draft.fields,
    )


def _pre_start(scope: Scope, service: Value) -> list[Container]:
    """Containers that run to their end before the service starts: they inherit the service's own specification."""
    found: list[Container] = []
    listed = service.get("pre_start")
    for hook in listed.items() if listed is not None else ():
        if type(hook.data) is not dict:
            continue
        inherited = {key: clone(value) for key, value in service.data.items() if key in CONTAINER_KEYS and key != "volumes"}
        try:
            merged = merge(service.replaced(inherited), clone(hook), SERVICE_RULES)
        except MergeError as error:
            scope.invalid(("pre_start",), error.value, f"this {error}")
            continue
        draft = _draft(scope, Value(merged.data, hook.node, None, hook.via))
        found.append(_hook(scope, "pre_start", place_origin(hook, draft), draft, "init"))
    return found
